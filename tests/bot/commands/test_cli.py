"""The command line from its arguments to its output and exit code."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.runtime.presence import Presence, shown_in
from index.library import Library
from tests.conftest import DATA, EXAMPLES, PATIENCE

FLOOD = str(DATA / "banjir.txt")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)  # pytest keeps its own handlers
    return tmp_path / "data"


Output = pytest.CaptureFixture[str]


def test_add_ask_article_remove(capsys: Output) -> None:
    assert main(["add", FLOOD]) == 0
    out = capsys.readouterr().out
    assert "Added 1 Banjir merendam 12 kelurahan" in out
    assert "1 added, 0 updated, 0 already here: the library has 1 article, 5 paragraphs." in out
    assert main(["ask", "apa yang disepakati?"]) == 0
    out = capsys.readouterr().out
    assert " │ Wali kota dan warga sepakat membangun tanggul setinggi 2,5 meter di tepi sungai.\n" in out
    assert "KabarContoh (from Radio Contoh) · 5 February 2023 · paragraph 3 · article 1" in out
    assert main(["article", "1"]) == 0
    assert "  5 Pertemuan kedua digelar" in capsys.readouterr().out
    assert main(["articles"]) == 0
    listed = capsys.readouterr().out
    assert "KabarContoh · 5 February 2023 · id · 5 paragraphs" in listed
    assert main(["sources"]) == 0  # the name of older releases
    assert capsys.readouterr().out == listed
    assert main(["remove", "--yes", "1"]) == 0
    assert "Removed 1 Banjir" in capsys.readouterr().out
    assert main(["ask", "apa yang disepakati?"]) == 0
    assert "Not found. There are no articles yet" in capsys.readouterr().out


def test_bad_sources_are_reported_and_the_rest_is_added(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "bad.md").write_text("---\ntitle: x\n---\n")
    (tmp_path / "field.md").write_text("---\ntitle: x\nlanguage: klingon\n---\nText.")
    assert main(["add", "bad.md", "field.md", "none.txt", FLOOD]) == 1
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [
        "bad.md has no paragraph to quote: an article needs at least one line of text.",
        "field.md is added without its language, which cannot be 'klingon'; write a code such as id or en.",
        "There is no file or folder none.txt: check the name.",
    ]
    assert "2 added, 0 updated, 0 already here, 2 failed" in captured.out


def test_the_json_of_an_answer_has_its_documented_fields(capsys: Output) -> None:
    assert main(["ask", "--json", "--in", FLOOD, "apa yang disepakati?"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["reason"]) == ("found", None)
    assert answer["took_ms"] > 0
    quote = answer["quotes"][0]
    assert quote["text"] == quote["sentence"] == (
        "Wali kota dan warga sepakat membangun tanggul setinggi 2,5 meter di tepi sungai."
    )  # fmt: skip
    assert quote["paragraph"] == 3
    assert {
        name: quote["article"][name] for name in ("publisher", "original_source", "published", "url", "language")
    } == {
        "publisher": "KabarContoh",
        "original_source": "Radio Contoh",
        "published": "2023-02-05",
        "url": None,
        "language": "id",
    }
    assert quote["article"]["title"].startswith("Banjir merendam")
    assert quote["score"] > 0
    assert quote["signals"]["matched"].keys() == {"disepakati"}


def test_the_json_without_an_answer_has_the_verdict_and_exits_with_0(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUTIP_EMBEDDER", "none")
    assert main(["ask", "--json", "--in", FLOOD, "what was stolen?"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["reason"], answer["unknown_words"]) == (
        "not_found",
        "other_language",
        ["stolen"],
    )
    assert answer["quotes"] == []


def test_asking_in_files_keeps_nothing(data: Path, capsys: Output) -> None:
    assert main(["ask", "apa yang disepakati?", "--in", FLOOD, str(EXAMPLES)]) == 0
    assert "sepakat" in capsys.readouterr().out
    assert not data.exists()


def test_asking_in_a_file_that_is_not_there_is_an_error(capsys: Output) -> None:
    for arguments in (["apa yang disepakati?", "--in", "none.txt"], ["--in", FLOOD, "none.txt", "apa itu?"]):
        assert main(["ask", *arguments]) == 1
        assert "There is no file or folder none.txt" in capsys.readouterr().err


def test_a_question_after_the_files_needs_no_quotes(capsys: Output) -> None:
    assert main(["ask", "--in", FLOOD, "apa", "yang", "disepakati?"]) == 0
    assert "Wali kota dan warga sepakat" in capsys.readouterr().out


def test_most_limits_the_quotes(capsys: Output) -> None:
    main(["add", str(EXAMPLES)])
    capsys.readouterr()
    main(["ask", "--most", "2", "apa", "yang", "disepakati?"])
    assert capsys.readouterr().out.count(" │ ") == 2


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["add"], ["article", "x"], ["article", "0"], ["ask", "--most", "0", "x"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: kutip" in capsys.readouterr().err


def test_an_expected_error_is_one_line_and_exits_with_1(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["article", "9"]) == 1
    assert capsys.readouterr().err == "There is no article 9 here: the list of articles shows the numbers.\n"
    assert main(["telegram"]) == 1
    assert capsys.readouterr().err.startswith("TELEGRAM_TOKEN is not set")
    monkeypatch.setenv("KUTIP_ENGINE", "fast")
    assert main(["status"]) == 1
    assert capsys.readouterr().err == "KUTIP_ENGINE cannot be 'fast': write one of disk, memory, opensearch.\n"


def test_a_bug_is_one_line_with_the_log_and_exits_with_3(
    data: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: Library, *_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Library, "size", broken)
    assert main(["status"]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert str(data / "kutip.log") in captured.err.replace("\n", "")
    assert "Traceback" not in captured.err
    assert "a bug" in caplog.text


def test_an_interrupted_add_keeps_what_is_done(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Library.add

    def interrupted(self: Library, *_arguments: object, **_named: object) -> object:
        yield next(add(self, [FLOOD]))
        raise KeyboardInterrupt

    monkeypatch.setattr(Library, "add", interrupted)
    assert main(["add", FLOOD, str(EXAMPLES)]) == 130
    assert "what was added is kept" in capsys.readouterr().out
    assert main(["article", "1"]) == 0


def test_rebuild_and_status(data: Path, capsys: Output) -> None:
    main(["add", FLOOD])
    assert main(["rebuild"]) == 0
    assert "5 paragraphs" in capsys.readouterr().out
    assert main(["status"]) == 0
    out = capsys.readouterr().out
    assert str(data) in out
    assert "id" in out
    assert "disk" in out


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_status_of_a_bot_that_runs_no_longer_exits_with_1(data: Path, options: list[str]) -> None:
    assert main(["status", *options]) == 0
    with shown_in(data) as board:
        board.show(Presence("polling", datetime.now(UTC), "kutip_bot"))
        assert main(["status", *options]) == 0
    assert main(["status", *options]) == 1


def run(*arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3]), **environment}
    return subprocess.run(
        command, input=typed, capture_output=True, text=True, env=env, timeout=PATIENCE, check=False
    )


def test_standard_input_is_read_by_add_ask_and_console(data: Path) -> None:
    added = run("add", "-", typed=Path(FLOOD).read_text())
    assert (added.returncode, added.stderr) == (0, "")
    asked = run("ask", typed="apa yang disepakati?\n")
    assert " │ Wali kota dan warga sepakat" in asked.stdout
    typed = "apa yang disepakati?\n/why\n/nonsense\n/article 9\n/add\n/add -\n\n/quit\nnever read\n"
    talked = run("console", typed=typed)
    assert talked.returncode == 0
    assert talked.stdout.startswith("1\n │ Wali kota dan warga sepakat")
    assert "Why paragraph 3 of article 1 is number 1" in talked.stdout
    assert talked.stderr.splitlines() == [
        "There is no command /nonsense: /help lists them.",
        "There is no article 9 here: the list of articles shows the numbers.",
        *["/add takes a file or a folder, as in /add news/brest.md"] * 2,
    ]


def test_a_missing_question_is_an_error() -> None:
    asked = run("ask", typed="")
    assert asked.returncode == 1
    assert asked.stderr.startswith("There is no question")


def test_the_output_of_a_pipe_has_no_colours_and_no_broken_lines(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("Tanggul " + "panjang sekali " * 40 + ".")
    asked = run("ask", "--in", "long.txt", "tanggul", COLUMNS="30")
    assert "\x1b" not in asked.stdout
    assert "panjang sekali " * 40 in asked.stdout


def test_a_reader_that_leaves_early_is_no_error(data: Path) -> None:
    run("add", str(EXAMPLES))
    command = f"{sys.executable} -m bot article 1 | head -1"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    left = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=env, check=False)
    assert left.stdout.startswith("KTT G20")
    assert left.stderr == ""


def test_small_talk_is_answered_in_one_line(capsys: Output) -> None:
    assert main(["ask", "makasih ya kak"]) == 0
    assert capsys.readouterr().out == "You are welcome.\n"
    assert main(["ask", "--json", "halo"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["verdict"], answer["reason"], answer["quotes"]) == ("not_found", "small_talk", [])


def test_a_data_folder_below_one_that_may_not_be_entered_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "closed" / "data"
    monkeypatch.setenv("KUTIP_DATA", str(data))
    stat = Path.stat

    def refuse(path: Path, **named: bool) -> object:
        if path.is_relative_to(tmp_path / "closed"):
            raise PermissionError(13, "Permission denied")
        return stat(path, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "stat", refuse)
        patched.setattr(Path, "mkdir", refuse)
        assert main(["ask", "apa?"]) == 1
    assert capsys.readouterr().err == (
        f"{data / 'kutip.db'} cannot be opened for writing (Permission denied): "
        "check the folder in KUTIP_DATA and its permissions.\n"
    )
