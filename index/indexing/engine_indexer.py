"""Keep an engine in step with the store, whoever changed it, and repairs what a crash left between the two.

The store is the truth. Each of its changes has a generation, kept in the same transaction; an engine is marked
with the generation that it has reached, after it has kept the change. A crash between the two leaves the mark
behind, never ahead, and what came since is indexed again, which does no harm.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import chain, groupby

from index import analysis
from index.model.errors import EngineBusy, EngineError
from index.retrieval.bm25.base import BODY, PATIENCE, TITLE, Engine, Entry
from index.store.articles import ArticleStore, Indexable
from index.store.change_log import REMOVED

_log = logging.getLogger(__name__)
# Each commit makes a segment, so while much is added there is one in this many seconds: readers see it by then.
COMMIT_SECONDS = 0.8
# How long a question takes it that another process is still writing, before it tries the lock again.
_RETRY_SECONDS = 0.2
# The same after a failure, such as of a full disk.
_FAILED_SECONDS = 5.0
# How long one waits for another process to index what one has added.
_OTHERS_SECONDS = 3.0

Progress = Callable[[int, int], None]
"""Told how many paragraphs are done, out of how many."""


class Repair(StrEnum):
    """What was wrong with an index that had been kept."""

    BEHIND = "behind"
    UNUSABLE = "unusable"


def silent(_done: int, _total: int) -> None: ...


class Indexer:
    """Feeds an engine from the store. Safe in any thread; raises StoreError or EngineError."""

    def __init__(self, store: ArticleStore, engine: Engine) -> None:
        self._store = store
        self._engine = engine
        self._busy_until = 0.0

    def catch_up(self, progress: Progress = silent, wait: float = 0) -> int:
        """Bring the engine up to the store's latest change; almost free when there is none.

        Returns the generation that the engine now has. It is older than the store's when another process still
        writes to the index after ``wait`` seconds: that one comes to the rest by itself.
        """
        generation = self._engine.generation()
        if self._store.generation() == generation or (not wait and time.monotonic() < self._busy_until):
            return generation
        try:
            with self._engine.writing(wait):
                self._follow(progress)
        except EngineBusy as error:
            _log.info("not indexed yet: %s", error)
            self._busy_until = time.monotonic() + _RETRY_SECONDS
        return self._engine.generation()

    def indexed_and_stored(self) -> tuple[int, int]:
        """Return how many paragraphs the engine has, and how many the store."""
        self._engine.generation()  # which looks whether there is news
        return self._engine.count(), self._store.paragraph_count()

    def keep_up(self) -> int:
        """Catch up as ``catch_up`` does; where that fails, what is indexed has to do for a while.

        Raises EngineError when nothing is.
        """
        try:
            return self.catch_up()
        except EngineError as error:
            generation = self._engine.generation()
            if not generation:
                raise
            _log.warning("not indexed: %s", error)
            self._busy_until = time.monotonic() + _FAILED_SECONDS
            return generation

    def is_behind(self) -> bool:
        return self._engine.generation() != self._store.generation()

    def repair(self, progress: Progress = silent) -> Repair | None:
        """Catch up, or make anew an engine that does not hold what the store does. Returns what was wrong."""
        before, stored = self._engine.generation(), self._store.generation()
        self._begin(progress)
        after = self.catch_up(progress)
        found = Repair.UNUSABLE if not 0 < before <= stored else Repair.BEHIND
        differs = self._engine.count() != self._store.paragraph_count()
        if differs and after == self._engine.generation() == self._store.generation():
            self.rebuild(progress)
            return Repair.UNUSABLE
        return found if self._engine.durable and after != before else None

    def rebuild(self, progress: Progress = silent, wait: float = PATIENCE) -> int:
        """Index every paragraph anew, while questions go on to be answered from the old index; returns how many.

        Raises EngineBusy when another process still writes to the index after ``wait`` seconds.
        """
        with self._engine.writing(wait):
            count = self._replace(progress)
            self._follow(progress)
        return count

    def _begin(self, progress: Progress) -> None:
        """Wait until there is an index at all, as another process may be making it: an empty one answers wrongly.

        Raises EngineBusy when there is none for long.
        """
        deadline = time.monotonic() + PATIENCE
        while not self._engine.generation() and self._store.generation():
            try:
                with self._engine.writing(_RETRY_SECONDS):
                    self._follow(progress)
            except EngineBusy:
                if time.monotonic() > deadline:
                    raise

    def arrive(self) -> None:
        """Catch up, or wait a little for the process that writes to come to what is stored by now."""
        target, deadline = self._store.generation(), time.monotonic() + _OTHERS_SECONDS
        while self.catch_up() < target and time.monotonic() < deadline:
            time.sleep(_RETRY_SECONDS)

    def _follow(self, progress: Progress) -> None:
        reached, latest = self._engine.generation(), self._store.generation()
        if reached != latest and not 0 < reached < latest:
            self._replace(progress)
        changes = self._store.changes_after(self._engine.generation())
        for kind, group in groupby(changes, key=lambda change: change.kind):
            run = list(group)
            if kind == REMOVED:
                self._engine.remove(number for change in run for number in change.paragraph_ids)
            else:
                added = (self._store.indexable(change.first_paragraph, change.last_paragraph) for change in run)
                self._engine.add(_entries(chain.from_iterable(added)))
            self._engine.mark(run[-1].generation)

    def _replace(self, progress: Progress) -> int:
        # Read first: a change made meanwhile is indexed twice, which is harmless, rather than never.
        generation, total = self._store.generation(), self._store.paragraph_count()
        done = 0

        def counted() -> Iterator[Entry]:
            nonlocal done
            for entry in _entries(self._store.indexable()):
                yield entry
                done += 1
                progress(done, total)

        self._engine.replace(counted(), generation)
        return done


def _entries(found: Iterable[Indexable]) -> Iterator[Entry]:
    article, title_terms = 0, list[str]()
    for paragraph in found:
        if paragraph.article_id != article:  # the paragraphs of one come one after the other
            article, title_terms = paragraph.article_id, analysis.terms(paragraph.title, paragraph.language)
        terms = {BODY: analysis.terms(paragraph.text, paragraph.language), TITLE: title_terms}
        yield Entry(paragraph.paragraph_id, paragraph.library, terms)
