"""The marked words are those of right paragraphs, of questions on which no reader was trained."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from index.evaluation.newsroom.questions import read_newsroom
from tools.quality.marked_answers import MARKED
from tools.reader.examples import is_judged, lines

JUDGED = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not JUDGED.is_dir(), reason="the judged sets are not beside the repository")
FOLDERS = ("facqa-id", "tydiqa-id", "tydiqa-en", "norquad-news-no", "xquad")


def marked() -> Mapping[str, Mapping[str, Sequence[str]]]:
    found = defaultdict[str, dict[str, Sequence[str]]](dict)
    for row in map(json.loads, MARKED.read_text(encoding="utf-8").splitlines()):
        found[row["library"]][str(row["question"])] = row["answers"]
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_marked_words_stand_in_a_right_paragraph_of_a_judged_question(folder: str) -> None:
    texts = {row["id"]: row["text"] for row in map(json.loads, lines(JUDGED / folder / "corpus.jsonl.gz"))}
    questions = map(json.loads, lines(JUDGED / folder / "queries.jsonl.gz"))
    places = {row["id"]: place for place, row in enumerate(questions)}
    qrels = JUDGED / folder / ("qrels_cross.tsv" if folder == "xquad" else "qrels.tsv")
    right = defaultdict[str, str](str)
    for line in qrels.read_text(encoding="utf-8").splitlines():
        question, paragraph, _ = line.split("\t")
        right[question] += f"{texts[paragraph]}\n"
    mine = [one for name, some in marked().items() if name.startswith(folder) for one in some.items()]
    assert mine
    for question, answers in mine:
        assert is_judged(places[question])
        assert all(answer in right[question] for answer in answers), question


def test_marked_questions_of_the_newsroom_ask_for_an_answer() -> None:
    questions = read_newsroom(JUDGED / "newsroom-id").questions
    assert all(questions[int(place)].want == "answer" for place in marked()["newsroom-id"])
