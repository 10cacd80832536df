import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.model.records import Credits

Output = pytest.CaptureFixture[str]
Answer = Callable[[str], None]
ARTICLES = (
    ("Banjir di Semarang", "Kabar Semarang", "2023-05-01"),
    ("Banjir 100% surut", "Kabar Semarang", "2024-02-03"),
    ("Harga beras", "Metro Harian", "2023-12-31"),
    ("Sidang", "Metro Harian", "2024-01-01"),
    ("Tanpa hari", "Metro Harian", None),
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lines = [
        json.dumps(
            {"title": title, "publisher": publisher, "published": day, "language": "id", "text": f"Isi {title}."}
        )
        for title, publisher, day in ARTICLES
    ]
    (tmp_path / "news.jsonl").write_text("\n".join(lines))
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)  # pytest keeps its own handlers
    with open_configured_library(Settings(kutip_data=tmp_path / "data", kutip_embedder="none")) as library:
        list(library.add([str(tmp_path / "news.jsonl")]))
        list(library.add_text("Rahasia obrolan.", "catatan", Credits(title="Banjir milik obrolan"), "chat:7"))
    return tmp_path / "data"


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Return a function that answers the next question on a terminal."""

    def answer(text: str) -> None:
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda _prompt: text)

    return answer


def listed(capsys: Output, *arguments: str) -> list[int]:
    capsys.readouterr()
    assert main(["articles", "--json", *arguments]) == 0
    return [article["number"] for article in json.loads(capsys.readouterr().out)]


@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        ((), [1, 2, 3, 4, 5]),
        (("banjir",), [1, 2]),
        (("BANJIR semarang",), [1, 2]),
        (("banjir", "surut"), [2]),
        (("100%",), [2]),
        (("%",), [2]),
        (("--publisher", "metro harian"), [3, 4, 5]),
        (("--publisher", "metro%"), []),
        (("--since", "2024-01-01"), [2, 4]),
        (("--before", "2024-01-01"), [1, 3]),
        (("harian", "--since", "2023-12-31", "--before", "2024-01-01"), [3]),
    ],
)
def test_articles_are_chosen_by_words_publisher_and_day(
    arguments: tuple[str, ...], numbers: list[int], capsys: Output
) -> None:
    assert listed(capsys, *arguments) == numbers


def test_the_json_of_an_article_has_its_documented_fields(capsys: Output) -> None:
    assert main(["articles", "surut", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "number": 2,
            "title": "Banjir 100% surut",
            "publisher": "Kabar Semarang",
            "original_source": None,
            "author": None,
            "published": "2024-02-03",
            "url": None,
            "language": "id",
            "paragraphs": 1,
        }
    ]


def test_nothing_like_that_is_said_in_a_line(capsys: Output) -> None:
    assert main(["articles", "gunung"]) == 0
    assert capsys.readouterr().out == "No article is like that: kutip articles lists them all.\n"


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (("2", "4-9"), [1, 3]),
        (("--publisher", "Metro Harian", "--before", "2024-01-01"), [1, 2, 4, 5]),
        (("1-5", "--publisher", "Kabar Semarang"), [3, 4, 5]),
    ],
)
def test_several_articles_are_removed_at_once(arguments: tuple[str, ...], left: list[int], capsys: Output) -> None:
    assert main(["remove", "--yes", *arguments]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(ARTICLES) - len(left)
    assert listed(capsys) == left


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "No article is named: write the numbers, as in kutip remove 2 3 7-9, or --publisher or --before."),
        (("1", "99"), "There is no article 99 here: the list of articles shows the numbers."),
        (("6",), "There is no article 6 here: the list of articles shows the numbers."),
    ],
)
def test_nothing_is_removed_where_one_is_not_there(arguments: tuple[str, ...], line: str, capsys: Output) -> None:
    assert main(["remove", "--yes", *arguments]) == 1
    assert capsys.readouterr().err == f"{line}\n"
    assert listed(capsys) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("wrong", ["9-7", "x", "0", "-"])
def test_what_is_no_number_is_wrong_usage(wrong: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["remove", wrong])
    assert ended.value.code == 2


def test_a_terminal_is_asked_first(typing: Answer, capsys: Output) -> None:
    typing("n")
    assert main(["remove", "1-3"]) == 1
    out = capsys.readouterr().out
    assert all(title in out for title, _, _ in ARTICLES[:3])
    assert "Nothing is removed." in out
    assert "Removed" not in out
    typing("Ya")
    assert main(["remove", "1-3"]) == 0
    assert "Removed 3 Harga beras" in capsys.readouterr().out
    typing("n")
    assert main(["remove", "--yes", "4"]) == 0
    assert listed(capsys) == [5]


@pytest.mark.parametrize("piped", ["yes\n", "tidak\n", ""])
def test_without_a_terminal_nothing_is_removed_unless_agreed_before(
    piped: str, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "Nothing is removed: without a terminal, Kutip cannot ask first. Add --yes to remove it all the same.\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(piped))
    assert main(["remove", "1-3"]) == 1
    assert capsys.readouterr().err == line
    monkeypatch.setattr("sys.stdin", io.StringIO("/remove 1\n/remove 2 3\n/remove 4 --yes\n"))
    assert main(["console"]) == 0
    shown = capsys.readouterr()
    assert line.strip() in shown.out + shown.err
    assert "Removed 4" in shown.out
    assert listed(capsys) == [1, 2, 3, 5]


def test_the_status_is_printed_as_json(data: Path, capsys: Output) -> None:
    capsys.readouterr()
    assert main(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert status["size"] == {"articles": 5, "paragraphs": 5}
    assert (status["data"], status["bot"]) == (str(data), None)
