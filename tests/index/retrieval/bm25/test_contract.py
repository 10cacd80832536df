"""The contract of every engine, and a comparison of its ranking with that of rank-bm25."""

import math
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from index.model.errors import EngineError, Fault
from index.retrieval.bm25 import ENGINES, open_engine
from index.retrieval.bm25.base import BODY, FIELD_WEIGHTS, K1, TITLE, B, Engine, Entry, Query, idf
from index.retrieval.location import IndexLocation
from tests.opensearch.places import REAL, opensearch_location

HERE = frozenset({"shared"})


@contextmanager
def opened_engine(name: str, folder: Path) -> Iterator[Engine]:
    """Yield an engine with an index of its own."""
    place = opensearch_location(folder) if name == "opensearch" else nullcontext(IndexLocation(folder))
    with place as location, closing(open_engine(name, location, "1")) as opened:
        yield opened


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with opened_engine(request.param, tmp_path) as opened:
        yield opened


def entry(paragraph_id: int, body: str, title: str = "", library: str = "shared") -> Entry:
    return Entry(paragraph_id, library, {BODY: body.split(), TITLE: title.split()})


def query(text: str, libraries: frozenset[str] = HERE) -> Query:
    return Query(dict.fromkeys(text.split(), 1.0), libraries)


def ids(engine: Engine, text: str, libraries: frozenset[str] = HERE, limit: int = 10) -> list[int]:
    return [hit.paragraph_id for hit in engine.search(query(text, libraries), limit)]


def test_an_empty_index_finds_nothing(engine: Engine) -> None:
    assert engine.search(query("tanggul"), 10) == []
    assert engine.frequencies(["tanggul"], BODY, HERE) == {"tanggul": 0}
    assert engine.count() == 0


def test_codes_are_kept_until_their_paragraph_is_removed(engine: Engine) -> None:
    engine.add([Entry(1, "shared", {BODY: ["kota"], TITLE: []}, b"satu"), entry(2, "kota")])
    assert engine.codes([1, 2, 3]) == {1: b"satu"}
    engine.remove([1])
    assert engine.codes([1, 2, 3]) == {}


def test_paragraphs_without_words_are_accepted(engine: Engine) -> None:
    engine.add([entry(1, ""), entry(2, "")])
    assert ids(engine, "tanggul") == []
    assert engine.count() == 2


def test_exactly_the_paragraphs_that_share_a_term_are_found(engine: Engine) -> None:
    engine.add([entry(1, "banjir kota"), entry(2, "tanggul kota"), entry(3, "hujan")])
    assert set(ids(engine, "kota")) == {1, 2}
    assert set(ids(engine, "hujan banjir")) == {1, 3}
    assert ids(engine, "gempa") == []


def test_a_term_in_every_paragraph_still_finds_them(engine: Engine) -> None:
    engine.add([entry(1, "kota")])
    assert ids(engine, "kota") == [1]
    engine.add([entry(2, "kota kota"), entry(3, "kota")])
    hits = engine.search(query("kota"), 10)
    assert {hit.paragraph_id for hit in hits} == {1, 2, 3}
    assert all(hit.score > 0 for hit in hits)


def test_equal_scores_are_ordered_by_id(engine: Engine) -> None:
    engine.add([entry(n, "kota banjir") for n in (5, 3, 9, 1)])
    assert ids(engine, "kota") == [1, 3, 5, 9]
    assert ids(engine, "kota", limit=2) == [1, 3]


def test_terms_are_listed_by_their_beginning_and_field(engine: Engine) -> None:
    engine.add([entry(1, "kota kopi sungai", "kolam"), entry(2, "kota laut")])
    assert engine.terms("ko", BODY, HERE) == {"kota": 2, "kopi": 1}
    assert engine.terms("ko", TITLE, HERE) == {"kolam": 1}
    assert engine.terms("x", BODY, HERE) == {}
    assert {"kota", "kopi"} <= engine.terms("ko", BODY, HERE, counted=False).keys() <= {"kota", "kopi", "kolam"}


def test_terms_are_listed_of_the_libraries_in_scope_alone(engine: Engine) -> None:
    shared = "chat cerita cha chatbot chats"
    engine.add([entry(1, shared), entry(2, "cahaya", library="chat:1"), entry(3, "cabai", library="chat:2")])
    assert engine.terms("c", BODY, HERE) == dict.fromkeys(shared.split(), 1)
    assert engine.terms("c", BODY, frozenset({"chat:1"})) == {"cahaya": 1}
    assert engine.terms("c", BODY, HERE | {"chat:2"}) == dict.fromkeys([*shared.split(), "cabai"], 1)


def test_the_rarer_word_counts_more(engine: Engine) -> None:
    engine.add([entry(1, "kota kota sungai"), entry(2, "tanggul kota laut"), entry(3, "kota gunung sawah")])
    assert ids(engine, "kota tanggul")[0] == 2


def test_a_known_id_is_replaced(engine: Engine) -> None:
    engine.add([entry(1, "banjir")])
    engine.add([entry(1, "kering")])
    assert ids(engine, "banjir") == []
    assert ids(engine, "kering") == [1]
    assert engine.count() == 1


def test_removed_paragraphs_are_not_found_and_an_unknown_id_is_no_error(engine: Engine) -> None:
    engine.add([entry(1, "banjir"), entry(2, "banjir")])
    engine.remove([1, 77])
    assert ids(engine, "banjir") == [2]
    assert engine.frequencies(["banjir"], BODY, HERE) == {"banjir": 1}


