"""The Telegram front end."""

from bot.telegram.process import run
from bot.telegram.sharing import Duties

__all__ = ["Duties", "run"]
