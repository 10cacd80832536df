"""What Telegram itself shows of the bot, in each language: its commands, and what it says about itself."""

import logging
from collections.abc import Collection
from contextlib import suppress

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, TelegramError

from bot.rendering import languages
from bot.rendering.render import words
from bot.telegram.protocol.labels import label

_log = logging.getLogger(__name__)
# What Telegram shows to those whose language has none of its own.
_OTHERS = None


async def introduce(bot: Bot, operators: Collection[int] = ()) -> None:
    """Tell Telegram what differs from what it has.

    The bot answers without that, too, so a failure is only logged; the next start tries again.

    Args:
        operators: the ids of those who see more commands in their private chats.
    """
    try:
        for code, spoken in ((_OTHERS, languages.SOURCE), *languages.readers().items()):
            with languages.speaking_in(spoken):
                for tell in (_tell_commands, _tell_description, _tell_short_description):
                    await tell(bot, code)
                for operator in sorted(operators):
                    await _tell_operator(bot, operator, code)
    except TelegramError as error:
        _log.warning("what Telegram shows of the bot could not be brought up to date: %s", type(error).__name__)


async def _tell_commands(bot: Bot, code: str | None) -> None:
    wanted = _commands("commands")
    if list(await bot.get_my_commands(language_code=code)) != wanted:
        await bot.set_my_commands(wanted, language_code=code)


async def _tell_operator(bot: Bot, operator: int, code: str | None) -> None:
    wanted, scope = _commands("commands", "commands_of_operators"), BotCommandScopeChat(operator)
    with suppress(BadRequest):  # they have not written to the bot yet
        if list(await bot.get_my_commands(scope, code)) != wanted:
            await bot.set_my_commands(wanted, scope, code)


def _commands(*sections: str) -> list[BotCommand]:
    texts = words("telegram/words")
    return [BotCommand(name, label(section, name)) for section in sections for name in texts[section]]


async def _tell_description(bot: Bot, code: str | None) -> None:
    wanted = label("about", "description")
    if (await bot.get_my_description(code)).description != wanted:
        await bot.set_my_description(wanted, code)


async def _tell_short_description(bot: Bot, code: str | None) -> None:
    wanted = label("about", "short_description")
    if (await bot.get_my_short_description(code)).short_description != wanted:
        await bot.set_my_short_description(wanted, code)
