"""One state of a tantivy index, to search in: what is committed later does not change it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import tantivy

from index.model.records import SHARED, Hit
from index.retrieval.bm25.base import FIELD_WEIGHTS, Entry, Query, idf

ID = "id"
_LIBRARY = "library"
# Between a library's name and a term. It is no white space to tantivy, but to Python, so it is in no term.
_SEPARATOR = "\x1f"
# Fetched beyond what is asked for, as of equal scores those with the lowest ids come first, wherever they stand.
_TIES = 10
# tantivy's own count includes deleted paragraphs. Up to this frequency they are taken out exactly, in
# microseconds, above it by their share.
_COUNTED = 1000


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    # An integer and not unsigned, as tantivy deletes by these alone.
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_text_field(_LIBRARY, tokenizer_name="raw", index_option="basic")
    for name in FIELD_WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def document(entry: Entry) -> tantivy.Document:
    made = tantivy.Document()
    made.add_integer(ID, entry.paragraph_id)
    made.add_text(_LIBRARY, entry.library)
    prefix = _prefix(entry.library)
    for name, terms in entry.terms.items():
        if terms:
            # Joined and split again: tokens made in Python take six times as long.
            made.add_text(name, prefix + f" {prefix}".join(terms))
    return made


def _prefix(library: str) -> str:
    """Return what makes the terms of a library its own."""
    # By far the largest goes without: tantivy takes a quarter less time. No term has the separator in it.
    return "" if library == SHARED else library + _SEPARATOR


class Snapshot:
    """Safe in any thread. Raises ValueError as tantivy does, when its files are damaged."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        # Deleted paragraphs count here until their segment is merged, as they do in tantivy's own statistics.
        self._written = dict(self._searcher.terms_with_prefix(_LIBRARY, ""))
        self._total = sum(self._written.values())
        self._has_deleted = self._total != self._searcher.num_docs
        self._counts: dict[str, int] = {} if self._has_deleted else self._written

    @cached_property
    def highest(self) -> int:
        """The highest id indexed; 0 when there is none."""
        found = self._searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field=ID).hits
        return int(found[0][0]) if found else 0

    def search(self, query: Query, limit: int) -> list[Hit]:
        asked = self.query(query)
        fetched = limit + _TIES
        while True:
            found = self._searcher.search(asked, fetched, count=False).hits
            if len(found) < fetched or found[limit - 1][0] > found[-1][0]:
                break
            fetched *= 8
        ids = self._searcher.fast_field_values(ID, [address for _, address in found])
        ranked = sorted((-score, int(number or 0)) for (score, _), number in zip(found, ids, strict=True))
        return [Hit(number, -score) for score, number in ranked[:limit]]

    def query(self, query: Query) -> tantivy.Query:
        """Return what tantivy is asked: any of the terms, so that it may skip what cannot be among the best."""
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, clause) for clause in self._clauses(query)])

    def frequency(self, field: str, term: str, libraries: Iterable[str]) -> int:
        return sum(self._frequency(field, key, library) for library, key in self._keys(term, libraries))

    def count(self, libraries: Iterable[str] | None = None) -> int:
        if libraries is None:
            return self._searcher.num_docs
        return sum(self._count(library) for library in libraries)

    def _clauses(self, query: Query) -> Iterator[tantivy.Query]:
        count = self.count(query.libraries)
        for field, field_weight in query.fields.items():
            for term, weight in query.terms.items():
                keys = self._keys(term, query.libraries)
                frequencies = [self._frequency(field, key, library) for library, key in keys]
                if field_weight * weight <= 0 or not any(frequencies):
                    continue
                wanted = field_weight * weight * idf(count, sum(frequencies))
                for _, key in keys:
                    # tantivy weighs by the whole index and, as each library has terms of its own, by one library.
                    own = idf(self._total, self._searcher.doc_freq(field, key))
                    one = tantivy.Query.term_query(self._schema, field, key, "freq")
                    yield tantivy.Query.boost_query(one, wanted / own)

    def _keys(self, term: str, libraries: Iterable[str]) -> Sequence[tuple[str, str]]:
        return [(name, _prefix(name) + term) for name in libraries if name in self._written]

    def _frequency(self, field: str, key: str, library: str) -> int:
        frequency = self._searcher.doc_freq(field, key)
        if not self._has_deleted or not frequency:
            return frequency
        if frequency > _COUNTED:
            return round(frequency * self._count(library) / self._written[library])
        return self._exactly(field, key)

    def _count(self, library: str) -> int:
        if library in self._written and library not in self._counts:
            self._counts[library] = self._exactly(_LIBRARY, library)
        return self._counts.get(library, 0)

    def _exactly(self, field: str, key: str) -> int:
        one = tantivy.Query.term_query(self._schema, field, key, "basic")
        found = self._searcher.search(one, 1, count=True)
        return int(found.count or 0)  # type: ignore[attr-defined]
