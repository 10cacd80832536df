"""The folders of a simulated week: files appear, change, are renamed and vanish, with and without removal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.model.records import SHARED
from index.model.sources import FOLDER, NewSource, Source
from index.store.database import Database
from index.store.sources.folder_store import FolderStore, ReadFile
from index.syncing.folders import FolderSyncer
from tests.publisher.feeds import SENTENCES
from tests.publisher.reader import Reader

DAY = 86_400.0
KEEPS, REMOVES = "arsip", "meja"
"""The folders: with the second, an article goes when its file does."""
_EVERY = 600
_FILES_A_DAY = 12
WRITE, CHANGE, RENAME, DELETE = "write", "change", "rename", "delete"


@dataclass(frozen=True)
class FolderAct:
    """What happens to the file of an article, so many seconds after the start."""

    at: float
    kind: str
    folder: str
    number: int

    @property
    def title(self) -> str:
        return f"Berkas {self.number} di {self.folder}"


def folder_acts(seconds: float, chance: Random) -> list[FolderAct]:
    """Return what happens in the folders, in order. The first file of each stays as it is."""
    planned = []
    for folder in (KEEPS, REMOVES):
        for number in range(max(4, int(seconds / DAY * _FILES_A_DAY))):
            at = 0.0 if number == 0 else chance.uniform(0, seconds / 2)
            planned.append(FolderAct(at, WRITE, folder, number))
            for kind in (CHANGE, RENAME, CHANGE, DELETE) if number else ():
                # A file that is renamed and changed between two looks is another one.
                at += chance.uniform(3 * _EVERY, seconds / 2)
                if chance.random() < 0.6 and at < seconds - 3 * _EVERY:
                    planned.append(FolderAct(at, kind, folder, number))
    return sorted(planned, key=lambda act: act.at)


class Folders:
    """Two folders that a reader follows."""

    def __init__(self, root: Path, reader: Reader) -> None:
        self._root, self._reader = root, reader
        self._texts: dict[str, tuple[str, ...]] = {}
        self._gone: set[str] = set()
        self._paths: dict[str, Path] = {}
        self.on_note: Callable[[], None] = lambda: None
        for folder in (KEEPS, REMOVES):
            (root / folder).mkdir()
            path = str((root / folder).resolve())
            new = NewSource(path, every=_EVERY, kind=FOLDER, removes_vanished=folder == REMOVES)
            reader.sources.add(SHARED, new, now=reader.clock.now)
        self.edits = 0

    def do(self, act: FolderAct) -> None:
        """Let it happen to the file."""
        path = self._paths.setdefault(act.title, self._root / act.folder / f"{act.number}.txt")
        if act.kind == DELETE:
            path.unlink()
            self._gone.add(act.title)
        elif act.kind == RENAME:
            self._paths[act.title] = path.rename(path.with_name(f"baru-{path.name}"))
        else:
            version = 2 if act.title in self._texts else 1
            text = tuple(f"{act.title}, bagian {part}, versi {version}. {SENTENCES[part]}" for part in range(4))
            self.edits += act.title in self._texts and self._texts[act.title] != text
            self._texts[act.title] = text
            path.write_text("\n\n".join([act.title, *text]) + "\n", encoding="utf-8")

    def sync(self) -> None:
        """Look through the folders that are due, as a new process does."""
        stores = self._reader.stores
        dying = _NotingFolders(self._reader.database, self.on_note)
        syncer = FolderSyncer(replace(stores, folders=dying), DEFAULT_ARTICLE_BYTES, self._reader.clock)
        syncer.sync_due()

    @property
    def expected(self) -> Mapping[str, tuple[str, ...]]:
        """The paragraphs of each article that is to be there, by its title."""
        removed = {title for title in self._gone if title.endswith(REMOVES)}
        return {title: text for title, text in self._texts.items() if title not in removed}

    @property
    def removed(self) -> set[str]:
        """The titles of the articles that are to be gone."""
        return self._texts.keys() - self.expected.keys()


class _NotingFolders(FolderStore):
    """Calls somebody when the articles of files are stored, before that is noted and after."""

    def __init__(self, database: Database, on_note: Callable[[], None]) -> None:
        super().__init__(database)
        self._on_note = on_note

    def note_read(self, source: Source, read: Mapping[str, ReadFile]) -> list[int]:
        self._on_note()
        lost = super().note_read(source, read)
        self._on_note()
        return lost
