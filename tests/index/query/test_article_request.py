"""A request for articles is told from a question, and its subject from the words around."""

import pytest

from index.query.article_request import article_request


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("ada artikel tentang haji gak?", "haji"),
        ("tampilkan semua artikel tentang banjir", "banjir"),
        ("apa saja artikel tentang nikel?", "nikel"),
        ("tolong ringkas artikel tentang MRT", "MRT"),
        ("berita banjir Bekasi", "banjir Bekasi"),
        ("apa kabar MRT?", "MRT"),
        ("mau baca berita soal kopi dong", "kopi"),
        ("any news about nickel?", "nickel"),
        ("show me all articles about Garuda", "Garuda"),
        ("flood news", "flood"),
        ("berita", ""),
        ("anything about coffee?", "coffee"),
        ("do you have anything on Garuda?", "Garuda"),
    ],
)
def test_a_request_names_its_subject(question: str, subject: str) -> None:
    request = article_request(question, ["id", "en"])
    assert request
    assert question[request.subject.start : request.subject.end] == subject


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("berita dari Metro Harian", "Metro Harian"),
        ("artikel oleh Ratna Dewi", "Ratna Dewi"),
        ("news from The Archipelago Post", "The Archipelago Post"),
        ("berita banjir", ""),
        ("artikel yang ditulis Budi Wicaksono", "Budi Wicaksono"),
        ("artikel yg ditulis oleh Ratna Dewi", "Ratna Dewi"),
        ("articles written by Dimas Prakoso", "Dimas Prakoso"),
        ("berita apa saja dari Metro Harian?", "Metro Harian"),
    ],
)
def test_a_request_may_name_a_source(question: str, source: str) -> None:
    request = article_request(question, ["id", "en"])
    assert request
    assert request.source == source


@pytest.mark.parametrize(
    "question",
    [
        "siapa yang menulis artikel tentang haji?",
        "Why was BicaraAI ordered to pay for copying articles?",
        "berapa orang membaca berita itu?",
        "banjir Bekasi",
        "Who reports fake news?",
        "did anything happen?",
    ],
)
def test_a_question_that_only_mentions_articles_is_no_request(question: str) -> None:
    assert article_request(question, ["id", "en"]) is None
