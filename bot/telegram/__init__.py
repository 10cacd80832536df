"""The Telegram front end."""

from bot.telegram.running import run

__all__ = ["run"]
