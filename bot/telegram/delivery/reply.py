"""A message to send: its HTML and the buttons below it."""

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup


@dataclass(frozen=True)
class Reply:
    html: str
    keyboard: InlineKeyboardMarkup | None = None
