"""Small talk is recognised, and real questions are not taken for it."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.model.records import Reason, Verdict
from index.model.small_talk import SmallTalk
from index.query.small_talk import small_talk_in, without_small_talk
from tests.conftest import SHARED

JUDGED = Path(__file__).parents[2] / "data" / "small_talk"
LANGUAGES = ("id", "en")
NEWSROOM = SHARED / "data" / "newsroom-id" / "questions.jsonl"
PRECISION = 0.99
# Small talk by itself; before these words, it is what they ask about.
WITH_ITS_SUBJECT = [
    "bantuan kapan cair?",
    "Bantuan, kapan cair?",
    "butuh bantuan apa saja korban banjir?",
    "petunjuk apa yang ditemukan polisi?",
    "menu apa yang disajikan di sekolah?",
    "perintah siapa yang dijalankan tentara?",
    "panduan apa yang diterbitkan kementerian?",
    "fitur apa yang baru?",
    "admin siapa yang ditangkap polisi?",
    "halo bantuan kapan cair?",
    "peace when was it signed?",
    "commands who gave them?",
    "help who sent it?",
    "bot apa yang diblokir kementerian?",
]


def judged(language: str) -> list[tuple[str, str]]:
    lines = (JUDGED / f"{language}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return [(text, kind) for kind, text in pairs]


def asked() -> list[str]:
    return (JUDGED / "questions.txt").read_text(encoding="utf-8").splitlines()


def shared_questions() -> Iterator[str]:
    for file in sorted((SHARED / "data").glob("*/queries*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            yield from (str(json.loads(line)["text"]) for line in lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_judged_list_is_long_and_has_no_line_twice(language: str) -> None:
    texts = [text for text, _ in judged(language)]
    assert len(texts) == len(set(texts)) >= 200
    assert len(set(asked())) == len(asked()) >= 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_judged_small_talk_is_recognised_as_what_it_is(language: str) -> None:
    wrong = [(text, kind, small_talk_in(text)) for text, kind in judged(language) if small_talk_in(text) != kind]
    assert not wrong


def test_tricky_questions_are_questions() -> None:
    wrong = [question for question in asked() if small_talk_in(question)]
    assert len(wrong) <= (1 - PRECISION) * len(asked()), wrong


@pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="the judged questions are not beside this checkout (../shared/data)"
)
def test_questions_of_judged_sets_are_questions() -> None:
    questions = list(shared_questions())
    wrong = [question for question in questions if small_talk_in(question)]
    assert questions
    assert len(wrong) <= (1 - PRECISION) * len(questions), wrong


@pytest.mark.skipif(not NEWSROOM.is_file(), reason="newsroom-id is not beside this checkout (../shared/data)")
def test_only_small_talk_of_a_newsroom_is_small_talk() -> None:
    lines = map(json.loads, NEWSROOM.read_text(encoding="utf-8").splitlines())
    wanted = {"chat": (True,), "none": (True, False)}  # nothing answers a sum either
    wrong = [
        one
        for one in lines
        if (small_talk_in(one["question"]) is not None) not in wanted.get(one["want"], (False,))
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("MAKASIIIH yaaa kakkk 🙏🏽🙏", SmallTalk.THANKS),
        ("halo, makasih, siapa kamu?", SmallTalk.IDENTITY),
        ("thanks for your help", SmallTalk.THANKS),
        ("ya", SmallTalk.ACKNOWLEDGEMENT),
        ("halo ya", SmallTalk.GREETING),
        ("❤️", SmallTalk.ACKNOWLEDGEMENT),
        ("", None),
        ("??", None),
        ("…", None),
        ("makasih " * 15, None),
        ("good god", None),
    ],
)
def test_the_whole_message_decides(message: str, said: SmallTalk | None) -> None:
    assert small_talk_in(message) == said


def test_small_talk_is_answered_without_quotes_even_where_an_article_has_its_words(library: Library) -> None:
    list(library.add_bytes(b"Suporter\n\nErick Thohir mengucapkan terima kasih.", "a.txt", "shared"))
    answer = library.ask("terima kasih")
    assert (answer.verdict, answer.reason, answer.quotes) == (Verdict.NOT_FOUND, Reason.SMALL_TALK, ())
    assert answer.small_talk is SmallTalk.THANKS
    assert library.ask("siapa mengucapkan terima kasih?").quotes


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("halo, siapa presiden?", "siapa presiden?"),
        ("Halo kak! Selamat pagi. Siapa presiden? Makasih ya 🙏", "Siapa presiden?"),
        ("halo min siapa presiden?", "siapa presiden?"),
        ("good morning, what was agreed?", "what was agreed?"),
        ("makasih kak, lalu berapa korbannya?", "lalu berapa korbannya?"),
        ("Halo BCA", "Halo BCA"),
        ("tolong dong kak berapa korbannya", "berapa korbannya"),
        ("HALOOO min mau tanya siapa presiden", "siapa presiden"),
        ("hi there, can i ask who won", "who won"),
        ("min, siapa presiden?", "siapa presiden?"),
        ("Help! Who won?", "Who won?"),
        ("apa yang disepakati?\n\nTerima kasih.\n-- \nAna Sari", "apa yang disepakati?"),
        ("halo halo bandung siapa penciptanya?", "halo halo bandung siapa penciptanya?"),
        ("Erick Thohir, Bos PSSI, siapa?", "Erick Thohir, Bos PSSI, siapa?"),
        *[(question, question) for question in WITH_ITS_SUBJECT],
        ("halo", "halo"),
        ("", ""),
    ],
)
def test_a_question_is_asked_without_the_small_talk_around_it(question: str, asked: str) -> None:
    assert without_small_talk(question) == asked
