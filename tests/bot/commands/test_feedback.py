"""kutip feedback writes a judged set that kutip evaluate can ask."""

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.runtime.exit_codes import DONE, EXPECTED_ERROR
from bot.runtime.settings import Settings
from index.library import Library
from index.library_articles import SHARED_ONLY
from index.model.records import SHARED, Credits, Quote

HERE, ANA, BUDI = "chat:-5", "user:7", "user:8"
BREST, WHOOSH = "apa yang disepakati di Brest?", "Kapan Whoosh diresmikan?"


def judge(
    library: Library, question: str, *helpful: bool, asker: str = ANA, libraries: frozenset[str] = SHARED_ONLY
) -> list[Quote]:
    """Ask, and vote on the quotes in order."""
    answer = library.ask(question, libraries)
    answer_id = library.answers.save(answer, HERE, asker)
    for quote, good in zip(answer.quotes, helpful, strict=False):
        library.votes.vote(answer_id, quote.paragraph.id, HERE, asker, helpful=good)
    return list(answer.quotes)


def lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(examples: Library, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KUTIP_DATA", str(settings.kutip_data))
    monkeypatch.setenv("KUTIP_EMBEDDER", "none")
    return tmp_path / "judged" / "feedback"


def test_votes_become_a_judged_set_for_evaluate(
    examples: Library, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, *_ = judge(examples, BREST, True, False)
    judge(examples, WHOOSH, False)
    assert main(["feedback", str(folder)]) == DONE
    told = capsys.readouterr().out
    assert told.startswith("3 votes on 2 questions written to ")
    corpus = [json.loads(line) for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(corpus) == examples.size().paragraphs
    queries = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    assert queries == [{"id": "q1", "text": BREST}, {"id": "q2", "text": WHOOSH}]
    names = [f"{quote.article.id}#{quote.paragraph.number}" for quote in (first, second)]
    assert lines(folder / "qrels.tsv")[:2] == [["q1", names[0], "1"], ["q1", names[1], "0"]]
    seen = lines(folder / "votes.tsv")
    assert [row[:4] for row in seen[:2]] == [
        ["query", "paragraph", "rank", "helpful"],
        ["q1", names[0], "1", "yes"],
    ]
    assert main(["evaluate", str(folder), "--json"]) == DONE
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert (row["measured"]["questions"], row["measured"]["hit_1"]) == (1, 1.0)


def test_an_export_has_the_headings_that_were_searched(
    examples: Library, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    list(examples.add_bytes(b"Ongkos Perahu\n\n## Bagasi\n\nSetiap orang 20 kilogram.", "a.md", SHARED))
    (quote,) = judge(examples, "bagasi", True)
    examples.export_votes(folder)
    corpus = [json.loads(line) for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [one["text"] for one in corpus if one.get("heading") == "Bagasi"] == [quote.text]
    assert main(["evaluate", str(folder), "--json"]) == DONE
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert row["measured"]["hit_1"] == 1.0


def test_an_export_does_not_say_who_voted(examples: Library, folder: Path) -> None:
    judge(examples, BREST, True)
    examples.export_votes(folder)
    written = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert "user:" not in written
    assert "chat:" not in written


def test_most_votes_decide_for_a_question_that_several_people_ask(examples: Library, folder: Path) -> None:
    for number, good in enumerate([True, False, False]):
        judge(examples, BREST.replace(" ", " " * (number + 1)), good, asker=f"user:{number}")
    assert examples.export_votes(folder)[:2] == (3, 1)
    assert [row[2] for row in lines(folder / "qrels.tsv")] == ["0"]


def test_an_article_of_a_chat_is_not_exported(
    examples: Library, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(examples.add_text("Brankas berisi emas.", "message", Credits(title="Rahasia"), HERE))
    judge(examples, "apa isi brankas?", True, libraries=frozenset({HERE}))
    assert main(["feedback", str(folder)]) == EXPECTED_ERROR
    assert "no votes on the shared library" in capsys.readouterr().err
    judge(examples, BREST, True)
    assert main(["feedback", str(folder)]) == DONE
    assert "1 vote left out" in capsys.readouterr().out
    assert "brankas" not in "".join(path.read_text(encoding="utf-8") for path in folder.iterdir()).casefold()


def test_an_earlier_export_is_replaced_without_removed_articles(
    examples: Library, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brest, *_ = judge(examples, BREST, True)
    judge(examples, WHOOSH, True)
    examples.export_votes(folder)
    examples.remove(brest.article.id)
    assert main(["feedback", str(folder)]) == DONE
    assert "1 vote left out: their paragraphs were removed, or belong to" in capsys.readouterr().out
    assert WHOOSH in (folder / "queries.jsonl").read_text(encoding="utf-8")
    assert BREST not in (folder / "queries.jsonl").read_text(encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == [
        "corpus.jsonl",
        "qrels.tsv",
        "queries.jsonl",
        "votes.tsv",
    ]


def test_no_votes_and_a_folder_with_other_files_are_errors_of_one_line(
    examples: Library, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feedback", str(folder)]) == EXPECTED_ERROR
    assert capsys.readouterr().err.startswith("There are no votes on")
    assert not folder.exists()
    judge(examples, BREST, True)
    folder.mkdir(parents=True)
    (folder / "thesis.txt").write_text("mine")
    assert main(["feedback", str(folder)]) == EXPECTED_ERROR
    assert "holds thesis.txt" in capsys.readouterr().err
    assert main(["feedback", str(folder / "thesis.txt")]) == EXPECTED_ERROR
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
