"""A paragraph with a part of a name says all of it, where its article has the whole name."""

import pytest

from index.library import open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits, Verdict
from index.query.parsing import parse
from index.ranking.article_context import ArticleContext
from index.ranking.candidates import Candidates

SENTENCED = (
    "Hakim di Lumbir menghukum Wirya Saputra tujuh tahun penjara, Kamis.\n\n"
    "Wirya ditangkap di sebuah kapal pada 9 September 2025.\n\n"
    "Saputra juga membayar denda, kata jaksa."
)
OTHER = "Wirya lain datang ke pasar pada Senin."


@pytest.mark.parametrize(
    ("question", "implied"),
    [
        ("kapan wirya saputra ditangkap", [set(), {"saputra"}, {"wirya"}, set()]),
        # The whole name stands nowhere in this order.
        ("kapan saputra wirya ditangkap", [set(), set(), set(), set()]),
        ("kapan wirya ditangkap", [set(), set(), set(), set()]),
        # Words that are no name are not implied.
        ("apakah tujuh tahun lamanya", [set(), set(), set(), set()]),
    ],
)
def test_the_rest_of_a_name_is_implied_within_its_article(question: str, implied: list[set[str]]) -> None:
    with open_library(LibraryConfig()) as library:
        for text in (SENTENCED, OTHER):
            assert list(library.add_text(text, "message", Credits(title="Berita", language="id"), SHARED))
        parsed = parse(question, ("id",), None)
        candidates = Candidates(library._store, frozenset({SHARED}), parsed)
        candidates.add([one.id for number in (1, 2) for one in library.article(number)[1]])
        found = sorted(candidates, key=lambda one: one.paragraph.id)
        spellings = candidates.measure.spellings
        bodies = dict.fromkeys((one.paragraph.id for one in found), 0.0)
        made = ArticleContext(found, bodies, candidates.measure).with_whole_names(found)
        assert [{spellings[index] for index in one.implied} for one in made] == implied


def test_the_paragraph_that_states_the_verb_comes_first() -> None:
    with open_library(LibraryConfig()) as library:
        assert list(library.add_text(SENTENCED, "message", Credits(title="Vonis Bupati", language="id"), SHARED))
        answer = library.ask("kapan wirya saputra ditangkap?")
        assert answer.verdict is Verdict.FOUND
        assert "9 September" in answer.quotes[0].text
