"""Updates that python-telegram-bot cannot read, as when the Bot API has changed since its release.

One of them must not hold up the others: of a poll that holds one, python-telegram-bot takes none, and polls again.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any

from telegram import Bot, Update

_log = logging.getLogger(__name__)
# The exceptions that reading a malformed update may raise, depending on what is wrong with it.
_MALFORMED = (ValueError, TypeError, AttributeError, LookupError, OverflowError, OSError, RecursionError)
# Telegram's have 52 bits, and a column of the database has 63.
_LARGEST_NUMBER = 2**63 - 1
Json = Any


def load(body: bytes) -> Json:
    """Return the value of some JSON, whose numbers fit in 64 bits. Raises ValueError."""
    try:
        return json.loads(body, parse_int=_parse_int)
    except (RecursionError, OverflowError) as error:
        raise ValueError(type(error).__name__) from error


def read_update(content: Json, bot: Bot | None) -> Update:
    """Return the update of an object of JSON. Raises ValueError if it holds none."""
    try:
        update = Update.de_json(content, bot)
        if not all(isinstance(number, int) and abs(number) <= _LARGEST_NUMBER for number in _numbers_in(update)):
            raise TypeError
    except _MALFORMED as error:
        raise ValueError(type(error).__name__) from error
    return update


def without_malformed(answer: bytes) -> bytes:
    """Return what Telegram answers to a poll, where an update that cannot be read has nothing but its id.

    By its id it is confirmed with the others, and does not come again.
    """
    try:
        content = json.loads(answer)
    except (ValueError, RecursionError):
        return answer  # python-telegram-bot reports it, and waits before it polls again
    updates = content.get("result") if isinstance(content, dict) else None
    if not isinstance(updates, list):
        return answer
    read = [one for update in updates if (one := _readable(update)) is not None]
    return answer if read == updates else json.dumps({**content, "result": read}).encode()


def _readable(content: Json) -> Json:
    """Return an update, only its id if the rest cannot be read, or None if it has no id either."""
    try:
        read_update(content, None)
    except ValueError as error:
        number = content.get("update_id") if isinstance(content, Mapping) else None
        _log.warning("update %s cannot be read and is left out: %s", number, error)
        return {"update_id": number} if isinstance(number, int) else None
    return content


def _numbers_in(update: Update) -> Iterator[object]:
    """Yield what names an update, its chat and its messages; python-telegram-bot takes it as it comes."""
    yield update.update_id
    if update.effective_chat:
        yield update.effective_chat.id
    message = update.effective_message
    for one in (message, message and message.reply_to_message):
        if one:
            yield from (one.message_id, one.chat.id)


def _parse_int(digits: str) -> int:
    if abs(number := int(digits)) > _LARGEST_NUMBER:
        raise OverflowError
    return number
