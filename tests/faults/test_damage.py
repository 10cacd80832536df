"""An index that was damaged while nobody had it open: it is made anew from the store, and nothing is lost."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.app import open_app
from bot.cli import BUG, DONE, EXPECTED_ERROR, main
from bot.settings import Settings
from tests.faults.library import assert_holds, assert_one_line, fill, title, word

ARTICLES = range(1, 13)
REPAIRED = "The search index was missing, damaged or of another release: it has been made anew"
Output = pytest.CaptureFixture[str]
Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a library in order."""
    folder = tmp_path_factory.mktemp("whole")
    fill(Settings(kutip_data=folder / "data"), folder / "many.jsonl", ARTICLES)
    return folder / "data"


@pytest.fixture
def data(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to be damaged, which the command line uses."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)  # pytest keeps its own handlers
    shutil.copytree(whole, tmp_path / "data")
    return tmp_path / "data"


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def delete(path: Path) -> None:
    path.unlink()


def garble(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(path.stat().st_size))  # noqa: S311 - the same in every run


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def asked(number: int, capsys: Output) -> tuple[int, str, str]:
    code = main(["ask", word(number)])
    said = capsys.readouterr()
    return code, said.out, said.err


def assert_mends_itself(capsys: Output, told: str = REPAIRED) -> None:
    """The first question is answered, with a line about the repair; the next one just is."""
    code, out, err = asked(3, capsys)
    assert code == DONE
    assert told in assert_one_line(err)
    assert word(3) in out
    code, out, err = asked(4, capsys)
    assert (code, err) == (DONE, "")
    assert word(4) in out
    assert_whole()


def assert_whole() -> None:
    with open_app(Settings(kutip_data=Path("data"))) as app:
        assert_holds(app, ARTICLES, ARTICLES)


def index_files(data: Path) -> Iterator[Path]:
    """Yield what holds the index, without locks and tantivy's list of files to be deleted some day."""
    for path in sorted((data / "index").rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.name not in ("lock", "holder"):
            yield path.relative_to(data)


@pytest.mark.parametrize("damage", [halve, delete])
def test_any_file_that_is_cut_or_gone_is_noticed_and_mended(
    whole: Path, data: Path, damage: Damage, capsys: Output
) -> None:
    names = list(index_files(whole))
    assert len(names) > 5
    for name in names:
        shutil.rmtree(data)
        shutil.copytree(whole, data)
        damage(data / name)
        assert_mends_itself(capsys)


@pytest.mark.parametrize("damage", [halve, delete, garble])
def test_a_damaged_lock_or_list_of_files_matters_to_nobody(
    whole: Path, data: Path, damage: Damage, capsys: Output
) -> None:
    names = {path.relative_to(whole) for path in (whole / "index").rglob("*") if path.is_file()}
    rest = names - set(index_files(whole))
    assert rest
    for name in rest:
        shutil.rmtree(data)
        shutil.copytree(whole, data)
        damage(data / name)
        code, out, _ = asked(3, capsys)
        assert code == DONE
        assert word(3) in out
        (data.parent / "more.txt").write_text("Gempa mengguncang pulau.")
        assert main(["add", "more.txt"]) == DONE
        capsys.readouterr()
        assert main(["ask", "gempa"]) == DONE
        assert "mengguncang" in capsys.readouterr().out


def test_garbage_in_any_file_is_never_a_bug_and_a_rebuild_mends_it(
    whole: Path, data: Path, capsys: Output
) -> None:
    """tantivy does not notice each of them, for it reads no more than a question needs."""
    for name in index_files(whole):
        shutil.rmtree(data)
        shutil.copytree(whole, data)
        garble(data / name)
        code, _, err = asked(3, capsys)
        assert code in (DONE, EXPECTED_ERROR), name
        assert code != BUG
        if err:
            assert_one_line(err)
        assert main(["rebuild"]) == DONE, name
        assert capsys.readouterr().err == ""
        code, out, err = asked(3, capsys)
        assert (code, err) == (DONE, "")
        assert title(3) in out
        assert_whole()


STATES: dict[str, str | dict[str, object]] = {
    "not JSON": "folder: 1",
    "a list": "[1, 2]",
    "a number": "1",
    "nothing": "null",
    "too little": '{"folder": "1"}',
    "too much": '{"folder": "1", "version": "1", "generation": 1, "colour": "red"}',
    "a folder that is not there": {"folder": "99"},
    "a folder elsewhere": {"folder": "../../elsewhere"},
    "a folder that is no text": {"folder": 1},
    "a folder that is a list": {"folder": ["1"]},
    "a version that is no text": {"version": 1},
    "a generation that is no number": {"generation": "one"},
    "a generation that is a fraction": {"generation": 0.5},
    "a generation that is nothing": {"generation": None},
    "a generation that is true": {"generation": True},
    "a generation below 0": {"generation": -1},
    "a generation that is to come": {"generation": 10**30},
}


@pytest.mark.parametrize("name", STATES)
def test_a_state_that_makes_no_sense_counts_as_none(data: Path, name: str, capsys: Output) -> None:
    path, state = data / "index" / "state.json", STATES[name]
    if isinstance(state, dict):
        state = json.dumps(json.loads(path.read_text()) | state)
    path.write_text(state)
    assert_mends_itself(capsys)


def test_a_state_that_is_no_text_counts_as_none(data: Path, capsys: Output) -> None:
    garble(data / "index" / "state.json")
    assert_mends_itself(capsys)


def test_a_state_that_is_a_folder_is_replaced(data: Path, capsys: Output) -> None:
    become_a_folder(data / "index" / "state.json")
    assert_mends_itself(capsys)


def test_an_index_that_is_gone_is_made_anew(data: Path, capsys: Output) -> None:
    shutil.rmtree(data / "index")
    assert_mends_itself(capsys)


def test_an_index_that_is_a_file_is_made_anew(data: Path, capsys: Output) -> None:
    shutil.rmtree(data / "index")
    (data / "index").write_text("an index")
    assert_mends_itself(capsys)


def test_an_index_that_is_a_link_to_nowhere_is_made_anew(data: Path, capsys: Output) -> None:
    shutil.rmtree(data / "index")
    (data / "index").symlink_to(data / "nowhere")
    assert_mends_itself(capsys)


def test_an_index_whose_folder_is_a_file_is_made_anew(data: Path, capsys: Output) -> None:
    folder = data / "index" / json.loads((data / "index" / "state.json").read_text())["folder"]
    shutil.rmtree(folder)
    folder.write_text("an index")
    assert_mends_itself(capsys)


def test_an_index_that_lost_its_folder_is_made_anew(data: Path, capsys: Output) -> None:
    for path in (data / "index").iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    assert_mends_itself(capsys)


def test_folders_that_a_rebuild_left_are_tidied_up_by_the_next(data: Path, capsys: Output) -> None:
    for name in ("7", "8", "٣"):
        (data / "index" / name).mkdir()
        (data / "index" / name / "meta.json").write_text("half")
    (data / "index" / "9").write_text("a file")
    code, out, err = asked(3, capsys)
    assert (code, err) == (DONE, "")
    assert word(3) in out
    assert main(["rebuild"]) == DONE
    assert_whole()
    left = [path.name for path in (data / "index").iterdir() if path.name.isdecimal()]
    assert left == [json.loads((data / "index" / "state.json").read_text())["folder"]]


def test_adding_to_a_damaged_index_mends_it_first(data: Path, capsys: Output) -> None:
    (data / "index" / "state.json").write_text("{")
    (data.parent / "more.txt").write_text("Gempa mengguncang pulau.")
    assert main(["add", "more.txt"]) == DONE
    said = capsys.readouterr()
    assert REPAIRED in assert_one_line(said.err)
    assert "1 added" in said.out
    assert main(["ask", "gempa"]) == DONE
    assert "mengguncang" in capsys.readouterr().out
