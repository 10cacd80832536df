"""What a webhook needs besides python-telegram-bot's server: a secret, and a port that is free."""

import hmac
import socket

from bot.settings import Settings
from index.errors import Fault, SettingsError


def webhook_secret(settings: Settings) -> str:
    """Returns what Telegram proves itself by: as set or, the same after every restart, made from the token."""
    token = settings.telegram_token or ""
    return settings.webhook_secret or hmac.new(token.encode(), b"kutip webhook", "sha256").hexdigest()


def check_free(address: str, port: int) -> None:
    """Raises SettingsError for a port that is taken, before Telegram is told of a webhook behind it."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        socket.create_server((address, port), family=family).close()
    except OSError as error:
        fault, problem = Fault.WEBHOOK_PORT_TAKEN, error.strerror
        raise SettingsError(fault, address=address, port=port, problem=problem) from error
