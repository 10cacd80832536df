"""While only some paragraphs have vectors, answers are as good as by words alone, or better."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.evaluation.asking import ask, fill
from index.evaluation.sets import read_set
from index.evaluation.tasks import Choice, Task, tasks
from index.ingestion.readers import parse_text
from index.library import Library
from index.model.records import SHARED, AddResult, Credits
from index.retrieval.dense import NO_EMBEDDER
from index.retrieval.dense.base import Embedder
from index.retrieval.dense.embedding_cache import CachedEmbedder
from tests import conftest
from tests.fakes import FakeEmbedder

JUDGED = conftest.SHARED / "data" / "xquad"
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
# Hit@1 of 150 questions: one of them may fall on either side.
TOLERANCE = 0.01


@pytest.fixture
def partly_embedded(settings: Settings) -> Iterator[tuple[Library, FakeEmbedder]]:
    """Yield a library with vectors for its older articles and none for its 60 newer ones."""
    embedder = FakeEmbedder()
    with open_configured_library(settings, embedder=embedder) as library:
        add(library, *(f"Pasar {number}\n\nHarga beras di pasar {number} naik lagi." for number in range(5)))
        add(library, *(f"Jembatan {number}\n\nJembatan {number} ditutup." for number in range(60)))
        yield library, embedder


def add(library: Library, *texts: str) -> None:
    """Add all of them before any vector is made."""
    parsed = [one for text in texts for one in parse_text(text, "x", Credits(title=""), 10**6)]
    for result in library.add_read(parsed, SHARED):
        assert isinstance(result, AddResult), result


def test_paragraphs_without_a_vector_get_one_for_the_question(
    partly_embedded: tuple[Library, FakeEmbedder],
) -> None:
    library, embedder = partly_embedded
    assert library.vector_coverage().embedded == 5
    answer = library.rank("jembatan ditutup", frozenset({SHARED}), 30)
    assert all(quote.match_report.features.meaning for quote in answer.quotes)
    assert sum("ditutup" in quote.text for quote in answer.quotes) == 20
    assert len(embedder.embedded) == 5 + 20
    assert library.vector_coverage().embedded == 5  # nothing is kept


def test_paragraphs_that_are_too_long_to_wait_for_are_ranked_by_words(settings: Settings) -> None:
    long = "Jembatan lama ditutup dan diperbaiki warga. " * 60
    with open_configured_library(settings, embedder=FakeEmbedder()) as library:
        add(library, "Pasar\n\nHarga beras naik.")
        add(library, *(f"Berita {number}\n\n{long}Nomor {number}." for number in range(40)))
        assert library.vector_coverage().embedded == 1
        answer = library.rank("jembatan lama atau harga beras", frozenset({SHARED}), 10)
        assert answer.quotes
        assert not any(quote.match_report.features.meaning for quote in answer.quotes)


def test_a_small_addition_has_its_vectors_at_once(settings: Settings) -> None:
    with open_configured_library(settings, embedder=FakeEmbedder()) as library:
        add(library, "Pasar\n\nHarga beras naik.")
        assert library.vector_coverage().embedded == 1
        add(library, *(f"Jembatan {number}\n\nJembatan {number} ditutup." for number in range(60)))
        assert library.vector_coverage().embedded == 1


@pytest.mark.slow
@pytest.mark.skipif(not JUDGED.is_dir(), reason="the judged sets are not beside the project")
def test_at_every_share_of_vectors_answers_are_between_those_by_words_and_by_meaning(
    tmp_path: Path, kept_embedder: CachedEmbedder
) -> None:
    (task,) = tasks(read_set(JUDGED), Choice(("id", "id"), most=150))
    by_words = _hits(Settings(kutip_data=tmp_path / "words"), None, task, (0.0,))
    # Twenty candidates of each question lack a vector at most shares; the cache embeds each of them once.
    hits = _hits(Settings(kutip_data=tmp_path / "meaning"), kept_embedder, task, SHARES)
    assert all(by_words[0] - TOLERANCE <= one <= hits[-1] + TOLERANCE for one in hits), (by_words, hits)


class Filled:
    """A library that is asked without computing its vectors first."""

    def __init__(self, library: Library) -> None:
        self.ingest, self.rank, self.prepare = library.ingest, library.rank, library.sync


def _hits(settings: Settings, embedder: Embedder | None, task: Task, shares: Sequence[float]) -> list[float]:
    """Return hit@1 at each share of vectors, the newest paragraphs first."""
    if embedder is None:
        settings = replace(settings, kutip_embedder=NO_EMBEDDER)
    found = []
    with open_configured_library(settings, embedder=embedder) as library:
        judged_ids = fill(Filled(library), task.paragraphs)
        for share in shares:
            if share:
                library.embed(is_wanted=lambda share=share: _share(library) < share)  # type: ignore[misc]
            asked = list(ask(Filled(library), task, judged_ids, by_article=False, refusals=False))
            found.append(sum(one.rank == 1 for one in asked) / len(asked))
    return found


def _share(library: Library) -> float:
    coverage = library.vector_coverage()
    return coverage.embedded / coverage.stored
