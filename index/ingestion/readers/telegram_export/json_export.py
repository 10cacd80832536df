"""Parse result.json of Telegram Desktop: the export of one chat, or of all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import BinaryIO

from index.ingestion.layout.stated_day import stated_day
from index.ingestion.readers.telegram_export.json_stream import BrokenExport, Part, read_parts
from index.ingestion.readers.telegram_export.posts import Post, article_of
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from index.store.identity.posts import channel

_CHANNELS = ("public_channel", "private_channel")
# These share the numbers of channels; "-100" stands before them in other places.
_WITH_NUMBERS_OF_CHANNELS = (*_CHANNELS, "public_supergroup", "private_supergroup")
_MOST_MESSAGES = 2**63
_MESSAGE, _SERVICE = "message", "service"


@dataclass
class _Chat:
    """The chat that is being read."""

    name: str = ""
    type: str = ""
    id: int | None = None

    @property
    def key(self) -> str:
        if self.id is not None and self.type in _WITH_NUMBERS_OF_CHANNELS:
            return channel(self.id)
        return f"{self.type}:{self.name if self.id is None else self.id}"


def parse(file: BinaryIO, source: str, limit: int) -> Iterator[ParsedArticle | ReadError]:
    """Yield the article of each post, as a ``Reader``.

    Only the channels of an export of all chats are read: what people write to each other is no news.
    """
    if not file.peek(1)[:1]:  # type: ignore[attr-defined]  # readers get a buffered file
        yield ReadError(Fault.EMPTY, source=source)
        return
    export = _Export()
    try:
        for part in read_parts(file, source, limit):
            if (article := export.take(part)) is not None:
                yield article
    except BrokenExport:
        if export.messages:
            yield ReadError(Fault.EXPORT_BROKEN, source=source, number=export.last)
            return
    except ReadError as error:
        yield error
        return
    yield from export.notes(source)


class _Export:
    """What has been read so far."""

    def __init__(self) -> None:
        self.messages = self.last = 0
        self._posts = 0
        self._chat = _Chat()
        self._left_out = set[str]()

    def take(self, part: Part) -> ParsedArticle | None:
        """Take one more part, and return the article that it is, if any."""
        if part.name == "chat":
            self._chat = _Chat()
        elif part.name == "message":
            return self._article(part)
        elif part.name == "id" and isinstance(part.value, int):
            self._chat.id = part.value
        elif part.name == "name" and isinstance(part.value, str):
            self._chat.name = part.value
        elif part.name == "type" and isinstance(part.value, str):
            self._chat.type = part.value
        return None

    def notes(self, source: str) -> Iterator[ReadError]:
        """Yield what is to be said at the end."""
        if self._left_out:
            yield ReadError(Fault.CHATS_LEFT_OUT, source=source, count=len(self._left_out))
        elif not self.messages:
            yield ReadError(Fault.NOT_AN_EXPORT, source=source)
        elif not self._posts:
            yield ReadError(Fault.NO_POSTS, source=source)

    def _article(self, part: Part) -> ParsedArticle | None:
        fields = part.value
        if not isinstance(fields, dict) or fields.get("type") not in (_MESSAGE, _SERVICE):
            return None
        number = fields.get("id")
        if not isinstance(number, int) or not 0 < number < _MOST_MESSAGES:
            return None
        self.messages, self.last = self.messages + 1, number
        if part.is_of_many and self._chat.type not in _CHANNELS:
            self._left_out.add(self._chat.key)
            return None
        if fields["type"] == _SERVICE:
            return None
        article = article_of(_post(fields, self._chat, number))
        self._posts += article is not None
        return article


def _post(fields: Mapping[str, object], chat: _Chat, number: int) -> Post:
    poll = fields.get("poll")
    question, options = _poll(poll) if isinstance(poll, dict) else ("", ())
    writer = _line(fields.get("author"))
    if writer is None and chat.type not in _CHANNELS:
        writer = _line(fields.get("from"))
    return Post(
        chat=chat.key,
        number=number,
        text=_text(fields.get("text")),
        publisher=chat.name,
        published=_day(fields),
        author=writer,
        forwarded_from=_line(fields.get("forwarded_from")),
        question=question,
        options=options,
    )


def _poll(poll: Mapping[str, object]) -> tuple[str, tuple[str, ...]]:
    answers = poll.get("answers")
    given = answers if isinstance(answers, list) else []
    return _text(poll.get("question")), tuple(_text(one) for one in given)


def _text(value: object) -> str:
    """Return a text, which is written as one, as an object with one, or as a list of both."""
    if isinstance(value, list):
        return "".join(_text(one) for one in value if not isinstance(one, list))
    if isinstance(value, dict):
        value = value.get("text")
        return _text(value) if isinstance(value, str | list) else ""
    return value if isinstance(value, str) else ""


def _line(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _day(fields: Mapping[str, object]) -> date | None:
    """Return the day of a post: that of its moment where the export has it, or the one that is written."""
    moment = fields.get("date_unixtime")
    try:
        if isinstance(moment, str | int) and 0 < int(moment) < 2**35:
            return stated_day(datetime.fromtimestamp(int(moment), UTC))
        return stated_day(_line(fields.get("date")))
    except (ValueError, OverflowError, OSError):
        return None
