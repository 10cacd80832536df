"""The questions that people ask of the examples first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.indexing.engine_indexer import silent
from index.library import Library
from index.model.records import Verdict
from index.retrieval.dense.embedding_cache import CachedEmbedder
from tests.conftest import EXAMPLES


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, kept_embedder: CachedEmbedder) -> Iterator[Library]:
    """Yield the library of make demo, with its vectors."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with open_configured_library(Settings(kutip_data=folder), embedder=kept_embedder) as library:
        assert list(library.add([str(EXAMPLES)]))
        library.embed(silent)
        yield library


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("who won the world cup?", "Argentina are world champions"),
        ("who won the 2022 world cup?", "Argentina are world champions"),
        ("kapan Whoosh diresmikan?", "Senin (2/10/2023)"),
        ("whoosh diresmikan kpn sih", "Senin (2/10/2023)"),
        ("Кто получил Нобелевскую премию?", "Беляцк"),
        ("why did luna-25 crash?", "Причиной крушения"),
    ],
)
def test_the_right_paragraph_comes_first(demo: Library, question: str, says: str) -> None:
    answer = demo.ask(question)
    assert answer.verdict is not Verdict.NOT_FOUND
    assert says in answer.quotes[0].text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("apa yang disepakati?", "id"),
        ("siapa Podolyak?", "id"),
        ("what was agreed?", "en"),
        ("who is Podolyak?", "en"),
        ("what was agreed in Brest?", "en"),
        ("apa yg disepakati soal brest", "id"),
        ("what was agreed about brest", "en"),
    ],
)
def test_of_one_story_in_two_languages_that_of_the_question_comes_first(
    demo: Library, question: str, language: str
) -> None:
    assert demo.ask(question).quotes[0].article.language == language


@pytest.mark.slow
@pytest.mark.parametrize("message", ["terima kasih", "makasih ya", "thank you so much"])
def test_thanks_get_no_quote(demo: Library, message: str) -> None:
    answer = demo.ask(message)
    assert answer.small_talk
    assert not answer.quotes
