"""Keeps an engine in step with the store, whoever changed it: this process or another."""

import threading
from collections.abc import Callable, Iterable, Iterator

from index import analysis
from index.engines.base import BODY, TITLE, Engine, Entry
from index.store import ArticleStore, Indexable


class Indexer:
    """Feeds an engine from the store. Safe in any thread."""

    def __init__(self, store: ArticleStore, engine: Engine) -> None:
        self._store = store
        self._engine = engine
        self._generation = 0
        self._lock = threading.Lock()

    def catch_up(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """Bring the engine up to the store's latest change; almost free when there is none.

        ``progress`` is told the number done so far when everything has to be read. Returns the generation that
        the engine now has.
        """
        with self._lock:
            if self._store.generation() == self._generation:
                return self._generation
            if self._generation == 0:
                self._add_everything(progress)
            else:
                self._follow_changes()
            return self._generation

    def rebuild(self, progress: Callable[[int], None]) -> int:
        """Index every paragraph again; returns how many. ``progress`` is told the number done so far."""
        with self._lock:
            return self._add_everything(progress)

    def _add_everything(self, progress: Callable[[int], None]) -> int:
        # Read first: a change made meanwhile is indexed twice, which is harmless, rather than never.
        generation = self._store.generation()
        done = 0

        def counted(paragraphs: Iterable[Indexable]) -> Iterator[Entry]:
            nonlocal done
            for paragraph in paragraphs:
                yield _entry(paragraph)
                done += 1
                progress(done)

        self._engine.add(counted(self._store.indexable()))
        self._generation = generation
        return done

    def _follow_changes(self) -> None:
        for change in self._store.changes_after(self._generation):
            if change.kind == "removed":
                self._engine.remove(range(change.first_paragraph, change.last_paragraph + 1))
            else:
                added = self._store.indexable(change.first_paragraph, change.last_paragraph)
                self._engine.add(_entry(paragraph) for paragraph in added)
            self._generation = change.generation


def _entry(paragraph: Indexable) -> Entry:
    terms = {
        BODY: analysis.terms(paragraph.text, paragraph.language),
        TITLE: analysis.terms(paragraph.title, paragraph.language),
    }
    return Entry(paragraph.paragraph_id, paragraph.library, terms)
