"""An index follows its store, also when another process writes."""

import shutil
import time
from contextlib import closing
from dataclasses import replace

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index import analysis
from index.indexing import engine_indexer as indexing
from index.indexing.engine_indexer import EngineIndexer, Repair
from index.library import Library
from index.model.records import SHARED, ParsedArticle, ParsedParagraph, Verdict
from index.retrieval.bm25.base import BODY, TITLE
from index.retrieval.bm25.disk import DiskEngine
from index.retrieval.bm25.memory import MemoryEngine
from index.store.articles import ArticleStore
from index.store.database import Database
from tests.index.parsed_paragraphs import without_heading


def add(library: Library, text: str) -> int:
    (result,) = library.add_bytes(text.encode(), "x.txt", SHARED)
    assert not isinstance(result, Exception)
    return result.article.id


def test_an_app_sees_what_another_one_adds_updates_and_removes(settings: Settings) -> None:
    with open_configured_library(settings) as bot, open_configured_library(settings) as shell:
        add(shell, "Banjir merendam kota.")
        assert bot.ask("banjir").verdict is Verdict.FOUND
        article = '{"url": "https://kabar.example/1", "text": "%s"}'
        list(shell.add_bytes((article % "Gempa mengguncang kota.").encode(), "-", SHARED))
        assert bot.ask("gempa").verdict is Verdict.FOUND
        list(shell.add_bytes((article % "Angin merobohkan pohon.").encode(), "-", SHARED))
        assert bot.ask("gempa").verdict is Verdict.NOT_FOUND
        assert bot.ask("pohon").verdict is Verdict.FOUND
        shell.remove(1)
        assert bot.ask("banjir").verdict is Verdict.NOT_FOUND


def test_a_language_that_comes_later_is_searched_in(flood: Library) -> None:
    assert flood.ask("agreed").verdict is Verdict.NOT_FOUND
    add(flood, "The mayor and the citizens reached an agreement, and the papers agree about it.")
    assert flood.ask("what was agreed?").verdict is Verdict.FOUND


def test_a_rebuild_counts_every_paragraph_and_changes_no_answer(examples: Library) -> None:
    before = examples.ask("apa yang disepakati?").quotes
    told: list[tuple[int, int]] = []
    count = examples.rebuild(lambda done, total: told.append((done, total)))
    assert count == examples.size().paragraphs
    assert told == [(done, count) for done in range(1, count + 1)]
    assert examples.ask("apa yang disepakati?").quotes == before


def test_a_heading_is_indexed_above_its_paragraphs_and_above_no_other() -> None:
    below = (
        ParsedParagraph("Uang dikembalikan.", "Pembatalan"),
        ParsedParagraph("Sehari sebelumnya.", "Pembatalan"),
    )
    flood = ParsedArticle(title="Banjir", language="id", paragraphs=(*without_heading("Air turun."), *below))
    engine = MemoryEngine()
    with closing(Database(None)) as database:
        store = ArticleStore(database)
        store.add(SHARED, [flood, replace(flood, title="Kapal", paragraphs=without_heading("Kapal karam."))])
        EngineIndexer(store, engine).sync()
    here = frozenset({SHARED})
    assert engine.frequencies(analysis.terms("banjir kapal pembatalan", "id"), TITLE, here) == {
        "banjir": 3,
        "kapal": 1,
        "batal": 2,
    }
    assert not any(engine.frequencies(["banjir", "batal"], BODY, here).values())


@pytest.fixture
def kept(settings: Settings) -> Settings:
    """Return the settings of a closed library with articles."""
    with open_configured_library(settings) as library:
        add(library, "Banjir merendam kota.\nTanggul jebol di dua tempat.")
    return settings


def store_unindexed(settings: Settings) -> None:
    """Store an article as a process does that is killed before it indexes."""
    with closing(Database(settings.kutip_data / "kutip.db")) as database:
        parsed = ParsedArticle(title="Gempa", paragraphs=without_heading("Gempa mengguncang kota."))
        ArticleStore(database).add(SHARED, [replace(parsed, language="id")])


def asked_after_repair(settings: Settings, question: str) -> tuple[Repair | None, int]:
    with open_configured_library(settings) as library:
        return library.sync(), len(library.ask(question).quotes)


def test_an_index_in_order_needs_no_repair(kept: Settings) -> None:
    assert asked_after_repair(kept, "tanggul") == (None, 1)


def test_an_index_that_a_crash_left_behind_catches_up(kept: Settings) -> None:
    store_unindexed(kept)
    assert asked_after_repair(kept, "gempa") == (Repair.BEHIND, 1)
    assert asked_after_repair(kept, "gempa") == (None, 1)


def test_a_missing_index_is_made_anew(kept: Settings) -> None:
    shutil.rmtree(kept.kutip_data / "index")
    assert asked_after_repair(kept, "tanggul") == (Repair.UNUSABLE, 1)
    assert asked_after_repair(kept, "tanggul") == (None, 1)


def test_an_index_that_lacks_a_paragraph_is_made_anew_whatever_its_mark_says(kept: Settings) -> None:
    with closing(DiskEngine(kept.kutip_data / "index", analysis.terms_version())) as engine:
        engine.remove([2])
    assert asked_after_repair(kept, "tanggul") == (Repair.UNUSABLE, 1)


def test_an_index_ahead_of_a_store_restored_from_a_copy_is_made_anew(kept: Settings) -> None:
    shutil.copy(kept.kutip_data / "kutip.db", kept.kutip_data / "copy.db")
    with open_configured_library(kept) as library:
        add(library, "Gempa mengguncang kota.")
    (kept.kutip_data / "copy.db").replace(kept.kutip_data / "kutip.db")
    assert asked_after_repair(kept, "gempa") == (Repair.UNUSABLE, 0)
    assert asked_after_repair(kept, "tanggul") == (None, 1)


def test_what_is_added_while_another_process_writes_to_the_index_is_found_when_it_is_done(
    kept: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_MAX_WAIT_SECONDS", 0.1)
    index = DiskEngine(kept.kutip_data / "index", analysis.terms_version())
    with open_configured_library(kept) as library, closing(index) as other:
        with other.writing():
            add(library, "Gempa mengguncang kota.")
            assert library.is_behind()
            assert library.ask("gempa").verdict is Verdict.NOT_FOUND
            assert library.ask("tanggul").verdict is Verdict.FOUND
        time.sleep(0.3)
        assert library.ask("gempa").verdict is Verdict.FOUND
        assert not library.is_behind()


def test_an_engine_in_memory_is_never_called_broken(kept: Settings) -> None:
    assert asked_after_repair(replace(kept, kutip_engine="memory"), "tanggul") == (None, 1)
