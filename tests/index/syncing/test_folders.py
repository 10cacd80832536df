"""A folder that is followed: new and changed files become articles, and what is gone goes only if it is to."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.errors import Fault, ReadError, SourceError
from index.model.sources import Source, State
from index.syncing.folders import FolderSyncer, follow_folder
from index.syncing.opml import write_opml
from index.syncing.running import sync_until
from tests.index.ingestion.readers.formats.packing import docx
from tests.publisher.clock import FakeClock

TEXT = "Kapal penyeberangan rute Kolaka ke Bajoe kembali berlayar pada Minggu pagi setelah cuaca membaik."
OTHER = "Penjualan tiket dibuka lagi di loket pelabuhan sejak pukul lima, kata petugas Rahma Siregar."


class Followed:
    """A folder that is followed, and a clock."""

    def __init__(self, library: Library, folder: Path, *, mirrors: bool = False) -> None:
        self.library, self.folder, self.clock = library, folder, FakeClock()
        self.stores = library.source_stores
        follow_folder(self.stores, folder, 60, removes_vanished=mirrors)
        self._syncer = FolderSyncer(self.stores, 2_000_000, self.clock)

    def write(self, name: str, text: str = TEXT) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n\n{text}\n", encoding="utf-8")
        return path

    def sync(self) -> Source:
        """Look through the folder a year later, and return the source."""
        self.clock.now = self.clock.now.replace(year=self.clock.now.year + 1)
        self._syncer.sync_due()
        return self.stores.sources.get(1)

    def titles(self) -> list[str]:
        return sorted(article.title for article in self.library.articles())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(LibraryConfig(database=tmp_path / "data" / "kutip.db", derived=tmp_path / "data")) as opened:
        yield opened


@pytest.fixture
def followed(library: Library, tmp_path: Path) -> Followed:
    (tmp_path / "news").mkdir()
    return Followed(library, tmp_path / "news")


@pytest.fixture
def mirrored(library: Library, tmp_path: Path) -> Followed:
    (tmp_path / "news").mkdir()
    return Followed(library, tmp_path / "news", mirrors=True)


def test_new_files_become_articles(followed: Followed) -> None:
    followed.write("kapal.txt")
    followed.write("2026/loket.txt", OTHER)
    assert followed.sync().item_count == 2
    assert followed.titles() == ["2026/loket.txt", "kapal.txt"]
    followed.write("baru.txt", f"{TEXT} {OTHER}")
    assert followed.sync().item_count == 3
    assert len(followed.titles()) == 3


def test_documents_are_read_and_a_broken_one_is_said(followed: Followed) -> None:
    paragraph = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
    (followed.folder / "kapal.docx").write_bytes(docx(paragraph))
    (followed.folder / "rusak.pdf").write_bytes(b"%PDF-1.7")
    problem = followed.sync().problem
    assert isinstance(problem, ReadError)
    assert "rusak.pdf" in str(problem.details["source"])
    (article,) = followed.library.articles()
    assert [one.text for one in followed.library.article(article.id)[1]] == [TEXT]


def test_settings_and_pages_beside_an_export_are_left_out(followed: Followed) -> None:
    (followed.folder / "pengaturan.json").write_text('{"warna": "biru"}', encoding="utf-8")
    followed.write("kapal.txt")
    source = followed.sync()
    assert (source.item_count, source.problem) == (1, None)


def test_a_changed_file_updates_its_article(followed: Followed) -> None:
    followed.write("kapal.txt")
    followed.sync()
    (before,) = followed.library.articles()
    followed.write("kapal.txt", f"{TEXT}\n\n{OTHER}")
    followed.sync()
    (after,) = followed.library.articles()
    assert after.id == before.id
    assert [one.text for one in followed.library.article(after.id)[1]] == [TEXT, OTHER]


def test_a_file_that_is_as_it_was_is_not_read_again(followed: Followed, monkeypatch: pytest.MonkeyPatch) -> None:
    followed.write("kapal.txt")
    followed.sync()
    monkeypatch.setattr("index.syncing.folders.read_file", lambda *_: pytest.fail("it is read again"))
    assert followed.sync().problem is None


def test_the_articles_of_files_that_are_gone_stay(followed: Followed) -> None:
    gone, _ = followed.write("kapal.txt"), followed.write("loket.txt", OTHER)
    followed.sync()
    gone.unlink()
    assert followed.sync().item_count == 1
    assert followed.titles() == ["kapal.txt", "loket.txt"]


def test_in_a_mirrored_folder_they_go(mirrored: Followed) -> None:
    gone, _ = mirrored.write("kapal.txt"), mirrored.write("loket.txt", OTHER)
    mirrored.sync()
    gone.unlink()
    mirrored.sync()
    assert mirrored.titles() == ["loket.txt"]
    mirrored.write("kapal.txt")
    mirrored.sync()
    assert mirrored.titles() == ["kapal.txt", "loket.txt"]


def test_a_file_that_is_moved_keeps_its_article(mirrored: Followed) -> None:
    moved, _ = mirrored.write("kapal.txt"), mirrored.write("loket.txt", OTHER)
    mirrored.sync()
    (mirrored.folder / "arsip").mkdir()
    moved.rename(mirrored.folder / "arsip" / "kapal.txt")
    mirrored.sync()
    assert len(mirrored.titles()) == 2


def test_of_two_copies_one_may_go(mirrored: Followed) -> None:
    text = f"Kapal\n\n{TEXT}\n"
    for name in ("a.txt", "b.txt"):
        (mirrored.folder / name).write_text(text, encoding="utf-8")
    mirrored.sync()
    count = len(mirrored.titles())
    (mirrored.folder / "a.txt").unlink()
    mirrored.sync()
    assert len(mirrored.titles()) == max(1, count - 1)


@pytest.mark.parametrize("mirrors", [False, True])
def test_a_file_that_is_renamed_and_then_changed_keeps_its_article(
    library: Library, tmp_path: Path, mirrors: bool
) -> None:
    (tmp_path / "news").mkdir()
    followed = Followed(library, tmp_path / "news", mirrors=mirrors)
    renamed, _ = followed.write("kapal.txt"), followed.write("loket.txt", OTHER)
    followed.sync()
    numbers = {article.id for article in library.articles()}
    renamed.rename(followed.folder / "feri.txt")
    followed.sync()
    followed.write("feri.txt", "Kapal itu kini berlayar dua kali sehari, pada pukul enam dan pukul enam belas.")
    followed.sync()
    assert {article.id for article in library.articles()} == numbers
    assert followed.titles() == ["feri.txt", "loket.txt"]


def test_an_article_that_a_person_has_removed_is_no_obstacle(mirrored: Followed) -> None:
    gone, _ = mirrored.write("kapal.txt"), mirrored.write("loket.txt", OTHER)
    mirrored.sync()
    mirrored.library.remove(next(one.id for one in mirrored.library.articles() if one.title == "kapal.txt"))
    gone.unlink()
    assert mirrored.sync().problem is None
    assert mirrored.titles() == ["loket.txt"]


def test_an_article_that_a_person_has_removed_does_not_come_back_when_its_file_changes(followed: Followed) -> None:
    path, _ = followed.write("kapal.txt"), followed.write("loket.txt", OTHER)
    followed.sync()
    followed.library.remove(next(one.id for one in followed.library.articles() if one.title == "kapal.txt"))
    followed.write("kapal.txt", "Kapal itu kini berlayar dua kali sehari, pada pukul enam dan pukul enam belas.")
    assert followed.sync().problem is None
    assert followed.titles() == ["loket.txt"]
    list(followed.library.add([str(path)]))  # a person wants it again
    assert followed.titles() == ["kapal.txt", "loket.txt"]
    followed.write("kapal.txt", TEXT + TEXT)
    followed.sync()
    ((paragraph,),) = [
        followed.library.article(one.id)[1] for one in followed.library.articles() if one.title[0] == "k"
    ]
    assert paragraph.text == TEXT + TEXT


@pytest.mark.parametrize("is_there", [True, False], ids=["an empty place", "no folder"])
def test_where_all_is_gone_nothing_is_taken_back(mirrored: Followed, is_there: bool) -> None:
    """The disk may not be there."""
    path = mirrored.write("kapal.txt")
    mirrored.sync()
    path.unlink()
    if not is_there:
        mirrored.folder.rmdir()
    source = mirrored.sync()
    assert isinstance(source.problem, ReadError)
    assert source.problem.fault is (Fault.NOTHING_TO_READ if is_there else Fault.NO_SUCH_SOURCE)
    assert (source.failures, source.state) == (1, State.ACTIVE)
    assert mirrored.titles() == ["kapal.txt"]
    mirrored.write("kapal.txt")
    source = mirrored.sync()
    assert (source.failures, source.problem) == (0, None)


def test_what_cannot_be_read_is_said_until_something_changes(followed: Followed) -> None:
    bad = followed.folder / "rusak.jsonl"
    bad.write_text("{", encoding="utf-8")
    followed.write("kapal.txt")
    for _ in range(2):
        problem = followed.sync().problem
        assert isinstance(problem, ReadError)
        assert "rusak.jsonl" in str(problem.details["source"])
    assert followed.titles() == ["kapal.txt"]
    bad.write_text('{"title": "Loket", "text": "' + OTHER + '"}', encoding="utf-8")
    assert followed.sync().problem is None


def test_names_in_another_encoding_are_read(followed: Followed) -> None:
    try:
        path = Path(os.fsdecode(os.fsencode(followed.folder) + b"/caf\xe9.txt"))
        path.write_text(f"Kapal\n\n{TEXT}\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    for _ in range(2):
        assert followed.sync().item_count == 1
    assert len(followed.titles()) == 1


def test_a_paused_folder_is_left_alone(followed: Followed) -> None:
    followed.stores.sources.pause(1)
    followed.write("kapal.txt")
    followed.sync()
    assert followed.titles() == []


def test_a_sync_reads_folders_and_indexes_them(library: Library, followed: Followed) -> None:
    followed.write("kapal.txt")
    sync_until(library.source_stores, library.config.syncing, lambda _: False, library.sync)
    assert library.ask("kapal apa yang berlayar ke Bajoe?").quotes[0].paragraph.text == TEXT
    assert library.source_stores.sources.get(1).item_count == 1


def test_a_folder_is_followed_once_and_has_no_place_in_opml(library: Library, followed: Followed) -> None:
    with pytest.raises(SourceError) as refused:
        follow_folder(library.source_stores, followed.folder / ".." / "news", 60, removes_vanished=False)
    assert refused.value.fault is Fault.SOURCE_KNOWN
    assert "outline" not in write_opml(library.source_stores.sources.all())


def test_links_that_lead_out_of_the_folder_are_left_out(followed: Followed, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia"
    secret.mkdir()
    (secret / "kunci.txt").write_text(f"Kunci\n\n{OTHER}\n")
    followed.write("kapal.txt")
    (followed.folder / "kunci.txt").symlink_to(secret / "kunci.txt")
    (followed.folder / "semua").symlink_to(secret)
    (followed.folder / "sama.txt").symlink_to(followed.folder / "kapal.txt")
    followed.sync()
    assert followed.titles() == ["kapal.txt"]


def test_the_problem_of_a_file_that_is_no_text_is_kept_as_it_was(followed: Followed) -> None:
    followed.write("kapal.txt")
    (followed.folder / "sampah.txt").write_bytes(bytes(range(128, 256)) * 40)
    problem = followed.sync().problem
    assert problem is not None
    assert problem.fault is Fault.BINARY
    assert problem.details["kind"] is None
