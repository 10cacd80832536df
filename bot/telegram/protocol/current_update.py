"""The update that is being handled, known to everything that runs on its behalf.

One context variable holds one `CurrentUpdate`. The tasks and threads that a handler starts inherit it, so two
updates that are handled side by side never see each other's.

    receiving.order       sets   whose update it is, and the record of its line in the log
    middleware.language   sets   the language
             |
             v
       CurrentUpdate
             |-- progress --> delivery.outgoing, delivery.lane: whose reply a call is, and its number of calls
             |-- record ----> handlers, middleware.errors, delivery.sending: report what became of the update
             '-- language --> protocol.labels, the templates, handlers.language
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Protocol

from bot.rendering import languages


@dataclass
class UpdateProgress:
    """Progress of the reply to an update.

    Args:
        latest_message: the newest message of its chat when its reply began to be sent, None before that.
        calls: made for it that count towards the limits of its chat.
        is_new: False for one that an earlier process left unfinished; its reply may have been sent.
        came_at: when this process got it, by the monotonic clock.
        line: the line that it is in, where several processes receive updates.
        is_put_back: the database could not be reached, so it is to be handled again.
    """

    update_id: int
    latest_message: int | None = None
    calls: int = 0
    is_new: bool = True
    came_at: float = field(default_factory=monotonic)
    line: str | None = None
    is_put_back: bool = False


class UpdateRecord(Protocol):
    """What becomes of an update, for the log and the metrics. In the event loop only; no method raises."""

    def ready(self, verdict: str) -> None:
        """Note that the reply to a question is ready to be sent."""

    def delivered(self) -> None:
        """Note that Telegram has taken a reply."""

    def failed(self, error: str) -> None:
        """Note that a handler raised an error of this class."""

    def voted(self, helpful: bool) -> None:
        """Count a vote on a quote."""


class _Unread:
    """The record outside of any update, which nobody reads."""

    def ready(self, verdict: str) -> None: ...

    def delivered(self) -> None: ...

    def failed(self, error: str) -> None: ...

    def voted(self, helpful: bool) -> None: ...


@dataclass(frozen=True)
class CurrentUpdate:
    """``progress`` is None outside of any update, and for an object that is not an update of Telegram's."""

    progress: UpdateProgress | None
    record: UpdateRecord
    language: str = languages.SOURCE


_NO_UPDATE = CurrentUpdate(None, _Unread())
_current: ContextVar[CurrentUpdate] = ContextVar("current_update", default=_NO_UPDATE)


def current_update() -> CurrentUpdate:
    """Return the update that this task or thread works for."""
    return _current.get()


def current_language() -> str:
    """Return the language in which the current update is answered."""
    return _current.get().language


@contextmanager
def handling(progress: UpdateProgress | None, record: UpdateRecord | None = None) -> Iterator[None]:
    """Make an update the current one until the end of the block."""
    token = _current.set(CurrentUpdate(progress, record or _Unread()))
    try:
        yield
    finally:
        _current.reset(token)


def answer_in(language: str) -> None:
    """Answer the current update in a language from now on; call it in the task of the handlers."""
    _current.set(replace(_current.get(), language=language))
