"""Compare the engine on a real OpenSearch with the one on disk, on real questions."""

from contextlib import closing
from pathlib import Path

import pytest

from index.retrieval.bm25.disk import DiskEngine
from index.retrieval.bm25.opensearch.engine import open_in_opensearch
from tests.index.retrieval.bm25.judged_entries import DATA, agreement, best, entries, queries
from tests.opensearch.places import REAL, opensearch_location

SETS = ("facqa-id", "norquad-news-no", "tydiqa-en", "tydiqa-id", "tydiqa-ko", "xquad")
SAME_FIRST, OVERLAP = 0.995, 0.99

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL, reason="there is no OpenSearch: make test-cluster starts one"),
    pytest.mark.skipif(
        not DATA.is_dir(), reason="the judged questions are not beside this checkout (../shared/data)"
    ),
]


@pytest.mark.parametrize("name", SETS)
def test_the_same_questions_get_the_same_quotes(name: str, tmp_path: Path) -> None:
    asked = list(queries(DATA / name))
    with (
        opensearch_location(tmp_path) as location,
        closing(DiskEngine(tmp_path / "disk", "1")) as disk,
        closing(open_in_opensearch(location, "1")) as cluster,
    ):
        listed = list(entries(DATA / name))
        for engine in (disk, cluster):
            engine.add(listed)
        pairs = list(zip(best(cluster, asked), best(disk, asked), strict=True))
    same_first, overlap = agreement(pairs)
    print(f"{name}: the same first quote for {same_first:.3f} of the questions, mean overlap {overlap:.4f}")  # noqa: T201
    assert same_first >= SAME_FIRST
    assert overlap >= OVERLAP
