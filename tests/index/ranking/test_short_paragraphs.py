"""Short paragraphs below the title of their article, which say nothing of it themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.features import Features
from index.model.lazy.late import Late
from index.model.records import SHARED, Article, Credits, Paragraph, Verdict
from index.query.parsing import parse
from index.ranking.bounds import bounded
from index.ranking.candidates import Candidate
from index.ranking.scoring import Ranked
from tests.fakes import FakeEmbedder

FIRE = "Sebanyak 40 kios di Pasar Lembayung hangus.\n\nTidak ada korban.\n\nPolisi menyelidiki sebabnya."
FERRY = "A ferry with 40 people aboard sank off Corran.\n\nThe cause is not known.\n\nRescue boats came quickly."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(LibraryConfig(tmp_path / "kutip.db", tmp_path, "disk", FakeEmbedder())) as opened:
        for title, text, language in (
            ("Pasar Lembayung terbakar", FIRE, "id"),
            ("Ferry sinking off Corran", FERRY, "en"),
        ):
            assert list(opened.add_text(text, "message", Credits(title=title, language=language), SHARED))
        opened.embed()
        yield opened


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("kebakaran di Pasar Lembayung", "Lembayung"),
        ("ferry sinking", "ferry"),
        ("ferry accident off Corran", "ferry"),
    ],
)
def test_the_first_quote_has_a_word_of_the_question(library: Library, question: str, word: str) -> None:
    assert word in library.ask(question).closest.quotes[0].text


def ranked(number: int, score: float, matched: set[int], in_heading: set[int]) -> Ranked:
    article = Article(id=1, library=SHARED, paragraph_count=3, title="Pasar Lembayung terbakar")
    said, above = frozenset(matched), frozenset(in_heading)
    paragraph = Paragraph(number, 1, number, "Teks.")
    candidate = Candidate(article, paragraph, 1, Late.known(()), [], said, [], frozenset({0}), above, 0, 0)
    return Ranked(candidate, Features(meaning=0.8, part=0.8), score, None)


def test_the_words_of_a_heading_are_those_of_the_paragraph_below() -> None:
    question = parse("Lembayung ganti rugi", ("id",), None)
    fire, none_hurt, compensation = (
        ranked(1, 5, {0}, set()),
        ranked(2, 7, set(), set()),
        ranked(3, 6, set(), {1, 2}),
    )
    scores = {one.candidate.paragraph.id: one.score for one in bounded([fire, none_hurt, compensation], question)}
    assert scores == {1: 5, 2: pytest.approx(5.99), 3: 6}


def test_an_answer_is_never_found_by_its_title_alone(library: Library) -> None:
    library.remove(2)
    article = Credits(title="Sinking of the Corran ferry", language="en")
    assert list(library.add_text("The cause is not known.", "message", article, SHARED))
    library.embed()
    for question in ("sinking ferry Corran", "sinking of the ferry", "Corran sinking"):
        assert library.ask(question).verdict is not Verdict.FOUND
