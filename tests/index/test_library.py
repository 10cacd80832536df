"""What a library does around its parts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index import analysis
from index.answering.search import Searcher
from index.ingestion.reading.requests import TextRequest, read
from index.ingestion.reading.results import articles_in
from index.library import Library, open_library
from index.library_articles import SHARED_ONLY
from index.library_config import LibraryConfig
from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.model.errors import AddError, EngineError, Fault
from index.model.records import SHARED, Credits, Verdict
from index.ranking.scope import Scope
from index.retrieval.bm25.disk import DiskEngine
from index.store.articles import ArticleStore
from index.store.database import Database
from tests.conftest import DATA
from tests.fakes import FakeEmbedder

ROOT = Path(__file__).parents[2]
WRITING = ("add", "remove", "replace", "mark", "writing")


def store_unindexed(library: Library, text: str) -> None:
    """Add an article as another process does that leaves the indexing to this one."""
    library.keeps_index = False
    assert list(library.add_text(text, "message", Credits(title="Kabar"), SHARED))


def test_a_searcher_writes_neither_to_the_store_nor_to_the_index(
    flood: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_unindexed(flood, "Gempa mengguncang kota.")
    location = flood.config.index_location
    with (
        closing(Database(settings.kutip_data / "kutip.db")) as database,
        closing(DiskEngine(location.folder, analysis.terms_version())) as engine,
    ):
        for name in WRITING:
            monkeypatch.delattr(DiskEngine, name)
        monkeypatch.delattr(Database, "writing")
        searcher = Searcher(ArticleStore(database), engine)
        assert searcher.ask("apa yang disepakati?", Scope(SHARED_ONLY)).quotes
        assert searcher.ask("gempa", Scope(SHARED_ONLY)).verdict is Verdict.NOT_FOUND
    assert flood.is_behind()


def test_asking_a_library_indexes_what_is_new_first(flood: Library) -> None:
    store_unindexed(flood, "Gempa mengguncang kota.")
    assert flood.is_behind()
    assert flood.ask("gempa").quotes
    assert not flood.is_behind()


class Damaged:
    """A searcher that finds damage each time."""

    def ask(self, question: str, scope: Scope) -> None:
        del question, scope
        raise EngineError(Fault.INDEX_DAMAGED, path=Path("index"), details="")


def test_a_damaged_index_is_rebuilt_once(flood: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuilt: list[int] = []
    rebuild = flood._indexer.rebuild
    monkeypatch.setattr(flood._indexer, "rebuild", lambda: rebuilt.append(rebuild()))
    monkeypatch.setattr(flood, "_searcher", Damaged())
    for _ in range(2):
        with pytest.raises(EngineError):
            flood.ask("apa yang disepakati?")
    assert rebuilt == [5]


@pytest.fixture
def empty() -> Iterator[Library]:
    with open_library(LibraryConfig()) as library:
        yield library


def test_a_text_is_answered_from_itself_and_not_kept(empty: Library) -> None:
    text = "Wali kota dan warga sepakat membangun tanggul.\n\nHarga beras naik."
    answer = empty.ask_read(
        articles_in(read(TextRequest(text, "message", Credits(title="")), DEFAULT_ARTICLE_BYTES)),
        "apa yang disepakati?",
    )
    assert [quote.paragraph.number for quote in answer.quotes] == [1]
    assert empty.size().articles == 0
    assert empty.ask("apa yang disepakati?").verdict is Verdict.NOT_FOUND


def test_a_text_with_nothing_in_it_is_refused(empty: Library) -> None:
    with pytest.raises(AddError):
        empty.ask_read(
            articles_in(read(TextRequest(" ", "message", Credits(title="")), DEFAULT_ARTICLE_BYTES)), "apa?"
        )


def test_adding_imports_nothing_that_only_questions_need(tmp_path: Path) -> None:
    code = "import sys; from bot.cli import main; main(['add', sys.argv[1]]); print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KUTIP_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-c", code, str(DATA / "banjir.txt")]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert "1 added" in run.stdout
    loaded = run.stdout.split()
    assert "index.library" in loaded
    of_questions = ("index.answering.", "index.query.", "index.evaluation.", "index.ranking.")
    # Names and contracts, which the settings know.
    reranking = "index.ranking.reranking"
    light = {"index.ranking.scope", reranking, f"{reranking}.base", f"{reranking}.reranking_server"}
    assert {name for name in loaded if name.startswith(of_questions)} == light


def test_a_short_text_is_asked_by_meaning_too(settings: Settings) -> None:
    text = "Kebakaran\n\nKebakaran pasar menewaskan tiga pedagang."
    embedder = FakeEmbedder()
    with open_configured_library(settings, embedder=embedder) as library:
        for length, is_embedded in ((1, True), (300, False)):
            embedder.embedded.clear()
            long = text + "\n\nWarga berkumpul di balai kota sejak pagi." * length
            request_ = TextRequest(long, "message", Credits(title=""))
            library.ask_read(articles_in(read(request_, DEFAULT_ARTICLE_BYTES)), "who perished?")
            assert bool(embedder.embedded) is is_embedded
