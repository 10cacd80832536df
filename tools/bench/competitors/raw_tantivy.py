"""tantivy without Kutip: it indexes the same terms and answers the same query."""

from collections.abc import Callable, Iterable
from pathlib import Path

from tantivy import Document, Index, Query, SchemaBuilder

from index.retrieval.bm25.base import BODY, FIELD_WEIGHTS, TITLE
from index.retrieval.bm25.tantivy_snapshot import Snapshot
from index.retrieval.index_folder import IndexFolder
from tools.bench.competitors.recording import Searched
from tools.bench.jobs import Results
from tools.bench.measuring import Measured, Stopwatch, disk_mib, peak_mib
from tools.bench.place import Place
from tools.bench.rows import Row

_HEAP = 256 << 20  # bytes
_THREADS = 2


def build(place: Place) -> Results:
    """Measure the indexing of finished terms, until all merges are done."""
    folder = place.index("tantivy")
    folder.mkdir()
    watch = Stopwatch()
    writer = _new(folder).writer(heap_size=_HEAP, num_threads=_THREADS)
    for number, (body, title) in enumerate(place.read_terms()):
        document = Document()
        document.add_unsigned("id", number)
        document.add_text(BODY, " ".join(body))
        document.add_text(TITLE, " ".join(title))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    built = Measured(build_s=watch.seconds(), build_mib=peak_mib(), disk_mib=disk_mib(folder))
    return {Row.TANTIVY: built}


def same_searches(place: Place, searches: Iterable[Searched]) -> list[Callable[[], object]]:
    """Return a function for each search that asks tantivy alone. The queries are made before the clock starts.

    Only for the engine `disk`, whose index and queries these are.
    """
    return searches_of(place.settings.kutip_data / "index", searches)


def searches_of(index: Path, searches: Iterable[Searched]) -> list[Callable[[], object]]:
    """Return ``same_searches`` of the index of the engine `disk` in this folder."""
    folder = IndexFolder(index)
    state = folder.state()
    if state is None:
        raise FileNotFoundError(folder.path)
    opened = Index.open(str(folder.path / state.folder))
    searcher, snapshot = opened.searcher(), Snapshot(opened)

    def asking(query: Query, limit: int) -> Callable[[], object]:
        # Counting all matches would visit each of them.
        return lambda: searcher.search(query, limit, count=False).hits

    return [asking(snapshot.query(searched.query), searched.limit) for searched in searches]


def _new(folder: Path) -> Index:
    builder = SchemaBuilder().add_unsigned_field("id", fast=True)
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return Index(builder.build(), path=str(folder))
