"""Write the articles that readers yield into the store."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from index.analysis import language
from index.ingestion.readers.base import ReadResult
from index.model.errors import AddError, ReadError
from index.model.records import SHARED, AddResult, ParsedArticle
from index.store.articles import ArticleStore
from index.store.quota import NO_LIMITS, Limits

# The articles of one transaction. Transactions of 10 take twice as long together; more than 250 gain nothing.
_BATCH = 250
# A slow source, such as a person who types, does not wait for a batch to fill.
_BATCH_SECONDS = 0.25


def ingest(
    store: ArticleStore, results: Iterable[ReadResult], library: str, limits: Limits = NO_LIMITS
) -> Iterator[AddResult | AddError]:
    """Add each article that is read, and pass on each error, in order.

    A result is yielded after its transaction is committed, so it stays even if the caller stops there. Raises
    StoreError.
    """
    scope = frozenset({library, SHARED})
    for batch in _batches(results):
        for is_error, group in groupby(batch, key=lambda result: isinstance(result, ReadError)):
            if is_error:
                yield from (result for result in group if isinstance(result, ReadError))
            else:
                languages = store.languages(scope)
                articles = [
                    with_language(result, languages) for result in group if isinstance(result, ParsedArticle)
                ]
                yield from store.add(library, articles, limits)


def _batches(results: Iterable[ReadResult]) -> Iterator[list[ReadResult]]:
    batch: list[ReadResult] = []
    began = time.monotonic()
    for result in results:
        batch.append(result)
        if len(batch) >= _BATCH or time.monotonic() - began > _BATCH_SECONDS:
            yield batch
            batch, began = [], time.monotonic()
    yield batch


def with_language(parsed: ParsedArticle, languages: Sequence[str] = ()) -> ParsedArticle:
    """Return the article with the language that its source states or that its text is in.

    ``languages`` are those of the library.
    """
    if parsed.language:
        return parsed
    return replace(parsed, language=language.detect("\n".join(parsed.texts), languages))
