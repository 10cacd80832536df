import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.botapi.server import BotApiServer


async def test_who_blocks_the_bot_gets_nothing_until_they_let_it_in(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    server.shut_out(chat, ana)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(chat.id, "halo")
    server.let_in(chat, ana)
    await bot.send_message(chat.id, "halo")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]
    assert [message.text for message in server.history(chat)] == ["halo"]


async def test_a_bot_that_was_removed_from_a_group_can_not_write_there(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    chat = server.group("Warga", admins=(ana,))
    message = await bot.send_message(chat.id, "halo")
    server.shut_out(chat, ana)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(chat.id, "halo")
    with pytest.raises(Forbidden):
        await message.edit_text("hai")


async def test_a_group_becomes_a_supergroup_with_another_number(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    old = server.basic_group("Warga", admins=(ana,))
    first = ana.write(old, "halo")
    new = server.migrate(old, ana)
    assert old.id > -1_000_000_000_000 > new.id
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old.id, "halo")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "halo")
    _, told_in_old, told_in_new = [update.message for update in await bot.get_updates()]
    assert told_in_old is not None
    assert told_in_new is not None
    assert (told_in_old.chat.id, told_in_old.migrate_to_chat_id) == (old.id, new.id)
    assert (told_in_new.chat.id, told_in_new.migrate_from_chat_id) == (new.id, old.id)
    assert told_in_old.message_id == first.message_id + 1
    assert (await bot.get_chat_member(new.id, ana.id)).status == "administrator"
    with pytest.raises(ValueError, match="no basic group"):
        server.migrate(old, ana)


async def test_only_an_administrator_gets_the_posts_of_a_channel(server: BotApiServer, bot: Bot) -> None:
    ana, budi = server.person("Ana"), server.person("Budi")
    channel = server.channels.make("Kabar", username="kabar", admins=[ana], has_bot=False)
    server.channels.publish(channel, ana, "satu")
    with pytest.raises(BadRequest, match="Member list is inaccessible"):
        await bot.get_chat_member("@kabar", ana.id)
    server.channels.let_in(channel, ana)
    post = server.channels.publish(channel, ana, "dua")
    server.channels.edit(post, ana, "tiga")
    assert (await bot.get_chat_member("@kabar", ana.id)).status == "administrator"
    server.channels.shut_out(channel, ana)
    server.channels.publish(channel, ana, "empat")
    with pytest.raises(Forbidden, match="bot was kicked from the channel chat"):
        await bot.get_chat_member("@kabar", ana.id)
    with pytest.raises(ValueError, match="Budi cannot post in Kabar"):
        server.channels.publish(channel, budi, "lima")
    entered, posted, edited, left = await bot.get_updates()
    assert entered.my_chat_member is not None
    assert left.my_chat_member is not None
    assert posted.channel_post is not None
    assert edited.edited_channel_post is not None
    assert (posted.channel_post.text, posted.channel_post.from_user) == ("dua", None)
    assert edited.edited_channel_post.edit_date is not None


async def test_posts_come_only_to_a_bot_that_asks_for_them(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    channel = server.channels.make("Kabar", admins=[ana])
    await bot.get_updates(allowed_updates=["message", "edited_channel_post"])
    post = server.channels.publish(channel, ana, "satu")
    server.channels.edit(post, ana, "dua")
    (edited,) = await bot.get_updates()
    assert edited.edited_channel_post is not None


async def test_telegram_repeats_posts_in_the_group_that_discusses_them(server: BotApiServer, bot: Bot) -> None:
    ana = server.person("Ana")
    channel, group = server.channels.make("Kabar", admins=[ana]), server.group("Warga")
    server.channels.link(channel, group)
    server.channels.publish(channel, ana, "satu")
    _, repeated = [update.message for update in await bot.get_updates()]
    assert repeated is not None
    assert (repeated.chat.id, repeated.is_automatic_forward) == (group.id, True)
    assert (await bot.get_chat(group.id)).linked_chat_id == channel.id
