"""Write one line in the log for each update, and count it in the metrics.

A line has the update's id, its kind, its outcome, how long it took and the kind of chat that a reply went to. It
has no chat, not even as a hash: a private chat's id is that of a person, and there are so few ids that trying them
all reverses the hash. Names, texts and questions are never logged.
"""

import asyncio
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from telegram import Update

from bot.telegram.monitoring.metrics import Metrics

_log = logging.getLogger(__name__)
_KINDS = (
    "message",
    "callback_query",
    "inline_query",
    "chosen_inline_result",
    "my_chat_member",
    "edited_message",
    "channel_post",
    "edited_channel_post",
)
_OTHER = "other"
_CUT_OFF = "cut_off"


class Record:
    """What becomes of one update, as protocol.current_update.UpdateRecord describes."""

    def __init__(self, metrics: Metrics, received: float) -> None:
        self._metrics = metrics
        self._received = received
        self._ready: float | None = None
        self.outcome = "done"
        self.replied = False

    def ready(self, verdict: str) -> None:
        """Note that the reply to a question is ready to be sent."""
        self._ready = time.monotonic()
        self.outcome = verdict
        self._metrics.answered(verdict, self._ready - self._received)

    def delivered(self) -> None:
        """Note that Telegram has taken a reply."""
        self.replied = True
        if self._ready is not None:
            self._metrics.sent(time.monotonic() - self._ready)
            self._ready = None

    def cut_off(self) -> None:
        """Note that the bot was stopped before the update was handled; the next process takes it up again."""
        self.outcome = _CUT_OFF

    def failed(self, error: str) -> None:
        self.outcome = f"failed:{error}"
        self._metrics.failed(error)

    def voted(self, helpful: bool) -> None:
        """Count a vote on a quote."""
        self._metrics.voted(helpful)

    def milliseconds(self) -> float:
        return round((time.monotonic() - self._received) * 1000, 1)


class UpdateLog:
    """Log and count updates, each from its turn to its end. In the event loop only."""

    def __init__(self, metrics: Metrics | None = None) -> None:
        self.metrics = metrics or Metrics()
        self.last_update: datetime | None = None
        self.metrics.watch_last_update(self.age)

    def age(self) -> float:
        """Return the seconds since the last update, NaN before the first."""
        last = self.last_update
        return (datetime.now(UTC) - last).total_seconds() if last else float("nan")

    @contextmanager
    def recording(self, update: object) -> Iterator[Record]:
        """Yield the record of an update; log its line at the end of the block."""
        self.last_update = datetime.now(UTC)
        record = Record(self.metrics, time.monotonic())
        kind = kind_of(update)
        self.metrics.received(kind)
        try:
            yield record
        except asyncio.CancelledError:
            record.cut_off()
            raise
        finally:
            _write(update, kind, record)


def kind_of(update: object) -> str:
    return next((kind for kind in _KINDS if getattr(update, kind, None) is not None), _OTHER)


def _write(update: object, kind: str, record: Record) -> None:
    chat = update.effective_chat if isinstance(update, Update) else None
    fields = {
        "update": update.update_id if isinstance(update, Update) else None,
        "kind": kind,
        "outcome": record.outcome,
        "ms": record.milliseconds(),
        "to": str(chat.type) if chat and record.replied else None,
    }
    reply = f", to {fields['to']}" if fields["to"] else ""
    _log.info(
        "update %(update)s: %(kind)s, %(outcome)s, %(ms)s ms%(reply)s", fields | {"reply": reply}, extra=fields
    )
