"""Vectors follow the store: what is added gets one, what is removed loses it, whenever one stops."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from index.indexing.semantic import Meaning
from index.indexing.vector_indexer import VectorIndexer
from index.ingestion.ingest import ingest
from index.ingestion.readers import read_text
from index.model.records import Credits
from index.retrieval.dense.base import Embedder
from index.store.articles import ArticleStore
from index.store.database import Database
from tests.fakes import FakeEmbedder

SHARED = frozenset({"shared"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ArticleStore]:
    database = Database(tmp_path / "kutip.db")
    yield ArticleStore(database)
    database.close()


def add(store: ArticleStore, title: str, count: int = 3, library: str = "shared") -> int:
    text = "\n".join(f"{title} membahas hal nomor {number} dengan panjang lebar." for number in range(count))
    results = list(ingest(store, read_text(text, title, Credits(title=title), 10**6), library))
    return results[0].article.id  # type: ignore[union-attr]


def indexer_of(store: ArticleStore, folder: Path | None, embedder: Embedder | None = None) -> VectorIndexer:
    return Meaning(store, embedder or FakeEmbedder(), folder).needed()


def test_all_paragraphs_get_a_vector_once(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir", 40)
    add(store, "Pemilu", 2, "chat:1")
    embedder, steps = FakeEmbedder(), list[tuple[int, int]]()
    indexer = indexer_of(store, tmp_path / "vectors", embedder)
    assert indexer.is_behind()
    assert indexer.embed(lambda done, total: steps.append((done, total))) == 42
    assert not indexer.is_behind()
    assert steps == [(32, 42), (42, 42)]
    assert embedder.embedded[0].startswith("Banjir. ")
    assert any(text.startswith("Pemilu. ") for text in embedder.embedded[:32])  # the newest first
    assert indexer.embed() == 0
    assert len(embedder.embedded) == 42
    assert (indexer.vectors.count(SHARED), indexer.made_and_stored()) == (40, (42, 42))


@pytest.mark.parametrize("kept", [True, False])
def test_who_asks_finds_what_is_alike(store: ArticleStore, tmp_path: Path, kept: bool) -> None:
    add(store, "Banjir")
    number = add(store, "Pemilu")
    indexer = indexer_of(store, tmp_path / "vectors" if kept else None)
    indexer.embed()
    question = indexer.embedder.of_question("pemilu hal nomor 1")
    best = indexer.vectors.nearest(question, SHARED, 1)[0].paragraph_id
    article, paragraph = store.find([best], SHARED)[best]
    assert (article.id, paragraph.number) == (number, 2)


def test_what_is_removed_is_forgotten(store: ArticleStore, tmp_path: Path) -> None:
    number, _ = add(store, "Banjir"), add(store, "Pemilu")
    indexer = indexer_of(store, tmp_path)
    indexer.embed()
    store.remove(number, SHARED)
    assert indexer.is_behind()
    indexer.drop_removed()
    assert (indexer.is_behind(), indexer.vectors.count()) == (False, 3)


def add_long(store: ArticleStore) -> int:
    sentences = [f"Kalimat ini membahas perkara{number} dengan panjang lebar." for number in range(20)]
    results = list(ingest(store, read_text(" ".join(sentences), "x", Credits(title="Panjang"), 10**6), "shared"))
    return results[0].article.id  # type: ignore[union-attr]


def test_a_long_paragraph_is_found_by_one_part_of_it(store: ArticleStore, tmp_path: Path) -> None:
    number = add_long(store)
    meaning = Meaning(store, FakeEmbedder(), tmp_path)
    meaning.needed().embed()
    (paragraph,) = store.paragraphs(number)
    for word, part in (("perkara1", 0), ("perkara18", 2)):
        meant = meaning.of(word)
        assert meant
        assert meant.cosines([paragraph.id])[paragraph.id].part == part
    store.remove(number, SHARED)
    meaning.needed().drop_removed()
    assert (meaning.needed().vectors.count(), meaning.needed().of_parts.count()) == (0, 0)


def test_a_short_paragraph_is_its_own_nearest_part(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir", 1)
    meaning = Meaning(store, FakeEmbedder(), tmp_path)
    meaning.needed().embed()
    meant = meaning.of("banjir")
    assert meant
    ((whole, nearest, part),) = meant.cosines(store.paragraph_ids()).values()
    assert (nearest, part) == (whole, None)
    assert meaning.needed().of_parts.count() == 0


def test_one_may_stop_at_any_time_and_go_on(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir", 100)
    first = indexer_of(store, tmp_path)
    answers = iter([True, True, False])
    assert first.embed(is_wanted=lambda: next(answers)) == 64
    embedder = FakeEmbedder()
    assert indexer_of(store, tmp_path, embedder).embed() == 36
    assert len(embedder.embedded) == 36


def test_changes_made_meanwhile_are_followed(store: ArticleStore, tmp_path: Path) -> None:
    old = add(store, "Banjir", 40)
    indexer = indexer_of(store, tmp_path)

    def change(done: int, _total: int) -> None:
        if done == 32 and store.size(SHARED).articles == 1 and store.articles(SHARED)[0].id == old:
            store.remove(old, SHARED)
            add(store, "Pemilu", 5)

    assert indexer.embed(change) == 32 + 5
    assert indexer.made_and_stored() == (5, 5)
    assert not indexer.is_behind()


def test_another_model_makes_them_anew(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir")
    indexer_of(store, tmp_path).embed()
    other = indexer_of(store, tmp_path, FakeEmbedder("fake-2"))
    assert other.is_behind()
    assert other.embed() == 3


def test_vectors_of_a_newer_store_are_of_no_use(store: ArticleStore, tmp_path: Path) -> None:
    add(store, "Banjir")
    indexer = indexer_of(store, tmp_path)
    indexer.embed()
    indexer.vectors.mark(99)
    assert indexer.embed() == 3
    assert not indexer.is_behind()
