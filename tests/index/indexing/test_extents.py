"""The languages and sizes of libraries, which are looked up again only when the index has changed."""

from unittest.mock import create_autospec

from index.indexing.extents import Extent, Extents
from index.retrieval.bm25.base import Engine
from index.store.articles import ArticleStore, Size

NEWS, SPORT = frozenset({"news"}), frozenset({"sport"})


def test_an_extent_is_looked_up_once_for_each_state_of_the_index() -> None:
    store, engine = create_autospec(ArticleStore, instance=True), create_autospec(Engine, instance=True)
    store.languages.side_effect = lambda names: ("id", "en") if names == NEWS else ()
    store.size.side_effect = lambda names: Size(2, 7) if names == NEWS else Size(0, 0)
    engine.generation.return_value = 1
    extents = Extents(store, engine)
    for _ in range(3):
        assert extents.of(NEWS) == Extent(("id", "en"), 7)
        assert extents.of(SPORT) == Extent((), 0)
    assert store.size.call_count == 2
    engine.generation.return_value = 2
    store.size.side_effect = lambda _names: Size(3, 12)
    assert extents.of(NEWS).paragraphs == 12
    assert store.size.call_count == 3
