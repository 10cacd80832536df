"""A process that reads one request after the other until its standard input ends: ``python -m`` this package.

The first line of its input has its limits. It writes the results to its standard output, and nothing else: what a
library prints is dropped, as it may be the text of a chat.
"""

import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from index.indexing.worker import lower_priority
from index.ingestion.bounds import bounded
from index.ingestion.fetching.addresses import Address, is_public
from index.ingestion.reading.limits import (
    ReadingLimits,
    begin_reading,
    end_reading,
    is_worn_out,
    limit_this_process,
)
from index.ingestion.reading.requests import Fetched, Request, decode, read
from index.ingestion.reading.results import End, encode_end, encode_result
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle


def main(allowed: Callable[[Address], bool] = is_public) -> None:
    """Answer each request; pages come from ``allowed`` addresses only.

    A process that has run out of memory, or grown large, ends after its answer.
    """
    lower_priority()
    output, requests = _own_output(), sys.stdin.buffer
    limits = ReadingLimits.from_json(requests.readline().decode())
    limit_this_process(limits)
    while line := requests.readline():
        request = decode(line, requests)
        begin_reading(limits)
        results = _within(limits.articles, read(request, limits.article_bytes, allowed), request)
        end = _answer(request, results, output)
        end_reading()
        if end is not End.DONE:
            return


def _within(most: int, results: Iterable[Fetched], request: Request) -> Iterator[Fetched]:
    """Yield the first results, and an error in place of the others."""
    for number, result in enumerate(results):
        if number >= most:
            yield ReadError(Fault.TOO_MANY_ARTICLES, source=request.source, limit=most)
            return
        yield result


def _answer(request: Request, results: Iterable[Fetched], output: BinaryIO) -> End:
    end, place = End.DONE, ""
    try:
        for result in results:
            if isinstance(result, ParsedArticle):
                result = bounded(result, request.source)
            output.write(encode_result(result))
        if is_worn_out():
            end = End.WORN_OUT
    except (MemoryError, RecursionError):
        end = End.NO_MEMORY
    except Exception as error:  # reported where the request came from
        end, place = End.BUG, _place(error)
    output.write(encode_end(end, place))
    output.flush()
    return end


def _place(error: Exception) -> str:
    """Return the kind of an error and where it was, without its message, which may have private words."""
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    places = [f"{os.path.basename(frame.filename)}:{frame.lineno}" for frame in frames]  # noqa: PTH119
    return f"{type(error).__name__} in {' > '.join(places)}"


def _own_output() -> BinaryIO:
    """Return the standard output, and let everybody else write to the standard error."""
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(own, "wb")


if __name__ == "__main__":
    main()
