"""Add sources with a progress line, and show the result of each."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.console.screen import Report, Screen
from bot.runtime.exit_codes import DONE, EXPECTED_ERROR, INTERRUPTED
from index.ingestion.fetching.files import ReadProgress
from index.library import Library
from index.model.errors import AddError, EngineUnavailable
from index.model.records import AddResult

_NAMED_AT_MOST = 20


@dataclass
class _Tally:
    """The results so far."""

    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "updated": 0, "known": 0, "failed": 0})
    paragraphs: int = 0
    shown: list[AddResult] = field(default_factory=list)

    def count(self, result: AddResult | AddError) -> None:
        if isinstance(result, AddError):
            self.counts["failed"] += not result.is_note
            return
        self.counts[result.outcome] += 1
        self.paragraphs += result.article.paragraph_count
        if len(self.shown) <= _NAMED_AT_MOST:
            self.shown.append(result)

    @property
    def named(self) -> list[AddResult]:
        return self.shown if len(self.shown) <= _NAMED_AT_MOST else []


def add(library: Library, names: Iterable[str], screen: Screen) -> int:
    """Add sources and return the exit code. Show each error at once, and the other results at the end."""
    tally, interrupted = _Tally(), False
    with screen.progress("adding") as report:
        try:
            _add_all(library, list(names), screen, report, tally)
        except KeyboardInterrupt:
            interrupted = True
    screen.show("added", shown=tally.named, counts=tally.counts, size=library.size(), interrupted=interrupted)
    try:
        if library.is_behind():
            screen.show_aside("behind")
    except EngineUnavailable as error:  # the articles are stored
        screen.show_error(error)
    if interrupted:
        return INTERRUPTED
    return EXPECTED_ERROR if tally.counts["failed"] else DONE


def _add_all(library: Library, names: list[str], screen: Screen, report: Report, tally: _Tally) -> None:
    progress, began = ReadProgress(), time.monotonic()

    def show_indexing(done: int, total: int) -> None:
        report(done, total, indexing=True, paragraphs=done, per_second=0)

    for result in library.add(names, progress=progress, indexing=show_indexing):
        tally.count(result)
        if isinstance(result, AddError):
            screen.show_error(result)
        per_second = round(tally.paragraphs / (time.monotonic() - began + 0.001))
        report(progress.done, progress.total, indexing=False, paragraphs=tally.paragraphs, per_second=per_second)
