import pytest
from telegram import Bot, BotCommandScopeChat
from telegram.error import BadRequest

from tests.botapi.server import BotApiServer


async def test_a_language_without_a_text_of_its_own_shows_that_of_others(server: BotApiServer, bot: Bot) -> None:
    assert (await bot.get_my_description("id")).description == ""
    await bot.set_my_description("Quotes news.")
    await bot.set_my_short_description("Mengutip berita.", "id")
    assert (await bot.get_my_description("id")).description == "Quotes news."
    assert (await bot.get_my_short_description("id")).short_description == "Mengutip berita."
    assert (await bot.get_my_short_description()).short_description == ""
    assert server.profile == {("Description", ""): "Quotes news.", ("ShortDescription", "id"): "Mengutip berita."}


async def test_texts_that_are_too_long_are_refused(bot: Bot) -> None:
    for tell, longest in (
        (bot.set_my_description, 512),
        (bot.set_my_short_description, 120),
        (bot.set_my_name, 64),
    ):
        assert await tell("a" * longest)
        with pytest.raises(BadRequest, match="too long"):
            await tell("a" * (longest + 1))


async def test_commands_of_a_chat_are_set_when_the_bot_knows_it(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    with pytest.raises(BadRequest, match="not found"):
        await bot.set_my_commands([("share", "Share")], BotCommandScopeChat(ana.id))
    server.private(ana)
    await bot.set_my_commands([("share", "Share")], BotCommandScopeChat(ana.id))
    assert list(server.commands) == [(f"chat:{ana.id}", "")]
