"""make attribution: what it draws, and what it writes of a small folder."""

import json
import random
from argparse import Namespace
from pathlib import Path

import pytest

from index.model.records import ParsedArticle
from tests.conftest import EXAMPLES, SHARED
from tools.attribution.alterations import Alteration, altered
from tools.attribution.corpus import divided, fillers, folder_articles
from tools.attribution.excerpts import DIRTY, EXACT, HELD_OUT, drawn

TEXT = (
    "Pada Senin, 3 Maret 2022, wali kota Budi Santoso, yang baru dilantik, tidak hadir. "
    "Rapat di Semarang dihadiri 350 orang selama 4 jam tanpa jeda sama sekali hari itu."
)


@pytest.fixture(scope="module")
def articles() -> list[ParsedArticle]:
    return folder_articles(EXAMPLES)


@pytest.mark.parametrize("kind", Alteration)
def test_an_alteration_changes_the_middle_of_a_text_and_is_the_same_each_time(kind: Alteration) -> None:
    made = {altered(TEXT, kind, "id", ["Siti"], random.Random(1)) for _ in range(3)}  # noqa: S311 - no secret
    (changed,) = made
    assert changed is not None
    assert changed != TEXT
    assert changed.split()[:2] == TEXT.split()[:2]
    assert changed.split()[-2:] == TEXT.split()[-2:]


def test_the_same_seed_draws_the_same_texts(articles: list[ParsedArticle]) -> None:
    corpus = divided(articles)
    first, second = (drawn(corpus.kept, corpus.held_out, 5, 1) for _ in range(2))
    assert first == second
    kinds = [one.kind for one in first]
    assert (kinds.count(EXACT), kinds.count(DIRTY), kinds.count(HELD_OUT)) == (5, 5, 5)
    assert all(15 <= len(one.text.split()) <= 60 for one in first if one.kind == EXACT)
    kept = " ".join(text for article in corpus.kept for text in article.texts)
    assert all(one.text in kept for one in first if one.kind == EXACT)
    assert not any(one.text in kept for one in first if one.kind == HELD_OUT)


def test_fillers_are_made_of_the_words_of_the_articles(articles: list[ParsedArticle]) -> None:
    made = list(fillers(articles, 45, 1))
    assert sum(len(one.paragraphs) for one in made) == 45
    known = {word for article in articles for text in article.texts for word in text.split()}
    assert {word for one in made for text in one.texts for word in text.split()} <= known


def test_the_page_has_a_row_for_each_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    pytest.importorskip("matplotlib", reason="the extra bench draws the plot")
    if not (SHARED / "data").is_dir():
        pytest.skip("the judged sets are not here")
    from tools.attribution.__main__ import measured

    measured(
        Namespace(
            articles=EXAMPLES, judged=SHARED / "data", paragraphs=0, most=2, seed=1, library=None,
            failures=None, out=tmp_path, talk=3,
        )
    )  # fmt: skip
    written = json.loads((tmp_path / "attribution.json").read_text())
    assert {row["kind"] for row in written["rows"]} >= {EXACT, DIRTY, HELD_OUT}
    assert "| exact |" in (tmp_path / "attribution.md").read_text()
