"""A damaged index is rebuilt from the store and reported in one line; the answers stay the same."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli import main
from bot.runtime.app import open_configured_library
from index.ingestion.ingest import ingest
from index.ingestion.sources import read_sources
from index.model.records import SHARED
from tests.faults.library import (
    assert_agree,
    assert_one_line,
    looked_into,
    numbers_in,
    settings_of,
    write_articles,
)

ARTICLES = 40
QUESTION = "siapa berkumpul di balai kota unik00017?"
MENDED = "it has been rebuilt from the stored articles."
# By the ends of their names, because tantivy names most files at random.
INDEX_FILES = ("meta.json", ".managed.json", ".idx", ".pos", ".term", ".store", ".fast", ".fieldnorm", ".del")
# Without them, a question takes longer.
SHORTCUTS = ("codes", "places")
LOCKS = ("lock", "holder", ".tantivy-meta.lock", ".tantivy-writer.lock")

Damage = Callable[[bytes], bytes | None]
DAMAGES: dict[str, Damage] = {
    "emptied": lambda _: b"",
    "cut in half": lambda content: content[: len(content) // 2],
    "cut by one": lambda content: content[:-1],
    "deleted": lambda _: None,
    "garbage": lambda content: random.Random(5).randbytes(len(content)),  # noqa: S311
}


class Told(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library with a sound index, to be copied. One article was removed, so it has every kind of file."""
    folder = tmp_path_factory.mktemp("sound")
    articles = write_articles(folder / "some.jsonl", 1, ARTICLES + 1)
    with open_configured_library(settings_of(folder / "data")) as library:
        assert len(list(library.add([str(articles)]))) == ARTICLES + 1
        library.remove(ARTICLES + 1)
    return folder / "data"


@pytest.fixture
def data(sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(sound, tmp_path / "data")
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)  # pytest keeps its own handlers
    return tmp_path / "data"


