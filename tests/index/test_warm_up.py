"""Before the first question, what all questions share is loaded."""

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.ingestion.readers import parse_text
from index.model.records import SHARED, Credits
from index.query.expected import countries
from tests.fakes import FakeEmbedder


class NotingEmbedder(FakeEmbedder):
    """An embedder that counts the questions it embeds."""

    questions = 0

    def embed_question(self, text: str) -> NDArray[np.float32]:
        self.questions += 1
        return super().embed_question(text)


def test_the_embedder_and_the_tables_are_loaded_before_the_first_question(settings: Settings) -> None:
    countries._codes.cache_clear()
    embedder = NotingEmbedder()
    with open_configured_library(settings, embedder=embedder) as library:
        parsed = parse_text("Kanal\n\nPresiden membuka kanal baru di Lumbir.", "x", Credits(title=""), 10**6)
        list(library.add_read(parsed, SHARED))
        library.warm_up()
        assert embedder.questions
        assert countries._codes.cache_info().currsize
        before = countries._codes.cache_info().misses
        library.ask("siapa presiden Belanda?")
        assert countries._codes.cache_info().misses == before


def test_an_empty_library_warms_up(settings: Settings) -> None:
    with open_configured_library(settings, embedder=FakeEmbedder()) as library:
        library.warm_up()
        assert not library.ask("siapa presiden Belanda?").quotes
