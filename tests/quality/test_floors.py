"""The quality of the answers stays above its floors."""

import pytest

from index.retrieval.dense.embedding_cache import CachedEmbedder
from tests.conftest import SHARED
from tools.quality import floors

JUDGED = SHARED / "data"
QUICK = ("facqa-id", "norquad-news-no", "xquad")
pytestmark = pytest.mark.skipif(not JUDGED.is_dir(), reason="the judged sets are not beside the project")


@pytest.mark.parametrize("name", floors.SETS)
def test_the_judged_sets_are_those_that_the_floors_were_measured_on(name: str) -> None:
    assert floors.digest(JUDGED / name) == floors.read()[name]["digest"], (
        "the judged set has changed: run make floors"
    )


@pytest.mark.parametrize("name", QUICK)
def test_words_alone_reach_the_floor(name: str) -> None:
    check_words(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in floors.SETS if name not in QUICK])
def test_words_alone_reach_the_floor_of_the_larger_sets(name: str) -> None:
    check_words(name)


def check_words(name: str) -> None:
    kept = floors.read()[name]["floors"]
    for language, reached in floors.by_words(JUDGED / name).items():
        assert not floors.is_below(reached, kept[language]), (language, reached, kept[language])


@pytest.mark.slow
@pytest.mark.parametrize("pair", floors.BY_MEANING)
def test_meaning_reaches_the_floor(pair: str, kept_embedder: CachedEmbedder) -> None:
    reached = floors.by_meaning(JUDGED / "xquad", floors.BY_MEANING[pair], kept_embedder)
    kept = floors.read()["xquad"]["floors"][pair]
    assert not floors.is_below(reached, kept), (reached, kept)


def test_a_measure_below_its_floor_is_found() -> None:
    floor = floors.Floor(hit_1=0.5, mrr_10=0.6)
    assert floors.is_below({"hit_1": 0.49, "mrr_10": 0.7}, floor)
    assert not floors.is_below({"hit_1": 0.5, "mrr_10": 0.6}, floor)
