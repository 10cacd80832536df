"""Ask the examples with the engine on disk and with a real OpenSearch."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.library import Library
from tests.conftest import EXAMPLES
from tests.opensearch.places import REAL, opensearch_location

QUESTIONS = (
    "Siapa pencetak gol terbanyak?",
    "Who won the World Cup?",
    "What did Webb see first?",
    "Berapa paragraf tentang NASA?",
    "Кто получил Нобелевскую премию мира?",
    "Kapan perjanjian ditandatangani?",
    "teleskop gamabr pertama",
    "messi argentina penalties",
    "unicorn zebra",
    "berita terbaru",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL, reason="there is no OpenSearch: make test-cluster starts one"),
]


def answers(library: Library) -> list[object]:
    asked = [library.ask(question) for question in QUESTIONS]
    quoted = [[(one.paragraph.id, one.shown, one.answer) for one in answer.quotes] for answer in asked]
    said = [(one.verdict, one.reason, round(one.confidence, 6), one.corrections) for one in asked]
    return list(zip(said, quoted, strict=True))


def test_the_examples_get_the_same_answers(settings: Settings, tmp_path: Path) -> None:
    with opensearch_location(tmp_path / "remote") as location:
        assert location.cluster
        named = {"opensearch_url": location.cluster.urls, "opensearch_index": location.cluster.index}
        remote = replace(settings, kutip_data=tmp_path / "remote", kutip_engine="opensearch", **named)  # type: ignore[arg-type]
        found = []
        for made in (settings, remote):
            with open_configured_library(made) as library:
                assert not [one for one in library.add([str(EXAMPLES)]) if isinstance(one, Exception)]
                found.append(answers(library))
    assert found[0] == found[1]
