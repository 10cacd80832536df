"""What Telegram itself shows of the bot, in each language: its commands, and what it says about itself."""

import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot import languages
from bot.render import words
from bot.telegram.labels import label

_log = logging.getLogger(__name__)
# What Telegram shows to those whose language has none of its own.
_OTHERS = None


async def introduce(bot: Bot) -> None:
    """Tell Telegram what differs from what it has.

    The bot answers without that, too, so a failure is only logged; the next start tries again.
    """
    try:
        for tell in (_tell_commands, _tell_description, _tell_short_description):
            for code in (_OTHERS, *languages.codes()):
                with languages.speaking_in(code or languages.SOURCE):
                    await tell(bot, code)
    except TelegramError as error:
        _log.warning("what Telegram shows of the bot could not be brought up to date: %s", type(error).__name__)


async def _tell_commands(bot: Bot, code: str | None) -> None:
    names = words("telegram/words")["commands"]
    wanted = [BotCommand(name, label("commands", name)) for name in names]
    if list(await bot.get_my_commands(language_code=code)) != wanted:
        await bot.set_my_commands(wanted, language_code=code)


async def _tell_description(bot: Bot, code: str | None) -> None:
    wanted = label("about", "description")
    if (await bot.get_my_description(code)).description != wanted:
        await bot.set_my_description(wanted, code)


async def _tell_short_description(bot: Bot, code: str | None) -> None:
    wanted = label("about", "short_description")
    if (await bot.get_my_short_description(code)).short_description != wanted:
        await bot.set_my_short_description(wanted, code)