def test_a_search_sees_only_the_libraries_in_scope(engine: Engine) -> None:
    engine.add([entry(1, "banjir"), entry(2, "banjir", library="chat:7"), entry(3, "banjir", library="chat:8")])
    assert ids(engine, "banjir") == [1]
    assert ids(engine, "banjir", frozenset({"shared", "chat:7"})) == [1, 2]
    assert ids(engine, "banjir", frozenset()) == []
    assert engine.frequencies(["banjir"], BODY, frozenset({"chat:7"})) == {"banjir": 1}
    assert (engine.count(), engine.count(HERE)) == (3, 1)


def test_a_title_raises_a_paragraph_and_counts_half(engine: Engine) -> None:
    engine.add(
        [entry(1, "air naik"), entry(2, "air naik", title="banjir kota"), entry(3, "hujan", title="banjir")]
    )
    assert ids(engine, "air banjir")[0] == 2
    assert set(ids(engine, "air banjir")) == {1, 2, 3}
    (alone,) = engine.search(query("hujan"), 10)
    engine.add([entry(4, "kering", title="kemarau")])
    (titled,) = engine.search(query("kemarau"), 10)
    assert 0 < titled.score < alone.score
    assert engine.frequencies(["banjir"], TITLE, HERE) == {"banjir": 2}


def test_a_term_of_weight_zero_finds_nothing(engine: Engine) -> None:
    engine.add([entry(1, "kota"), entry(2, "banjir")])
    assert [hit.paragraph_id for hit in engine.search(Query({"kota": 0.0, "banjir": 0.5}, HERE), 10)] == [2]


def test_many_threads_may_add_and_search(engine: Engine) -> None:
    engine.add([entry(n, "kota banjir") for n in range(1, 50)])
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for n in range(20):
                engine.add([entry(1000 + number * 100 + n, "kota")])
                assert len(ids(engine, "kota", limit=5)) == 5
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert engine.count() == 49 + 80


WORDS = ["banjir", "kota", "tanggul", "air", "warga", "hujan", "sungai"]
BODIES = st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=15)


def formula(bodies: list[list[str]], asked: list[str]) -> dict[int, float]:
    """Return the scores of BM25 with Lucene's idf, written out: a check without rank-bm25."""
    average = sum(map(len, bodies)) / len(bodies)
    expected = {}
    for n, body in enumerate(bodies, 1):
        score = 0.0
        for term in asked:
            containing = sum(term in other for other in bodies)
            weight = math.log(1 + (len(bodies) - containing + 0.5) / (containing + 0.5))
            norm = K1 * (1 - B + B * len(body) / average) if average else 1
            score += weight * body.count(term) * (K1 + 1) / (body.count(term) + norm)
        if any(term in body for term in asked):
            expected[n] = score
    return expected


@pytest.mark.parametrize("name", sorted(ENGINES))
@given(bodies=BODIES, asked=st.lists(st.sampled_from([*WORDS, "gempa"]), min_size=1, max_size=4, unique=True))
@settings(deadline=None, max_examples=20 if REAL else 60)  # each makes an index
def test_scores_are_those_of_the_formula(name: str, bodies: list[list[str]], asked: list[str]) -> None:
    if name == "opensearch":  # the average length of Lucene leaves out paragraphs without a term
        bodies = [body or WORDS[:1] for body in bodies]
    expected = formula(bodies, asked)
    with TemporaryDirectory() as folder, opened_engine(name, Path(folder)) as engine:
        engine.add([Entry(n, "shared", {BODY: body, TITLE: []}) for n, body in enumerate(bodies, 1)])
        found = {hit.paragraph_id: hit.score for hit in engine.search(query(" ".join(asked)), 100)}
    # tantivy computes with 32 bits.
    assert found == pytest.approx(expected, rel=1e-5)


def test_rare_terms_rank_as_in_rank_bm25(engine: Engine) -> None:
    """For rare terms the idf of BM25Okapi and of Lucene give the same order."""
    bodies = [f"{a} {b} {'air ' * n}" for n, (a, b) in enumerate(product("abcdefgh", "ijklmnop"))]
    engine.add([entry(n, body) for n, body in enumerate(bodies)])
    reference = BM25Okapi([body.split() for body in bodies], k1=K1, b=B)
    for asked in ("a i", "c p", "h"):
        scores = reference.get_scores(asked.split())
        ranked = sorted((n for n in range(len(bodies)) if scores[n] > 0), key=lambda n: (-scores[n], n))
        assert ids(engine, asked, limit=100) == ranked


def test_idf_is_above_zero_however_common_the_term() -> None:
    assert idf(1, 1) == pytest.approx(math.log(1 + 0.5 / 1.5))
    assert idf(10, 10) > 0
    assert idf(10, 0) > idf(10, 1) > idf(10, 9)


def test_an_unknown_engine_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as error:
        open_engine("fast", IndexLocation(tmp_path), "1")
    assert error.value.fault is Fault.UNKNOWN_ENGINE
    assert error.value.details == {"name": "fast", "known": sorted(ENGINES)}


def test_every_field_has_a_weight() -> None:
    assert set(FIELD_WEIGHTS) == {BODY, TITLE}
