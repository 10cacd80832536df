"""Telegram's own formats: messages, buttons, deep links."""
