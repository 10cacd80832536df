"""What Telegram itself shows of the bot, in each language: its menu of commands and its descriptions."""

import logging
from collections.abc import Collection
from contextlib import suppress

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, TelegramError

from bot.rendering import languages
from bot.telegram.protocol.commands import Audience, menu_for
from bot.telegram.protocol.labels import label

_log = logging.getLogger(__name__)
# What Telegram shows to people whose language has no menu and no description.
_OTHERS = None


async def introduce(bot: Bot, operators: Collection[int] = ()) -> None:
    """Send Telegram what differs from what it has.

    A failure is only logged, as the bot answers all the same; the next start tries again.

    Args:
        operators: the ids of the people who see more commands in their private chats.
    """
    try:
        for code, language in ((_OTHERS, languages.SOURCE), *languages.readers().items()):
            for update in (_update_commands, _update_description, _update_short_description):
                await update(bot, code, language)
            for operator in sorted(operators):
                await _update_menu_of(operator, bot, code, language)
    except TelegramError as error:
        _log.warning("what Telegram shows of the bot could not be brought up to date: %s", type(error).__name__)


async def _update_commands(bot: Bot, code: str | None, language: str) -> None:
    wanted = _menu(Audience.EVERYBODY, language)
    if list(await bot.get_my_commands(language_code=code)) != wanted:
        await bot.set_my_commands(wanted, language_code=code)


async def _update_menu_of(operator: int, bot: Bot, code: str | None, language: str) -> None:
    wanted, scope = _menu(Audience.OPERATORS, language), BotCommandScopeChat(operator)
    with suppress(BadRequest):  # they have not written to the bot yet
        if list(await bot.get_my_commands(scope, code)) != wanted:
            await bot.set_my_commands(wanted, scope, code)


def _menu(audience: Audience, language: str) -> list[BotCommand]:
    return [BotCommand(one.name, label("commands", one.name, language)) for one in menu_for(audience)]


async def _update_description(bot: Bot, code: str | None, language: str) -> None:
    wanted = label("about", "description", language)
    if (await bot.get_my_description(code)).description != wanted:
        await bot.set_my_description(wanted, code)


async def _update_short_description(bot: Bot, code: str | None, language: str) -> None:
    wanted = label("about", "short_description", language)
    if (await bot.get_my_short_description(code)).short_description != wanted:
        await bot.set_my_short_description(wanted, code)
