"""An engine on disk on tantivy: memory-mapped, incremental, and never half written.

tantivy gets the terms of index.analysis, each prefixed with its library. Therefore a question reads only the
postings of the libraries in scope and needs no filter. With a filter, tantivy would have to score every paragraph
that contains one of the terms; without, it skips those that cannot be among the best.
"""

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from index.files.lock import LOCK_TIMEOUT
from index.model.errors import EngineBusy, EngineError, Fault
from index.model.records import Hit
from index.retrieval.bm25.base import Entry, Query
from index.retrieval.bm25.code_files import CodeFiles
from index.retrieval.bm25.linked_copy import LinkedCopy, is_writable
from index.retrieval.bm25.tantivy_errors import abandon, translated_errors
from index.retrieval.bm25.tantivy_snapshot import ID, Snapshot, document, schema
from index.retrieval.index_folder import IndexFolder, State
from index.retrieval.location import IndexLocation

_log = logging.getLogger(__name__)
# Raise it whenever the documents change: an index of another version is rebuilt.
_VERSION = 1
# tantivy collects this many bytes of postings before it writes them: a million paragraphs become two segments.
_BUFFER_BYTES = 200_000_000
# One thread indexes faster than Python analyses text, and leaves half as many segments to search as two.
_THREADS = 1


