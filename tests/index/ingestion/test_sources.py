"""Sources are found, opened and parsed; each failure is one error; the progress counts bytes."""

import io
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from index.ingestion.fetching.files import ReadProgress
from index.ingestion.sources import read_sources
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.conftest import DATA, PATIENCE
from tests.ordinary_user import NOT_POSSIBLE

ROOT = Path(__file__).parent.parent.parent.parent


def test_the_articles_of_a_folder_come_in_order_without_other_files(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", "sub/c.txt", ".hidden.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}, which says something.")
    texts = [result.texts[0] for result in read_sources([str(tmp_path)]) if isinstance(result, ParsedArticle)]
    assert [text.split()[2] for text in texts] == ["a.txt,", "b.md,", "sub/c.txt,"]


def test_what_a_folder_holds_beside_articles_is_counted_by_kind(tmp_path: Path) -> None:
    for name in ("a.txt", "b.doc", "c.DOC", "sub/d.ods", "LICENCE"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}, which says something.")
    _, note = read_sources([str(tmp_path)])
    assert isinstance(note, ReadError)
    assert (note.fault, note.is_note) == (Fault.FILES_SKIPPED, True)
    assert (note.details["skipped"], note.details["bare"]) == (["2 .doc", "1 .ods"], 1)


READ = """
import sys
from index.ingestion.sources import read_sources
from index.model.errors import ReadError
for result in read_sources(sys.argv[1:]):
    print(f"{result.fault} {result.details['source']}" if isinstance(result, ReadError) else result.title)
"""


@pytest.mark.parametrize("named", [".", "closed", "closed/b.txt", "closed.txt"])
def test_what_may_not_be_read_is_an_error_and_the_rest_is_read(tmp_path: Path, named: str) -> None:
    for name in ("a.txt", "closed/b.txt", "closed.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"Text of {name}, which says something.")
    for name in ("closed", "closed.txt"):
        (tmp_path / name).chmod(0)
    command = [sys.executable, "-m", "tests.ordinary_user", sys.executable, "-c", READ, str(tmp_path / named)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    (tmp_path / "closed").chmod(0o700)
    if done.returncode == NOT_POSSIBLE:
        pytest.skip("root may not give up its rights here")
    expected = [f"unreadable {tmp_path / 'closed'}", f"unreadable {tmp_path / 'closed.txt'}"]
    if named == ".":
        assert done.stdout.splitlines() == ["Text of a.txt, which says something.", expected[1], expected[0]]
    else:
        assert done.stdout.splitlines() == [f"unreadable {tmp_path / named}"]


def test_a_missing_source_is_one_error_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    names = [
        "",
        "~nobody/x.txt",
        "a" * 5000,
        str(tmp_path / "none.txt"),
        str(tmp_path / "empty"),
        str(DATA / "banjir.txt"),
    ]
    results = list(read_sources(names))
    faults = [result.fault for result in results if isinstance(result, ReadError)]
    assert faults == [*[Fault.NO_SUCH_SOURCE] * 2, Fault.UNREADABLE, Fault.NO_SUCH_SOURCE, Fault.NOTHING_TO_READ]
    assert isinstance(results[-1], ParsedArticle)


def test_the_progress_knows_the_total_before_the_first_article(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Text of {name}, which says something.")
    total = sum(path.stat().st_size for path in tmp_path.iterdir())
    progress = ReadProgress()
    seen = [(progress.done, progress.total) for _ in read_sources([str(tmp_path)], progress=progress)]
    assert seen == [(total // 2, total), (total, total)]


def test_standard_input_is_read_and_has_no_total(monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.BufferedReader(cast("io.RawIOBase", io.BytesIO(b'{"title": "J", "text": "Satu."}')))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(given))
    progress = ReadProgress()
    (article,) = read_sources(["-"], progress=progress)
    assert isinstance(article, ParsedArticle)
    assert (article.title, progress.total) == ("J", None)


def test_files_that_appear_while_a_folder_is_read_are_left_for_the_next_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text of a, which says something.")
    results = read_sources([str(tmp_path)])
    next(results)
    (tmp_path / "b.txt").write_text("Text of b, which says something.")
    assert list(results) == []
