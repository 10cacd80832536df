"""An answer is found only if it speaks of the word that says which one of its kind is meant."""

import math
import re
from collections.abc import Iterator

import numpy as np
import pytest

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from numpy.typing import NDArray

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits, Verdict
from tests.fakes import FakeEmbedder, FakeReranker

TEXTS = (
    ("id", "Kios Semanding\n\nJuragan kios pasar Semanding adalah Sari Dewi, kata lurah."),
    ("id", "Pupuk Iraklu\n\nHarga pupuk di Iraklu mencapai 200 rupiah per kilo."),
    ("id", "Rapat Lumbir\n\nWarga Lumbir rapat di balai desa."),
    ("id", "Jembatan Wringin\n\nJembatan Wringin dibuka setelah banjir."),
)
LACKING = ("juragan kios penhollow", "siapa juragan kios kalibata", "harga pupuk penhollow", "harga pupuk lumbir")
SPOKEN_OF = ("juragan kios semanding", "siapa juragan kios pasar", "harga pupuk iraklu")


class Synonyms(FakeEmbedder):
    """Knows that two spellings mean the same."""

    def embed_question(self, text: str) -> NDArray[np.float32]:
        return super().embed_question(text.casefold().replace("eeraclou", "iraklu"))


@pytest.fixture(scope="module")
def by_words() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        yield filled(opened)


@pytest.fixture(scope="module")
def by_meaning() -> Iterator[Library]:
    with open_library(LibraryConfig(embedder=Synonyms())) as opened:
        yield filled(opened)


def filled(library: Library) -> Library:
    for language, text in TEXTS:
        assert list(library.add_text(text, "message", Credits(title="", language=language), SHARED))
    return library


def verdict(library: Library, question: str) -> Verdict:
    return library.rank(question, frozenset({SHARED}), 5).verdict


@pytest.mark.parametrize("question", LACKING)
def test_an_answer_about_another_one_of_its_kind_is_not_found(
    by_words: Library, by_meaning: Library, question: str
) -> None:
    assert verdict(by_words, question) is not Verdict.FOUND
    assert verdict(by_meaning, question) is not Verdict.FOUND


@pytest.mark.parametrize("question", SPOKEN_OF)
def test_an_answer_that_has_the_word_is_found(by_words: Library, by_meaning: Library, question: str) -> None:
    assert verdict(by_words, question) is Verdict.FOUND
    assert verdict(by_meaning, question) is Verdict.FOUND


def test_an_answer_may_say_the_word_in_another_way(by_words: Library, by_meaning: Library) -> None:
    for question in ("berapa rupiah harga pupuk eeraclou", "berapa rupiah harga pupuk Eeraclou"):
        assert verdict(by_words, question) is not Verdict.FOUND
        assert verdict(by_meaning, question) is Verdict.FOUND


@pytest.mark.parametrize(("answers", "is_found"), [(1.4, False), (6.0, True)])
def test_an_answer_that_a_reader_has_found_may_lack_the_word(answers: float, is_found: bool) -> None:
    text = "Harga pupuk di Iraklu mencapai 200 rupiah per kilo."
    config = LibraryConfig(embedder=Synonyms(), reranker=FakeReranker({text: answers}), reading_seconds=math.inf)
    with open_library(config) as opened:
        assert (verdict(filled(opened), "harga pupuk penhollow") is Verdict.FOUND) is is_found


class Alike(FakeEmbedder):
    """Reads nothing in a name that it does not know, so that a question has the same meaning without it."""

    def embed_question(self, text: str) -> NDArray[np.float32]:
        return super().embed_question(re.sub("(?i)penhollow|kpq", "", text))


@pytest.mark.parametrize("question", ["juragan kios penhollow", "harga pupuk kpq", "jembatan penhollow banjir"])
def test_another_name_that_no_article_has_is_missed_where_meaning_does_not_tell(question: str) -> None:
    with open_library(LibraryConfig(embedder=Alike())) as opened:
        assert verdict(filled(opened), question) is not Verdict.FOUND


@pytest.mark.parametrize(
    "question",
    [
        "harga kompor",
        "harga kompor hari ini berapa",
        "berapa tarif penhollow",
        "siapa lurah penhollow",
        "bupati kalibata",
    ],
)
def test_a_kind_of_fact_alone_is_no_reason_for_a_quote(by_words: Library, question: str) -> None:
    """The library has prices and offices, but nothing of what the question is about."""
    answer = by_words.ask(question, frozenset({SHARED}))
    assert answer.verdict is Verdict.NOT_FOUND
    assert answer.withheld or not by_words.rank(question, frozenset({SHARED}), 5).quotes


@pytest.mark.parametrize(
    ("question", "is_refused"),
    [
        ("rapat warga penhollow", True),  # nearer to the quote without it
        ("rapat warga lumbir kapan", False),
        ("rapat warga desa lumbir soal irigasi waduk penhollow", False),  # a long question says more than one word
    ],
)
def test_a_doubtful_quote_that_is_nearer_without_the_subject_is_refused(
    by_meaning: Library, question: str, is_refused: bool
) -> None:
    assert (verdict(by_meaning, question) is Verdict.NOT_FOUND) is is_refused
