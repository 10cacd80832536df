"""Articles from readers into the store."""

import time
from collections.abc import Iterable, Iterator
from itertools import groupby

from index.analysis import language
from index.model.errors import ReadError
from index.model.records import ParsedArticle
from index.store.article_writer import AddResult, Arrival
from index.store.articles import ArticleStore
from index.store.quota import NO_LIMITS, Limits

# Of articles in one transaction: ten at a time take twice as long as this many, and more gain nothing.
_BATCH = 250
# A slow source, such as a person who types, does not wait for a batch to fill.
_BATCH_SECONDS = 0.25

Reading = ParsedArticle | ReadError


def ingest(
    store: ArticleStore, readings: Iterable[Reading], library: str, limits: Limits = NO_LIMITS
) -> Iterator[AddResult | ReadError]:
    """Keep each article that is read, and pass on each error, in order.

    What was yielded is kept, also when the rest is never asked for. Raises StoreError.
    """
    for batch in _batches(readings):
        for is_error, group in groupby(batch, key=lambda reading: isinstance(reading, ReadError)):
            if is_error:
                yield from (reading for reading in group if isinstance(reading, ReadError))
            else:
                arrivals = [_arrival(reading) for reading in group if isinstance(reading, ParsedArticle)]
                yield from store.put(library, arrivals, limits)


def _batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    batch: list[Reading] = []
    began = time.monotonic()
    for reading in readings:
        batch.append(reading)
        if len(batch) >= _BATCH or time.monotonic() - began > _BATCH_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    yield batch


def _arrival(parsed: ParsedArticle) -> Arrival:
    return Arrival(parsed, parsed.language or language.detect("\n".join(parsed.paragraphs)))
