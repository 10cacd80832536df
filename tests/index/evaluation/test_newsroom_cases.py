"""Cases of the questions to a newsroom, to which weights are fitted."""

import json
from datetime import date
from functools import partial
from pathlib import Path

from bot.commands.judged_library import judged_library
from index.evaluation.calibration.cases import newsroom_cases
from index.evaluation.newsroom.questions import read_newsroom
from index.ranking.reranking import NO_RERANKER

ARTICLE = {
    "title": "Gudang pupuk terbakar",
    "date": "2026-03-02",
    "language": "id",
    "paragraphs": ["Gudang pupuk di Wonorejo terbakar.", "Api berasal dari korsleting di gudang pupuk itu."],
}
QUESTIONS = (
    {"question": "korsleting di gudang pupuk", "want": "answer", "any_of": ["korsleting"]},
    {"question": "siapa pemilik gudang pupuk", "want": "none", "any_of": []},
    {"question": "makasih min", "want": "chat", "any_of": []},
)


def test_each_question_is_a_case_unless_it_is_small_talk(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "articles.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    lines = (json.dumps({"kind": "some", **one}) + "\n" for one in QUESTIONS)
    (tmp_path / "questions.jsonl").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "README.md").write_text("The day of asking is 2026-11-28.", encoding="utf-8")
    newsroom = read_newsroom(tmp_path)
    assert newsroom.today == date(2026, 11, 28)
    found = newsroom_cases([newsroom], partial(judged_library, None, reranker=NO_RERANKER), 0.5)
    (answered, unanswered) = found[newsroom.name]
    assert answered.relevant[0]
    assert not answered.relevant.all()
    assert answered.present
    assert len(unanswered.relevant) == 2
    assert not unanswered.relevant.any()
    assert unanswered.present
    assert answered.weight == unanswered.weight == 0.5
