"""What a reading process answers: a line of JSON for each article, answer or error, and one at the end."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from index.ingestion.readers.base import ReadResult
from index.ingestion.reading.requests import Fetched, with_date
from index.model.errors import Fault, ReadError
from index.model.feeds import FeedAnswer, FeedItem, Hub, HubAnswer, RobotsAnswer
from index.model.records import ParsedArticle, ParsedParagraph


class End(StrEnum):
    """How a reading ended."""

    DONE = "done"
    WORN_OUT = "worn_out"
    """Done, and the process ends."""
    NO_MEMORY = "no_memory"
    BUG = "bug"


def encode_result(result: Fetched) -> bytes:
    if isinstance(result, ReadError):
        return _line({"fault": result.fault, "details": result.details})
    if isinstance(result, FeedAnswer):
        return _line({"feed": asdict(result)})
    if isinstance(result, RobotsAnswer):
        return _line({"robots": asdict(result)})
    if isinstance(result, HubAnswer):
        return _line({"hub": asdict(result)})
    return _line({"article": asdict(result)})


def articles_in(results: Iterable[Fetched]) -> list[ReadResult]:
    """Return the articles and errors among results."""
    return [one for one in results if isinstance(one, ParsedArticle | ReadError)]


def encode_end(end: End, place: str = "") -> bytes:
    """Return the last line; ``place`` says where in our code an error was, without a word of what was read."""
    return _line({"end": end, "place": place})


def decode_line(line: bytes) -> Fetched | tuple[End, str]:
    """Return the result of a line, or the end with its place. Raises ValueError for a line that is cut off."""
    fields = json.loads(line)
    if "end" in fields:
        return End(fields["end"]), fields["place"]
    if "article" in fields:
        article: dict[str, Any] = with_date(fields["article"])
        paragraphs = (ParsedParagraph(*paragraph) for paragraph in article["paragraphs"])
        return ParsedArticle(**article | {"paragraphs": tuple(paragraphs)})
    if "feed" in fields:
        feed: dict[str, Any] = fields["feed"]
        items = (FeedItem(**with_date(item)) for item in feed["items"])
        hub = Hub(**feed["hub"]) if feed["hub"] else None
        return FeedAnswer(**feed | {"items": tuple(items), "hub": hub})
    if "robots" in fields:
        return RobotsAnswer(**fields["robots"])
    if "hub" in fields:
        return HubAnswer(**fields["hub"])
    return ReadError(Fault(fields["fault"]), **fields["details"])


def _line(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, default=str).encode() + b"\n"
