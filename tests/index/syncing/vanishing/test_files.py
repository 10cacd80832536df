"""What becomes of the articles of a followed file that holds several, such as a table or an archive of mails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from tests.index.syncing.test_folders import OTHER, TEXT, Followed

ROWS = [("Kapal", TEXT), ("Loket", OTHER), ("Pasar", "Pasar induk dibuka lagi oleh wali kota pada Senin siang.")]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(LibraryConfig(database=tmp_path / "data" / "kutip.db", derived=tmp_path / "data")) as opened:
        yield opened


def followed(library: Library, tmp_path: Path, *, mirrors: bool) -> Followed:
    (tmp_path / "news").mkdir()
    made = Followed(library, tmp_path / "news", mirrors=mirrors)
    made.write("lain.txt", "Berita lain tentang gedung balai kota yang selesai dicat.")
    table(made, ROWS)
    made.sync()
    return made


def table(folder: Followed, rows: list[tuple[str, str]]) -> None:
    lines = ["title,text", *(f'{title},"{text}"' for title, text in rows)]
    (folder.folder / "tabel.csv").write_text("\n".join(lines), encoding="utf-8")


def test_the_articles_of_a_file_go_with_it(library: Library, tmp_path: Path) -> None:
    folder = followed(library, tmp_path, mirrors=True)
    assert folder.titles() == ["Kapal", "Loket", "Pasar", "lain.txt"]
    (folder.folder / "tabel.csv").unlink()
    folder.sync()
    assert folder.titles() == ["lain.txt"]


def test_a_row_that_is_deleted_takes_its_article_with_it(library: Library, tmp_path: Path) -> None:
    folder = followed(library, tmp_path, mirrors=True)
    table(folder, ROWS[:2])
    folder.sync()
    assert folder.titles() == ["Kapal", "Loket", "lain.txt"]


def test_most_articles_of_a_file_do_not_go_at_once_until_it_does(library: Library, tmp_path: Path) -> None:
    folder = followed(library, tmp_path, mirrors=True)
    table(folder, ROWS[:1])
    folder.sync()
    assert len(folder.titles()) == 4
    (folder.folder / "tabel.csv").unlink()
    folder.sync()
    assert folder.titles() == ["lain.txt"]


def test_an_article_that_is_in_another_file_too_stays(library: Library, tmp_path: Path) -> None:
    folder = followed(library, tmp_path, mirrors=True)
    (folder.folder / "salinan.csv").write_bytes((folder.folder / "tabel.csv").read_bytes())
    folder.sync()
    (folder.folder / "tabel.csv").unlink()
    folder.sync()
    assert folder.titles() == ["Kapal", "Loket", "Pasar", "lain.txt"]


def test_nothing_goes_where_that_is_not_asked_for(library: Library, tmp_path: Path) -> None:
    folder = followed(library, tmp_path, mirrors=False)
    table(folder, ROWS[:2])
    folder.sync()
    (folder.folder / "tabel.csv").unlink()
    folder.sync()
    assert len(folder.titles()) == 4
