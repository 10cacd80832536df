"""Keep an engine in step with the store, whoever changed it, and repair what a crash left between the two.

The store is the truth. Each of its changes has a generation, written in the same transaction. An engine is marked
with the generation that it has reached after it has written the change. A crash between the two leaves the mark
behind, never ahead; the changes since are indexed again, which is harmless.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import chain, groupby

from index import analysis
from index.analysis import unspaced
from index.files.lock import LOCK_TIMEOUT
from index.model.errors import EngineBusy, EngineError, EngineUnavailable
from index.retrieval.bm25.base import BODY, TITLE, Engine, Entry
from index.store.articles import ArticleStore, Indexable
from index.store.change_log import REMOVED
from index.text.definitions import definition_terms
from index.text.term_codes import terms_with_codes

_log = logging.getLogger(__name__)
# Each commit makes a segment, so there is one in this many seconds while much is added. Readers then see it.
COMMIT_SECONDS = 0.8
# While another process writes, questions do not try its lock more often than this.
_RETRY_SECONDS = 0.2
# The same after a failure such as a full disk.
_FAILED_SECONDS = 5.0
# A process that has added something waits this long for another process to index it.
_MAX_WAIT_SECONDS = 3.0

Progress = Callable[[int, int], None]
"""Called with how many paragraphs are done, out of how many."""


class Repair(StrEnum):
    """What was wrong with an index on disk."""

    BEHIND = "behind"
    UNUSABLE = "unusable"


def silent(_done: int, _total: int) -> None: ...


class EngineIndexer:
    """Feed an engine from the store. Safe in any thread; raises StoreError or EngineError."""

    def __init__(self, store: ArticleStore, engine: Engine) -> None:
        self._store = store
        self._engine = engine
        self._busy_until = 0.0

    def sync(self, progress: Progress = silent, wait: float = 0) -> int:
        """Index what has changed in the store; almost free if nothing has.

        Returns the generation that the engine now has. It is older than the store's if another process still
        writes to the index after ``wait`` seconds: that process will index the rest.
        """
        generation = self._engine.generation()
        if self._store.generation() == generation or (not wait and time.monotonic() < self._busy_until):
            return generation
        try:
            with self._engine.writing(wait):
                self._apply_changes(progress)
        except EngineBusy as error:
            _log.info("not indexed yet: %s", error)
            self._busy_until = time.monotonic() + _RETRY_SECONDS
        return self._engine.generation()

    def indexed_and_stored(self) -> tuple[int, int]:
        """Return how many paragraphs the engine has, and how many the store."""
        self._engine.generation()  # which reloads what another process has written
        return self._engine.count(), self._store.paragraph_count()

    def sync_or_serve_stale(self) -> int:
        """Sync; if that fails, leave the index as it is for some seconds.

        Returns the generation that the engine now has, 0 if its server is away. Raises EngineError if nothing is
        indexed.
        """
        try:
            return self.sync()
        except EngineUnavailable as error:
            _log.warning("not indexed yet: %s", error)
            self._busy_until = time.monotonic() + _RETRY_SECONDS
            return 0
        except EngineError as error:
            generation = self._engine.generation()
            if not generation:
                raise
            _log.warning("not indexed: %s", error)
            self._busy_until = time.monotonic() + _FAILED_SECONDS
            return generation

    def is_behind(self) -> bool:
        return self._engine.generation() != self._store.generation()

    def sync_or_rebuild(self, progress: Progress = silent) -> Repair | None:
        """Sync, or rebuild an index that does not hold what the store does. Return what was wrong.

        Where the engine's server is away, what is stored is indexed later.
        """
        try:
            return self._synced_or_rebuilt(progress)
        except EngineUnavailable as error:
            _log.warning("not indexed yet: %s", error)
            return None

    def _synced_or_rebuilt(self, progress: Progress) -> Repair | None:
        before, stored = self._engine.generation(), self._store.generation()
        self._wait_for_first_index(progress)
        after = self.sync(progress)
        found = Repair.UNUSABLE if not 0 < before <= stored else Repair.BEHIND
        differs = self._engine.count() != self._store.paragraph_count()
        if differs and after == self._engine.generation() == self._store.generation():
            self.rebuild(progress)
            return Repair.UNUSABLE
        return found if self._engine.durable and after != before else None

    def rebuild(self, progress: Progress = silent, wait: float = LOCK_TIMEOUT) -> int:
        """Index every paragraph again, and return how many. Meanwhile the old index answers questions.

        Raises EngineBusy if another process still writes to the index after ``wait`` seconds.
        """
        with self._engine.writing(wait):
            count = self._index_all(progress)
            self._apply_changes(progress)
        return count

    def wait_until_synced(self) -> None:
        """Sync, or wait a few seconds until the process that writes has indexed what is stored by now."""
        target, deadline = self._store.generation(), time.monotonic() + _MAX_WAIT_SECONDS
        while self.sync() < target and time.monotonic() < deadline:
            time.sleep(_RETRY_SECONDS)

    def _wait_for_first_index(self, progress: Progress) -> None:
        """Wait while another process makes the first index: an empty one would give wrong answers.

        Raises EngineBusy if there still is none after long.
        """
        deadline = time.monotonic() + LOCK_TIMEOUT
        while not self._engine.generation() and self._store.generation():
            try:
                with self._engine.writing(_RETRY_SECONDS):
                    self._apply_changes(progress)
            except EngineBusy:
                if time.monotonic() > deadline:
                    raise

    def _apply_changes(self, progress: Progress) -> None:
        reached, latest = self._engine.generation(), self._store.generation()
        if reached != latest and not 0 < reached < latest:
            self._index_all(progress)
        changes = self._store.changes_after(self._engine.generation())
        for kind, group in groupby(changes, key=lambda change: change.kind):
            run = list(group)
            if kind == REMOVED:
                self._engine.remove(number for change in run for number in change.paragraph_ids)
            else:
                added = (self._store.indexable(change.first_paragraph, change.last_paragraph) for change in run)
                self._engine.add(_entries(chain.from_iterable(added)))
            self._engine.mark(run[-1].generation)

    def _index_all(self, progress: Progress) -> int:
        # Read first, so that a change made meanwhile is indexed twice, which is harmless, rather than never.
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
    context, context_terms = (0, ""), list[str]()
    for paragraph in found:
        above = paragraph.article_id, paragraph.heading or ""
        if above != context:  # the paragraphs below a heading are adjacent
            context, texts = above, (paragraph.title, above[1])
            context_terms = [term for text in texts for term in analysis.terms(text, paragraph.language)]
        body, codes = terms_with_codes(paragraph.text, paragraph.language)
        body += definition_terms(paragraph.text, paragraph.language)
        body += unspaced.last_characters(paragraph.text)
        terms = {BODY: body, TITLE: context_terms}
        yield Entry(paragraph.paragraph_id, paragraph.library, terms, codes)
