"""The contract of every vector index."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("simsimd", reason="the extra semantic is not installed")

from index.model.errors import EngineBusy, EngineError, Fault
from index.model.features import CosineSimilarity
from index.retrieval.dense import IN_OPENSEARCH, VECTOR_INDEXES, open_vector_index
from index.retrieval.dense.base import EmbeddedParagraph, VectorIndex
from index.retrieval.location import IndexLocation
from tests.opensearch.places import opensearch_location

DIMENSIONS = 64
HERE, THERE = frozenset({"shared"}), frozenset({"chat:1"})
Floats = NDArray[np.float32]


def opened(name: str, location: IndexLocation, version: str = "m") -> VectorIndex:
    index = open_vector_index(name, location, version, DIMENSIONS)
    assert index
    return index


@pytest.fixture(params=sorted(VECTOR_INDEXES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def location(name: str, tmp_path: Path) -> Iterator[IndexLocation]:
    folder = tmp_path / "vectors"
    with opensearch_location(folder) if name == IN_OPENSEARCH else nullcontext(IndexLocation(folder)) as place:
        yield place


@pytest.fixture
def index(name: str, location: IndexLocation) -> Iterator[VectorIndex]:
    with closing(opened(name, location)) as found:
        yield found


def some(count: int, seed: int = 0) -> Floats:
    made = np.random.default_rng(seed).normal(size=(count, DIMENSIONS))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def paragraph(
    number: int, whole: Floats, library: str = "shared", parts: Floats | None = None
) -> EmbeddedParagraph:
    return EmbeddedParagraph(number, library, whole, some(0) if parts is None else parts)


def ids(index: VectorIndex, vector: Floats, libraries: frozenset[str] = HERE, limit: int = 5) -> list[int]:
    return [hit.paragraph_id for hit in index.nearest(vector, libraries, limit)]


def test_an_empty_index_finds_nothing(index: VectorIndex) -> None:
    assert index.nearest(some(1)[0], HERE, 5) == []
    assert index.cosines(some(1)[0], [1, 2]) == {}
    assert (index.count(), index.count(HERE), index.generation()) == (0, 0, 0)
    assert index.missing([3, 1]).tolist() == [1, 3]


def test_the_nearest_come_first_with_their_cosines(index: VectorIndex) -> None:
    made = some(5000)
    index.add([paragraph(number, vector) for number, vector in enumerate(made, 1)])
    question = some(1, seed=9)[0]
    exact = made @ question
    hits = index.nearest(question, HERE, 20)
    assert hits[0].paragraph_id == exact.argmax() + 1
    assert len({hit.paragraph_id for hit in hits} & set(np.argsort(-exact)[:20] + 1)) >= 19
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(abs(hit.score - exact[hit.paragraph_id - 1]) < 0.01 for hit in hits)
    assert index.cosines(question, [7, 99_999])[7].whole == pytest.approx(exact[6], abs=0.01)


def test_equal_cosines_are_ordered_by_id(index: VectorIndex) -> None:
    (vector,) = some(1)
    index.add([paragraph(number, vector) for number in (5, 3, 9, 1)])
    assert ids(index, vector) == [1, 3, 5, 9]


def test_a_search_sees_only_the_libraries_in_scope(index: VectorIndex) -> None:
    made = some(3)
    index.add([paragraph(1, made[0]), paragraph(2, made[1], "chat:1"), paragraph(3, made[2], "chat:2")])
    assert ids(index, made[1]) == [1]
    assert ids(index, made[1], HERE | THERE) == [2, 1]
    assert ids(index, made[1], frozenset({"chat:9"})) == ids(index, made[1], frozenset()) == []
    assert (index.count(THERE), index.count(frozenset({"chat:9"})), index.count()) == (1, 0, 3)


def test_a_few_paragraphs_in_scope_are_found_among_many(index: VectorIndex) -> None:
    made = some(3000)
    libraries = ("chat:1" if number % 500 == 0 else "shared" for number in range(3000))
    index.add([paragraph(number, *pair) for number, pair in enumerate(zip(made, libraries, strict=True))])
    found = ids(index, made[500], THERE, limit=3)
    assert (found[0], len(found)) == (500, 3)
    assert all(number % 500 == 0 for number in found)


def test_the_nearest_part_of_a_paragraph_is_reported(index: VectorIndex) -> None:
    made = some(6)
    index.add([paragraph(1, made[0], parts=made[1:4]), paragraph(2, made[4])])
    whole, nearest, part = index.cosines(made[2], [1])[1]
    assert whole == pytest.approx(made[0] @ made[2], abs=0.01)
    assert (round(nearest, 1), part) == (1, 1)
    (alone,) = index.cosines(made[4], [2]).values()
    assert alone == CosineSimilarity(alone.whole, alone.whole, None)


def test_a_known_id_gets_the_new_vectors(index: VectorIndex) -> None:
    made = some(6)
    index.add([paragraph(5, made[0], parts=made[1:4]), paragraph(2, made[4])])
    index.add([paragraph(5, made[5], "chat:1")])
    (replaced,) = index.cosines(made[5], [5]).values()
    assert (round(replaced.whole, 1), replaced.part) == (1, None)
    assert (index.count(THERE), index.count()) == (1, 2)


def test_removed_paragraphs_are_missing_and_an_unknown_id_is_no_error(index: VectorIndex) -> None:
    made = some(5)
    index.add([paragraph(2, made[0]), paragraph(5, made[1], parts=made[2:])])
    index.remove([5, 77, 10**12])
    assert ids(index, made[1]) == [2]
    assert index.missing([2, 5]).tolist() == [5]
    assert index.cosines(made[1], [5]) == {}
    index.add([])
    index.remove(range(1, 100))
    assert index.count() == 0


def test_a_mark_is_remembered_and_clearing_forgets_the_vectors(index: VectorIndex) -> None:
    index.add([paragraph(1, some(1)[0], parts=some(2))])
    index.mark(7)
    assert (index.generation(), index.count()) == (7, 1)
    index.clear(9)
    assert (index.generation(), index.count()) == (9, 0)


def test_a_durable_index_is_seen_by_others_and_after_reopening(
    index: VectorIndex, name: str, location: IndexLocation
) -> None:
    made = some(3)
    with closing(opened(name, location)) as reader:
        index.add([paragraph(1, made[0], parts=made[1:])])
        index.mark(4)
        kept = (1, 4) if index.durable else (0, 0)
        assert (reader.count(), reader.generation()) == kept
        with closing(opened(name, location)) as again:
            assert (again.count(), again.generation()) == kept
            assert [close.part for close in again.cosines(made[2], [1]).values()] == ([1] if index.durable else [])


def test_vectors_of_another_version_are_missing(index: VectorIndex, name: str, location: IndexLocation) -> None:
    index.add([paragraph(1, some(1)[0])])
    with closing(opened(name, location, "n")) as other:
        assert (other.count(), other.generation()) == (0, 0)
        other.add([paragraph(3, some(1)[0])])
        assert other.missing([1, 3]).tolist() == [1]


def test_a_second_writer_gives_up_after_its_time(index: VectorIndex) -> None:
    errors: list[EngineError] = []

    def write() -> None:
        try:
            with index.writing(wait=0):
                pass
        except EngineError as error:
            errors.append(error)

    thread = threading.Thread(target=write)
    with index.writing(), index.writing():  # one thread may nest it
        thread.start()
        thread.join()
    assert [(type(error), error.fault) for error in errors] == [(EngineBusy, Fault.VECTORS_BUSY)]
    assert errors[0].details == {"process": os.getpid()}


def test_many_threads_may_add_and_search(index: VectorIndex) -> None:
    made = some(50)
    index.add([paragraph(number, vector) for number, vector in enumerate(made, 1)])
    failures: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            for number in range(5):
                index.add([paragraph(100 + worker * 10 + number, made[number], "chat:1")])
                assert ids(index, made[0], limit=1) == [1]
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert (index.count(HERE), index.count(THERE)) == (50, 20)


def test_an_unknown_vector_index_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as error:
        open_vector_index("fast", IndexLocation(tmp_path), "m", DIMENSIONS)
    assert error.value.fault is Fault.UNKNOWN_VECTOR_INDEX
    assert error.value.details == {"name": "fast", "known": sorted(VECTOR_INDEXES)}
