"""What an index of OpenSearch looks like, and how an entry and its terms become documents in it.

A paragraph is a document with its terms, made elsewhere, each prefixed with its library as in tantivy_snapshot.py.
Beside the paragraphs there is a document for each term that a library has, so that terms can be listed by their
beginning, apart from those of defined names, and one that says which changes of the store are indexed.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from itertools import chain

from index.model.records import SHARED
from index.retrieval.bm25.base import BODY, K1, TITLE, B, Entry
from index.retrieval.opensearch.indexes import index_body
from index.text.definitions import MARK

VERSION = 1
"""Raise it whenever the documents or the settings below change: an index of another version is rebuilt."""
ID, LIBRARY, CODES = "id", "library", "codes"
VOCABULARY, NAMES = "vocabulary", "names"
# Python counts it as white space, so it is in no term.
_SEPARATOR = "\x1f"
# Lucene refuses longer ones; no question has one.
_MOST_TERM_BYTES = 32_000
_MOST_LISTED_BYTES = 200

# The boost of a term carries its weight and its idf in the libraries of the question, which OpenSearch does not
# know. Its own average length counts only paragraphs that have the field; each has a separator among the terms of
# its title, which a title may lack, and which does not count as a term.
_BM25 = """
double length = doc.length - {extra};
double average = (double) field.sumTotalTermFreq / field.docCount - {extra};
double norm = average > 0 ? length / average : 0;
return query.boost * doc.freq * {k1_1} / (doc.freq + {k1} * ({b_1} + {b} * norm));
"""


def settings_and_mappings() -> dict[str, object]:
    """Return the body of the request that creates an index."""
    return index_body(
        {"similarity": {BODY: _similarity(0), TITLE: _similarity(1)}},
        {
            ID: {"type": "long"},
            LIBRARY: {"type": "keyword"},
            BODY: _terms_field(BODY),
            TITLE: _terms_field(TITLE),
            CODES: {"type": "binary", "doc_values": True},
            VOCABULARY: {"type": "keyword"},
            NAMES: {"type": "keyword"},
        },
    )


def paragraph_lines(entry: Entry) -> list[str]:
    """Return the two lines that index a paragraph, in place of an earlier one with its id."""
    document: dict[str, object] = {ID: entry.paragraph_id, LIBRARY: entry.library}
    document |= {field: _kept(entry, field) for field in (BODY, TITLE)}
    if entry.codes:
        document[CODES] = base64.b64encode(entry.codes).decode("ascii")
    return [json.dumps({"index": {"_id": str(entry.paragraph_id)}}), json.dumps(document)]


def vocabulary_of(entry: Entry) -> Iterator[str]:
    """Yield each of the terms of a paragraph as its library lists it, unless it is too long to be asked for."""
    start = vocabulary_prefix(entry.library)
    for term in dict.fromkeys(chain.from_iterable(entry.terms.values())):
        if len(term.encode("utf-8", "replace")) <= _MOST_LISTED_BYTES:
            yield start + term


def vocabulary_lines(listed: str) -> list[str]:
    """Return the two lines that list a term, unless it is listed."""
    name = hashlib.sha1(listed.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    field = NAMES if listed.rpartition(_SEPARATOR)[2].startswith(MARK) else VOCABULARY
    return [json.dumps({"create": {"_id": f"v{name}"}}), json.dumps({field: _encodable(listed)})]


def vocabulary_prefix(library: str) -> str:
    """Return what the terms of a library begin with in its vocabulary."""
    return f"{library}{_SEPARATOR}"


def key_of(library: str, term: str) -> str:
    """Return a term of a library as it is indexed. The shared library, by far the largest, has no prefix."""
    return _encodable(term if library == SHARED else f"{library}{_SEPARATOR}{term}")


def _kept(entry: Entry, field: str) -> list[str]:
    keys = (key_of(entry.library, term) for term in entry.terms.get(field, ()))
    kept = [key for key in keys if len(key.encode()) <= _MOST_TERM_BYTES]
    return [*kept, _SEPARATOR] if field == TITLE else kept


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _similarity(extra: int) -> dict[str, object]:
    source = _BM25.format(extra=extra, k1=K1, k1_1=K1 + 1, b=B, b_1=1 - B)
    return {"type": "scripted", "script": {"source": source}}


def _terms_field(name: str) -> dict[str, object]:
    return {"type": "text", "analyzer": "keyword", "index_options": "freqs", "similarity": name}