class DiskEngine:
    """Search an index in a folder, and write to it. Other processes may do the same."""

    durable = True
    is_server = False

    def __init__(self, folder: Path, terms_version: str) -> None:
        """Open the index in this folder. A missing, damaged or outdated one counts as empty, at generation 0.

        Args:
            terms_version: changes whenever the same text gives other terms.
        """
        self._folder = IndexFolder(folder)
        self._version = f"{_VERSION}-{terms_version}"
        self._copy = LinkedCopy()
        self._seen: State | None = None
        self._opened: State | None = None
        self._codes = CodeFiles()
        self._use(tantivy.Index(schema()))
        self._writer: tantivy.IndexWriter | None = None
        self._refreshing = threading.Lock()
        self._lock = threading.RLock()
        self._depth = 0
        self._refresh()

    def generation(self) -> int:
        self._refresh()
        return self._opened.generation if self._opened else 0

    def search(self, query: Query, limit: int) -> list[Hit]:
        self._refresh()
        with translated_errors(self._folder.path):
            return self._snapshot.search(query, limit)

    def frequencies(self, terms: Iterable[str], field: str, libraries: frozenset[str]) -> dict[str, int]:
        snapshot = self._snapshot
        with translated_errors(self._folder.path):
            return snapshot.frequencies(terms, field, libraries)

    def terms(self, prefix: str, field: str, libraries: frozenset[str], **_: bool) -> dict[str, int]:
        with translated_errors(self._folder.path):
            return self._snapshot.terms(prefix, field, libraries)

    def codes(self, paragraph_ids: Iterable[int]) -> dict[int, bytes]:
        return self._codes.read(paragraph_ids)

    def count(self, libraries: frozenset[str] | None = None) -> int:
        with translated_errors(self._folder.path):
            return self._snapshot.count(libraries)

    def add(self, entries: Iterable[Entry]) -> None:
        with self._changes() as writer:
            self._write(writer, self._codes.keeping(entries), self._snapshot.highest)

    def remove(self, paragraph_ids: Iterable[int]) -> None:
        with self._changes() as writer:
            removed = list(paragraph_ids)
            for paragraph_id in removed:
                writer.delete_documents_by_term(ID, paragraph_id)
            self._codes.erase(removed)

    def replace(self, entries: Iterable[Entry], generation: int) -> None:
        with self.writing():
            self._close_writer()
            with self._folder.new() as path:
                with translated_errors(path):
                    writer = tantivy.Index(schema(), str(path)).writer(_BUFFER_BYTES, _THREADS)
                try:
                    self._write(writer, CodeFiles(path).keeping(entries), highest=0)
                    with translated_errors(path):
                        writer.commit()
                        writer.wait_merging_threads()
                except BaseException:
                    abandon(writer)
                    raise
                self._folder.write(State(path.name, self._version, generation))
            self._refresh()
            self._folder.tidy()

    def mark(self, generation: int) -> None:
        with self.writing():
            state = self._usable()
            if state.generation != generation:
                self._folder.write(State(state.folder, state.version, generation))

    @contextmanager
    def writing(self, wait: float = LOCK_TIMEOUT) -> Iterator[None]:
        if not self._lock.acquire(timeout=wait):
            raise EngineBusy(Fault.INDEX_BUSY, process=self._folder.holder())
        try:
            if self._depth:
                yield
                return
            with self._folder.locked(wait):
                self._depth += 1
                try:
                    # A process that died may have committed changes without marking them; without a refresh, they
                    # would be indexed twice.
                    self._refresh(force=True)
                    self._folder.tidy()  # deletes what a killed rebuild left
                    yield
                finally:
                    self._depth -= 1
                    self._close_writer()
        finally:
            self._lock.release()

    def close(self) -> None:
        self._use(tantivy.Index(schema()))
        self._copy.close()

    @contextmanager
    def _changes(self) -> Iterator[tantivy.IndexWriter]:
        """Commit changes at the end and show them: all of them or, after an exception, none."""
        with self.writing():
            self._usable()
            with translated_errors(self._folder.path):
                writer = self._writer = self._writer or self._index.writer(_BUFFER_BYTES, _THREADS)
            try:
                yield writer
                with translated_errors(self._folder.path):
                    writer.commit()
            except BaseException:
                self._writer = None
                abandon(writer)
                raise
            self._show()

    def _write(self, writer: tantivy.IndexWriter, entries: Iterable[Entry], highest: int) -> None:
        for entry in entries:
            # Ids grow, so a new one replaces no entry; looking for one would double the time.
            if entry.paragraph_id <= highest:
                writer.delete_documents_by_term(ID, entry.paragraph_id)
            highest = max(highest, entry.paragraph_id)
            made = document(entry)
            with translated_errors(self._folder.path):
                try:
                    writer.add_document(made)
                except ValueError:
                    writer.commit()  # raises the error that ended tantivy's thread, which adding does not
                    raise

    def _close_writer(self) -> None:
        """Wait for segments to be merged, and search the merged ones."""
        if self._writer is None:
            return
        writer, self._writer = self._writer, None
        with translated_errors(self._folder.path):
            writer.wait_merging_threads()
        self._show()

    def _show(self) -> None:
        """Search what is committed from now on."""
        # The lock keeps out another thread, which could replace this snapshot with an older one.
        with self._refreshing, translated_errors(self._folder.path):
            self._index.reload()
            self._use(self._index)

    def _usable(self) -> State:
        """Return the state of an index that can be written to, a new one if there is none. Only while writing."""
        self._refresh()
        if self._opened is None:
            with self._folder.new() as path, translated_errors(path):
                tantivy.Index(schema(), str(path))
                self._folder.write(State(path.name, self._version, generation=0))
            self._refresh()
        if self._opened is None:
            raise EngineError(Fault.INDEX_UNWRITABLE, path=self._folder.path, problem="it cannot be read back")
        return self._opened

    def _refresh(self, force: bool = False) -> None:
        """Open what any process has marked. When nothing is new, that costs one stat of a file."""
        if self._folder.state() is self._seen and not force:
            return
        with self._refreshing:
            while force or self._folder.state() is not self._seen:
                force, state = False, self._folder.state()
                try:
                    with translated_errors(self._folder.path):
                        self._open(state)
                except EngineError as error:
                    if self._folder.state() is not state:
                        continue  # meanwhile another process replaced and deleted this index
                    _log.warning("the index cannot be used: %s", error)
                    self._opened = None
                    self._use(tantivy.Index(schema()))
                self._seen = state

    def _open(self, state: State | None) -> None:
        if state is None or state.version != self._version:
            self._opened = None
            self._use(tantivy.Index(schema()))
            return
        path = self._folder.path / state.folder
        if self._codes.folder != path:
            self._codes = CodeFiles(path)
        if not is_writable(path):
            self._use(tantivy.Index.open(str(self._copy.of(path))))
        elif self._opened and self._opened.folder == state.folder:
            self._index.reload()
            self._use(self._index)
        else:
            self._use(tantivy.Index.open(str(path)))
        self._opened = state

    def _use(self, index: tantivy.Index) -> None:
        self._snapshot = Snapshot(index)
        self._index = index


def open_on_disk(location: IndexLocation, terms_version: str) -> DiskEngine:
    """Return an engine that keeps its index in the folder of the location."""
    return DiskEngine(location.folder, terms_version)