@pytest.fixture
def kutip(data: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> Told:
        return Told(main(arguments), *capfd.readouterr())

    return run


def file_of(data: Path, ending: str) -> Path:
    (found,) = [path for path in files_of(data) if path.name == ending or path.suffix == ending]
    return found


def files_of(data: Path) -> list[Path]:
    return [path for path in (data / "index").rglob("*") if path.is_file()]


def assert_mended(data: Path, kutip: Run, is_told: bool = True) -> None:
    """Assert that a question is answered and the repair reported once, and that the next answer is the same."""
    first, second = kutip("ask", QUESTION), kutip("ask", QUESTION)
    assert (first.code, second.code) == (0, 0), first
    assert first.out == second.out
    assert "Warga unik00017" in first.out.splitlines()[1]
    if is_told:
        assert_one_line(first.err, MENDED)
    else:
        assert first.err == ""
    assert second.err == ""
    assert_nothing_lost(data)


def assert_nothing_lost(data: Path) -> None:
    with open_configured_library(settings_of(data)) as library:
        assert numbers_in(library) == list(range(1, ARTICLES + 1))
    assert_agree(data, ARTICLES)


def test_every_file_of_an_index_is_damaged_in_some_test(data: Path) -> None:
    tried = {file_of(data, ending) for ending in (*INDEX_FILES, *SHORTCUTS, *LOCKS, "state.json")}
    assert tried == set(files_of(data))


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", SHORTCUTS)
def test_a_damaged_shortcut_changes_no_answer(name: str, damage: str, data: Path, kutip: Run) -> None:
    before = kutip("ask", QUESTION)
    file = file_of(data, name)
    content = DAMAGES[damage](file.read_bytes())
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    assert kutip("ask", QUESTION) == before
    with open_configured_library(settings_of(data)) as library:
        library.remove(ARTICLES)
    assert kutip("ask", QUESTION) == before


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("ending", [*INDEX_FILES, *LOCKS, "state.json"])
def test_a_damaged_file_is_mended(ending: str, damage: str, data: Path, kutip: Run) -> None:
    path = file_of(data, ending)
    content = path.read_bytes()
    damaged = DAMAGES[damage](content)
    if damaged is None:
        path.unlink()
    else:
        path.write_bytes(damaged)
    # JSON without its last line break is not damaged, and the list of managed files is needed only for deletion.
    sound = damaged is not None and damaged.strip() == content.strip()
    is_told = ending not in LOCKS and not sound and (ending, damage) != (".managed.json", "deleted")
    assert_mended(data, kutip, is_told)


@pytest.mark.parametrize("ending", [".idx", ".pos", ".term", ".store", ".fast", ".fieldnorm", ".del"])
def test_damage_that_tantivy_overlooks_on_opening_is_mended_when_a_question_meets_it(
    ending: str, data: Path, kutip: Run
) -> None:
    path = file_of(data, ending)
    content = path.read_bytes()
    footer = 120  # what tantivy looks at on opening; less of it than this is text
    body = random.Random(6).randbytes(max(len(content) - footer, 0))  # noqa: S311
    path.write_bytes(body + content[len(body) :])
    told = kutip("ask", QUESTION)
    assert told.code == 0
    assert "Traceback" not in told.err
    assert kutip("rebuild") == (0, f"The search index was rebuilt: {ARTICLES * 2} paragraphs.\n", "")
    assert_mended(data, kutip, is_told=False)


def test_an_index_that_is_gone_is_made(data: Path, kutip: Run) -> None:
    shutil.rmtree(data / "index")
    assert_mended(data, kutip)


def test_an_index_that_is_a_file_is_made(data: Path, kutip: Run) -> None:
    shutil.rmtree(data / "index")
    (data / "index").write_text("not a folder")
    assert_mended(data, kutip)


def test_folders_that_a_killed_rebuild_left_are_passed_over_and_cleared(data: Path, kutip: Run) -> None:
    used = json.loads((data / "index" / "state.json").read_text())["folder"]
    for number in (7, 12):
        shutil.copytree(data / "index" / used, data / "index" / str(number))
    (data / "index" / "12" / "meta.json").write_text("{")
    assert_mended(data, kutip, is_told=False)
    assert kutip("remove", "--yes", "1").code == 0
    assert [path.name for path in (data / "index").iterdir() if path.is_dir()] == [used]


@pytest.mark.parametrize(
    "changed",
    [
        {"folder": "99"},
        {"folder": ""},
        {"folder": "../index"},
        {"folder": 1},
        {"version": "0-of-another-release"},
        {"generation": 1_000_000},
        {"generation": -1},
        {"generation": 0},
        {"generation": "2"},
        {"generation": None},
        {"more": 1},
    ],
    ids=str,
)
def test_a_state_that_is_not_that_of_the_store_is_noticed(
    changed: dict[str, object], data: Path, kutip: Run
) -> None:
    path = data / "index" / "state.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))
    assert_mended(data, kutip)


@pytest.mark.parametrize("text", ["[]", "null", "3", '"text"', "{}", "[" * 100_000])
def test_a_state_that_is_other_json_is_noticed(text: str, data: Path, kutip: Run) -> None:
    (data / "index" / "state.json").write_text(text)
    assert_mended(data, kutip)


def test_a_database_restored_from_an_older_copy_gets_its_index(data: Path, kutip: Run, tmp_path: Path) -> None:
    copy = (data / "kutip.db").read_bytes()
    newer = write_articles(tmp_path / "newer.jsonl", 500, 510)
    assert kutip("add", str(newer)).code == 0
    (data / "kutip.db").write_bytes(copy)
    assert_mended(data, kutip)


def test_adding_to_a_restored_database_does_not_hide_that_it_is_older(
    data: Path, kutip: Run, tmp_path: Path
) -> None:
    copy = (data / "kutip.db").read_bytes()
    for number in (500, 501):
        assert kutip("add", str(write_articles(tmp_path / "a.jsonl", number, number))).code == 0
    (data / "kutip.db").write_bytes(copy)
    other = write_articles(tmp_path / "b.jsonl", 600, 601)
    lines = other.read_text().splitlines(keepends=True)
    other.write_text(lines[0] + "{\n" + lines[1])  # the error between them makes two changes of it, as before
    assert kutip("add", str(other)).code == 1
    assert "Warga unik00601" in kutip("ask", "unik00601").out
    assert "Not found" in kutip("ask", "unik00501").out


def test_an_index_that_lacks_paragraphs_in_spite_of_its_mark_is_noticed(data: Path, kutip: Run) -> None:
    with looked_into(data) as (_, engine):
        generation = engine.generation()
        engine.remove([33, 34])
        engine.mark(generation)
    assert_mended(data, kutip)


def test_an_index_that_is_behind_catches_up(data: Path, kutip: Run, tmp_path: Path) -> None:
    newer = write_articles(tmp_path / "newer.jsonl", 500, 500)
    with looked_into(data) as (store, _):  # and killed before it is indexed
        assert len(list(ingest(store, read_sources([str(newer)], 10_000), SHARED))) == 1
    first, second = kutip("ask", "unik00500"), kutip("ask", "unik00500")
    assert "Warga unik00500" in first.out
    assert_one_line(first.err, "was behind the stored articles: it is up to date again")
    assert second == (0, first.out, "")
    assert_agree(data, ARTICLES + 1)
