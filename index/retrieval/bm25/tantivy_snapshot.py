"""Search one state of a tantivy index, which later commits do not change."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from string import ascii_lowercase

import tantivy

from index.model.records import SHARED, Hit
from index.retrieval.bm25.base import FIELD_WEIGHTS, Entry, Query, idf

ID = "id"
_LIBRARY = "library"
# Stands between a library's name and a term. Python counts it as white space, so it is in no term; tantivy does
# not.
_SEPARATOR = "\x1f"
# Hits fetched beyond the limit, because among equal scores those with the lowest ids come first, wherever they
# are.
_SPARE_FOR_TIES = 10
# tantivy's own counts include deleted paragraphs. Up to this frequency they are subtracted exactly, which takes
# microseconds, and above it by their share.
_COUNTED_EXACTLY = 1000
_MOST_REMEMBERED = 10_000  # terms


def schema() -> tantivy.Schema:
    """Return the schema of an index: the id, the library and the terms of each field."""
    builder = tantivy.SchemaBuilder()
    # A signed integer, because tantivy deletes documents by these only.
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_text_field(_LIBRARY, tokenizer_name="raw", index_option="basic")
    for name in FIELD_WEIGHTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def document(entry: Entry) -> tantivy.Document:
    """Return an entry as tantivy indexes it."""
    made = tantivy.Document()
    made.add_integer(ID, entry.paragraph_id)
    made.add_text(_LIBRARY, entry.library)
    prefix = _prefix(entry.library)
    for name, terms in entry.terms.items():
        if terms:
            # Joined here and split by tantivy: tokens made in Python take six times as long.
            made.add_text(name, prefix + f" {prefix}".join(terms))
    return made


def _prefix(library: str) -> str:
    """Return the prefix of the terms of a library."""
    # The shared library, by far the largest, has no prefix, which saves tantivy a quarter of the time.
    return "" if library == SHARED else library + _SEPARATOR


class Snapshot:
    """Search a snapshot. Safe in any thread; raises ValueError, as tantivy does, when its files are damaged."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        # As in tantivy's own statistics, deleted paragraphs count here until their segment is merged.
        self._written = dict(self._searcher.terms_with_prefix(_LIBRARY, ""))
        self._total = sum(self._written.values())
        self._has_deleted = self._total != self._searcher.num_docs
        self._doc_freqs: dict[tuple[str, str], int] = {}
        self._counts: dict[str, int] = {} if self._has_deleted else self._written

    @cached_property
    def highest(self) -> int:
        """The highest id in the index; 0 for an empty one."""
        found = self._searcher.search(tantivy.Query.all_query(), 1, count=False, order_by_field=ID).hits
        return int(found[0][0]) if found else 0

    def search(self, query: Query, limit: int) -> list[Hit]:
        asked = self.query(query)
        fetched = limit + _SPARE_FOR_TIES
        while True:
            found = self._searcher.search(asked, fetched, count=False).hits
            if len(found) < fetched or found[limit - 1][0] > found[-1][0]:
                break
            fetched *= 8
        ids = self._searcher.fast_field_values(ID, [address for _, address in found])
        ranked = sorted((-score, int(number or 0)) for (score, _), number in zip(found, ids, strict=True))
        return [Hit(number, -score) for score, number in ranked[:limit]]

    def query(self, query: Query) -> tantivy.Query:
        """Return a query of tantivy for any of the terms, so that it may skip what cannot be among the best."""
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, clause) for clause in self._clauses(query)])

    def frequencies(self, terms: Iterable[str], field: str, libraries: Collection[str]) -> dict[str, int]:
        prefixes = [(name, _prefix(name)) for name in libraries if name in self._written]
        if len(prefixes) == 1 and not self._has_deleted:  # as in most libraries; the sums take twice as long
            ((_, prefix),) = prefixes
            return {term: self._doc_freq(field, prefix + term) for term in terms}
        return {
            term: sum([self._frequency(field, prefix + term, name) for name, prefix in prefixes]) for term in terms
        }

    def terms(self, prefix: str, field: str, libraries: Collection[str]) -> dict[str, int]:
        if self._written.keys() == {SHARED} and SHARED in libraries:  # as in most libraries
            return dict(self._searcher.terms_with_prefix(field, prefix))
        found: dict[str, int] = {}
        for name, key in self._keys(prefix, libraries):
            start = len(_prefix(name))
            for term, count in self._beginning_with(key, field, apart=name == SHARED):
                found[term[start:]] = found.get(term[start:], 0) + count
        return found

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
                    # tantivy's idf counts one library, because of the prefix, in the whole index.
                    own = idf(self._total, self._doc_freq(field, key))
                    one = tantivy.Query.term_query(self._schema, field, key, "freq")
                    yield tantivy.Query.boost_query(one, wanted / own)

    def _beginning_with(self, key: str, field: str, apart: bool) -> Iterable[tuple[str, int]]:
        """Return the terms that begin with a key, ``apart`` from those of libraries whose names begin with it."""
        if not apart or not any(name.startswith(key) for name in self._written if name != SHARED):
            return self._searcher.terms_with_prefix(field, key)
        # The terms of a thousand chats begin with "chat:", too, and reading them would take long.
        longer = (self._beginning_with(key + letter, field, apart) for letter in ascii_lowercase)
        own = self._doc_freq(field, key) if key else 0
        return [*([(key, own)] if own else []), *chain.from_iterable(longer)]

    def _keys(self, term: str, libraries: Iterable[str]) -> Sequence[tuple[str, str]]:
        return [(name, _prefix(name) + term) for name in libraries if name in self._written]

    def _frequency(self, field: str, key: str, library: str) -> int:
        frequency = self._doc_freq(field, key)
        if not self._has_deleted or not frequency:
            return frequency
        if frequency > _COUNTED_EXACTLY:
            return round(frequency * self._count(library) / self._written[library])
        return self._exact_count(field, key)

    def _doc_freq(self, field: str, key: str) -> int:
        """Return how many paragraphs have a term, which a question asks three times: to weigh it and to search."""
        known = self._doc_freqs.get((field, key))
        if known is None:
            if len(self._doc_freqs) >= _MOST_REMEMBERED:
                self._doc_freqs.clear()
            known = self._doc_freqs[field, key] = self._searcher.doc_freq(field, key)
        return known

    def _count(self, library: str) -> int:
        if library in self._written and library not in self._counts:
            self._counts[library] = self._exact_count(_LIBRARY, library)
        return self._counts.get(library, 0)

    def _exact_count(self, field: str, key: str) -> int:
        one = tantivy.Query.term_query(self._schema, field, key, "basic")
        found = self._searcher.search(one, 1, count=True)
        return int(found.count or 0)  # type: ignore[attr-defined]
