"""Keep articles in step with folders: read new and changed files, and let those go that are gone, if asked to."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from index.ingestion.bounds import bounded
from index.ingestion.ingest import ingest
from index.ingestion.readers import READERS
from index.ingestion.readers.base import ReadResult
from index.ingestion.reading.apart import DocumentReader
from index.ingestion.sources import find_files, read_file
from index.model.clock import utc_now
from index.model.errors import Fault, MissingError, ReadError, SourceError
from index.model.records import SHARED, AddResult
from index.model.sources import FOLDER, NewSource, Source, State
from index.store.article_rows import identity_of
from index.store.identity.files import file_identity, is_gone, printable
from index.store.sources.folder_store import ReadFile
from index.store.sources.source_rows import problem_as_json
from index.syncing.stores import Stores

LEAST_SECONDS = 60
"""Looking through 10,000 files takes a tenth of a second."""
_BATCH = 100


def follow_folder(stores: Stores, folder: Path, every: int, *, removes_vanished: bool) -> Source:
    """Follow a folder, whose articles go to the shared library, and return it. Raises SourceError.

    Args:
        every: the seconds between two looks, a minute at least.
        removes_vanished: whether an article goes when its file does.
    """
    try:
        path = folder.expanduser().resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise SourceError(Fault.BAD_SOURCE_ADDRESS, source=str(folder)) from error
    new = NewSource(str(path), every=max(every, LEAST_SECONDS), kind=FOLDER, removes_vanished=removes_vanished)
    return stores.sources.add(SHARED, new)


class FolderSyncer:
    """Used by one thread, and by one process for each library."""

    def __init__(
        self,
        stores: Stores,
        article_bytes: int,
        clock: Callable[[], datetime] = utc_now,
        only: Collection[int] | None = None,
    ) -> None:
        """``article_bytes`` is the most that one article may have, ``only`` the numbers of the wanted sources."""
        self._stores, self._limit, self._clock, self._only = stores, article_bytes, clock, only

    def sync_due(self, is_wanted: Callable[[], bool] = lambda: True) -> None:
        """Read what is new in the folders that are due, while ``is_wanted``. Raises StoreError."""
        due = self._stores.folders.due(self._clock(), self._only)
        with closing(DocumentReader(self._limit)) as reader:
            for source in due:
                if is_wanted():
                    self._sync(source, is_wanted, reader)

    def _sync(self, source: Source, is_wanted: Callable[[], bool], reader: DocumentReader) -> None:
        folder = Path(source.url)
        paths, problems = _listed(folder)
        names = {printable(str(path.relative_to(folder))): path for path in paths}
        versions = {name: _version(path) for name, path in names.items()}
        known = self._stores.folders.versions(source)
        gone = [name for name in known.keys() - versions.keys() if is_gone(file_identity(folder / name))]
        if not versions and (gone or not folder.is_dir()):  # it may be the place of a disk that is not there
            self._fail(source, _nothing_in(folder))
            return
        changed = [name for name, version in versions.items() if known.get(name) != version]
        removed = self._stores.removed.all(SHARED) if changed else set[str]()
        for at in range(0, len(changed), _BATCH):
            if not is_wanted():
                return  # the rest is read next time
            some = changed[at : at + _BATCH]
            results = {name: read_file(names[name], folder, self._limit, reader.parse) for name in some}
            read = {name: self._add(one, versions[name], problems, removed) for name, one in results.items()}
            self._remove(source, self._stores.folders.note_read(source, read))
        if gone:
            self._forget(source, gone)
        now = self._clock()
        due_at = now + timedelta(seconds=source.every)
        problem = problem_as_json(problems[0]) if problems else _left(source, changed)
        self._stores.folders.finish(source, now, due_at, len(versions), problem)

    def _add(
        self, results: Iterator[ReadResult], version: str, problems: list[ReadError], removed: Collection[str]
    ) -> ReadFile:
        """Add the articles of a file, and return their numbers; note what could not be read.

        Those that a person has ``removed`` are left out.
        """
        numbers, before = set[int](), len(problems)
        wanted = (one for one in results if isinstance(one, ReadError) or identity_of(one) not in removed)
        for one in ingest(self._stores.articles, map(bounded, wanted), SHARED):
            if isinstance(one, AddResult):
                numbers.add(one.article.id)
            elif isinstance(one, ReadError) and not one.is_note:
                problems.append(one)
        return ReadFile(version, frozenset(numbers), is_whole=len(problems) == before)

    def _forget(self, source: Source, names: Collection[str]) -> None:
        """Forget files that are gone, and remove their articles if the source wants that."""
        self._remove(source, self._stores.folders.forget(source, names))

    def _remove(self, source: Source, numbers: Collection[int]) -> None:
        """Remove articles that are in no file any more, if the source wants that."""
        for number in numbers if source.removes_vanished else ():
            with suppress(MissingError):  # a person has removed it
                self._stores.articles.remove(number, frozenset({SHARED}))

    def _fail(self, source: Source, error: ReadError) -> None:
        now = self._clock()
        self._stores.sources.fail(source, error, now, now + timedelta(seconds=source.every), State.ACTIVE)


def _nothing_in(folder: Path) -> ReadError:
    if not folder.is_dir():
        return ReadError(Fault.NO_SUCH_SOURCE, source=str(folder))
    return ReadError(Fault.NOTHING_TO_READ, source=str(folder), suffixes=sorted(READERS))


def _left(source: Source, changed: Sequence[str]) -> object:
    """Return what could not be read before, which is still so if nothing has changed."""
    return problem_as_json(source.problem) if source.problem and not source.failures and not changed else None


def _listed(folder: Path) -> tuple[list[Path], list[ReadError]]:
    """Return the files of a folder that can be read, and what is wrong with the others."""
    found = list(find_files(str(folder)))
    parents = dict[Path, bool]()
    paths = [one for one in found if isinstance(one, Path) and one != folder and _is_inside(one, folder, parents)]
    return paths, [one for one in found if isinstance(one, ReadError) and one.fault is Fault.UNREADABLE]


def _is_inside(path: Path, folder: Path, parents: dict[Path, bool]) -> bool:
    """Return whether a file lies in a folder, and no link in it leads elsewhere: whoever may write there chose it.

    Args:
        parents: what is known of the folders of files, which is added to.
    """
    if path.parent not in parents:
        parents[path.parent] = Path(os.path.realpath(path.parent)).is_relative_to(folder)
    is_link_out = path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(folder)
    return parents[path.parent] and not is_link_out


def _version(path: Path) -> str:
    """Return what differs when a file was changed, or put in the place of another."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"
