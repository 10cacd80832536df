"""Questions to fit weights to come from judged sets, from headlines, and from sets in further languages."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from index.evaluation.calibration.headlines import headlines
from index.evaluation.calibration.reading import read_reading_sets
from index.evaluation.calibration.sources import sources
from index.evaluation.sets import JudgedParagraph, JudgedSet
from index.model.errors import JudgedSetError
from tests.index.evaluation import judged

HEADLINE = "Jembatan Kali Semut dibuka lagi"
STORY = "Warga menyeberang sejak pagi, dan pedagang kembali ke pasar di seberang kali."


def judged_set(*texts: str, title: str = "") -> JudgedSet:
    """Return a set with one article of these paragraphs."""
    paragraphs = tuple(JudgedParagraph(f"a#{place}", title, text, "id") for place, text in enumerate(texts))
    return JudgedSet("set", "set", paragraphs, (), by_article=False)


def test_a_headline_asks_for_the_paragraphs_that_do_not_repeat_it() -> None:
    repeated = "Jembatan Kali Semut akhirnya dibuka lagi"
    made = headlines(judged_set(STORY, repeated, "Biaya perbaikan dua miliar rupiah.", title=HEADLINE))
    assert made
    (question,) = made.questions
    assert question.text == HEADLINE
    assert set(question.judged) == {"a#0", "a#2"}
    assert [one.id for one in made.paragraphs] == ["a#0", "a#2"]
    assert not any(one.title for one in made.paragraphs)


def test_without_titles_the_first_line_is_the_headline() -> None:
    made = headlines(judged_set(HEADLINE, STORY, "Biaya perbaikan dua miliar rupiah."))
    assert made
    assert made.questions[0].text == HEADLINE
    assert set(made.questions[0].judged) == {"a#1", "a#2"}


@pytest.mark.parametrize("title", ["Kali Semut", "", "kata " * 30])
def test_a_name_a_sentence_and_a_paragraph_are_no_headlines(title: str) -> None:
    assert headlines(judged_set(STORY, STORY, STORY, title=title)) is None


def line(text: str, question: str, *, answers: bool = True, article: str = "#1") -> Mapping[str, object]:
    asked = {"id": question, "question": f"{question}?", "answers": [{"start": 0, "text": "x"}] if answers else []}
    return {"set": "one", "lang": "sw", "article": article, "title": "", "text": text, "questions": [asked]}


def write(path: Path, *lines: Mapping[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in lines).encode()))
    return path


def test_a_paragraph_is_right_for_the_questions_that_it_answers(tmp_path: Path) -> None:
    path = write(tmp_path / "r.gz", line("alpha beta", "q1"), line("gamma delta", "q2", answers=False))
    (read,) = read_reading_sets(path)
    assert [one.text for one in read.paragraphs] == ["alpha beta", "gamma delta"]
    assert {one.id: dict(one.judged) for one in read.questions} == {"q1": {"0#0": 1}}


def test_near_copies_in_an_article_are_one_paragraph(tmp_path: Path) -> None:
    lines = line("a b c d", "q1"), line("a b c d e f", "q2"), line("a b c d", "q3", article="#2")
    (read,) = read_reading_sets(write(tmp_path / "r.gz", *lines))
    assert [(one.id, one.text) for one in read.paragraphs] == [("0#0", "a b c d e f"), ("1#0", "a b c d")]
    assert [sorted(one.judged) for one in read.questions] == [["0#0"], ["0#0"], ["1#0"]]


def test_a_line_without_its_text_is_named(tmp_path: Path) -> None:
    broken = {"set": "one", "article": "1", "questions": []}
    with pytest.raises(JudgedSetError):
        read_reading_sets(write(tmp_path / "r.gz", broken))


def test_a_folder_gives_each_of_its_sets_and_one_of_all(tmp_path: Path) -> None:
    judged.write(tmp_path / "facqa-id", [("1", "a#0", "1"), ("2", "b#0", "1")])
    judged.write(tmp_path / "tydiqa-en", [("3", "c#0", "1")])
    write(tmp_path / "train" / "reader.jsonl.gz", line("alpha beta", "q1"))
    found = {one.name: one for one in sources(tmp_path, cross_lingual=True)}
    assert list(found) == ["facqa-id-id", "tydiqa-en-en", "all", "one"]
    assert len(found["all"].task.questions) == 3
    assert found["one"].weight < found["all"].weight
