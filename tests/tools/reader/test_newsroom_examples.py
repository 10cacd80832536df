"""The examples that the reader is trained on: questions to newsrooms, and questions as people type them."""

import json
import random
from pathlib import Path

import pytest

from tools.reader.examples import Text
from tools.reader.newsrooms import newsroom_examples
from tools.reader.typed import as_typed

ARTICLE = """---
title: Gudang pupuk terbakar
date: 2026-03-02
language: id
---

Gudang pupuk di Wonorejo terbakar pada Senin malam.

Api berasal dari korsleting di ruang mesin, kata kepala gudang Sri Hastuti.

Kerugian gudang pupuk itu ditaksir Rp 2 miliar.
"""
QUESTIONS = (
    {"question": "penyebab gudang terbakar", "want": "answer", "any_of": ["korsleting"], "words": "korsleting"},
    {"question": "siapa pemilik gudang pupuk", "want": "none", "any_of": []},
    {"question": "makasih min", "want": "chat", "any_of": []},
)


@pytest.fixture
def newsrooms(tmp_path: Path) -> Path:
    articles = tmp_path / "kabar" / "articles"
    articles.mkdir(parents=True)
    (articles / "gudang.md").write_text(ARTICLE, encoding="utf-8")
    lines = (json.dumps({"kind": "some", **one}) + "\n" for one in QUESTIONS)
    (tmp_path / "kabar" / "questions.jsonl").write_text("".join(lines), encoding="utf-8")
    return tmp_path


def test_wrong_paragraphs_are_those_of_the_same_story(newsrooms: Path) -> None:
    answered, unanswered = newsroom_examples(newsrooms, None)
    title = "Gudang pupuk terbakar"
    right = "Api berasal dari korsleting di ruang mesin, kata kepala gudang Sri Hastuti."
    assert (answered.set, answered.right) == ("newsroom-kabar", Text(title, right))
    assert Text(title, "Gudang pupuk di Wonorejo terbakar pada Senin malam.") in answered.wrong
    assert answered.right not in answered.wrong
    assert answered.answer is not None
    assert right[slice(*answered.answer)] == "korsleting"
    assert unanswered.question == "siapa pemilik gudang pupuk"
    assert unanswered.right is None
    assert unanswered.wrong


def test_questions_are_also_asked_as_people_type_them() -> None:
    rng = random.Random(3)  # noqa: S311 - no secret
    made = {as_typed("Siapa nakhoda kapal yang tenggelam di Buton?", "tydiqa-id-id", rng) for _ in range(200)}
    assert "Siapa nakhoda kapal yang tenggelam di Buton?" in made
    assert "siapa nakhoda kapal yang tenggelam di buton" in made
    assert "nakhoda kapal tenggelam buton" in made
    assert all({"nakhoda", "kapal", "tenggelam"} <= set(one.lower().split()) for one in made)


def test_a_question_keeps_two_words() -> None:
    rng = random.Random(3)  # noqa: S311 - no secret
    made = {as_typed("Apa itu?", "facqa-id", rng) for _ in range(100)}
    assert made == {"Apa itu?", "apa itu"}
