"""Make articles of files, texts and links that people send."""

import asyncio
import logging
from collections.abc import Hashable, Sequence
from weakref import WeakValueDictionary

from telegram import Document, Message, MessageOriginChannel, MessageOriginChat
from telegram.error import BadRequest, TelegramError

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.labels import label
from index.files.names import suffix_of
from index.ingestion.fetching.addresses import leads_nowhere
from index.ingestion.layout.stated_day import local_day
from index.ingestion.readers import READERS, SUFFIXES_OF_LARGE
from index.ingestion.readers.base import ReadResult
from index.ingestion.readers.other_formats import unknown_format
from index.ingestion.reading.pool import Readings
from index.ingestion.reading.requests import FileRequest, PageRequest, Request, TextRequest
from index.ingestion.reading.results import articles_in
from index.library import Library
from index.model.errors import AddError, Fault, QuotaError, ReadError
from index.model.records import AddResult, Credits
from index.model.web_address import is_bad_address, is_web_address
from index.text.paragraphs import clean

# Of articles that are stored at the same time; questions get the other threads.
_AT_ONCE = 2
# Downloads at the same time.
_FILES_AT_ONCE = 4
# More than Telegram lets a bot download. Only a file that is more than the text of an article may have as much.
_TOO_LARGE_A_FILE = 20_000_000
# Seconds after each failure.
_DOWNLOAD_AGAIN_AFTER = (1.0, 3.0, 0.0)
_log = logging.getLogger(__name__)


class ArticleAdder:
    """Add articles: one of each person at a time, so that nobody waits for what another person has sent.

    Each method returns the reply that says what was added. ``owner`` is who sent it. Any method may raise
    StoreError or EngineError.
    """

    def __init__(self, library: Library, renderer: Renderer, readings: Readings) -> None:
        self._library = library
        self._renderer = renderer
        self._readings = readings
        self._turns: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        self._stores = asyncio.Semaphore(_AT_ONCE)
        self._downloads = asyncio.Semaphore(_FILES_AT_ONCE)

    async def add_document(self, document: Document, library: str, owner: Hashable) -> Reply:
        """Add the articles of a file. Raises BadRequest where Telegram will never give it."""
        async with self._turn(owner):
            return await self._store(await self._file(document, owner), library)

    async def read_document(self, document: Document, owner: Hashable) -> list[ReadResult]:
        """Return the articles of a file and keep nothing. Raises BadRequest where Telegram will never give it."""
        async with self._turn(owner):
            return await self._file(document, owner)

    async def read_text(self, request: TextRequest, owner: Hashable) -> list[ReadResult]:
        """Return the article of a text and keep nothing."""
        async with self._turn(owner):
            return await self._read(request, owner)

    async def read_pages(self, addresses: Sequence[str], owner: Hashable) -> list[ReadResult]:
        """Return the articles of web pages and keep nothing."""
        async with self._turn(owner):
            requests = [PageRequest(address) for address in addresses]
            readings = [asyncio.wrap_future(self._readings.submit(owner, request)) for request in requests]
            return [result for results in await asyncio.gather(*readings) for result in articles_in(results)]

    async def add_text(self, text: str, origin: Message | None, library: str, owner: Hashable) -> Reply:
        """Add a text with the credits of the message it is from, or the page where it is only an address."""
        name, credits_ = label("names", "message"), credits_of(origin)
        page = page_in(text)
        request = PageRequest(page) if page else TextRequest(text, name, credits_)
        async with self._turn(owner):
            return await self._store(await self._read(request, owner), library)

    def unreadable(self, document: Document) -> ReadError | None:
        """Return why a file cannot be read, as far as its name and size say; None if it may be readable."""
        name, most = name_of(document), self._most_bytes(document)
        suffix = suffix_of(name)
        if suffix and suffix not in READERS:
            return unknown_format(name, suffix, READERS)
        if document.file_size is not None and document.file_size > most:
            return ReadError(Fault.TOO_LARGE, source=name, limit=most)
        return ReadError(Fault.EMPTY, source=name) if document.file_size == 0 else None

    async def _file(self, document: Document, owner: Hashable) -> list[ReadResult]:
        if refusal := self.unreadable(document):
            return [refusal]
        name = name_of(document)
        async with self._downloads:
            data = await _downloaded(document)
        if data is None:
            return [ReadError(Fault.NOT_DOWNLOADED, source=name)]
        return await self._read(FileRequest(data, name), owner)

    async def _read(self, request: Request, owner: Hashable) -> list[ReadResult]:
        results = await asyncio.wrap_future(self._readings.submit(owner, request))
        return articles_in(results)

    async def _store(self, read: list[ReadResult], library: str) -> Reply:
        async with self._stores:
            results = await asyncio.to_thread(lambda: list(self._library.add_read(read, library)))
        return self._reply(results)

    def _turn(self, owner: Hashable) -> asyncio.Lock:
        return self._turns.setdefault(owner, asyncio.Lock())

    def _most_bytes(self, document: Document) -> int:
        may_be_large = suffix_of(document.file_name or "") in SUFFIXES_OF_LARGE
        return _TOO_LARGE_A_FILE if may_be_large else self._library.config.max_article_bytes

    def _reply(self, results: Sequence[AddResult | AddError]) -> Reply:
        shown = [self._renderer.error(one) if isinstance(one, AddError) else one for one in _counted(results)]
        return Reply(self._renderer.render("added", results=shown))


async def _downloaded(document: Document) -> bytes | None:
    """Return the bytes of a file, None where Telegram does not give it now. Raises BadRequest if it never will."""
    for wait in _DOWNLOAD_AGAIN_AFTER:
        try:
            file = await document.get_file()
            return bytes(await file.download_as_bytearray())
        except BadRequest:
            raise
        except TelegramError as error:
            _log.warning("a file could not be downloaded: %s", type(error).__name__)
            await asyncio.sleep(wait)
    return None


def _counted(results: Sequence[AddResult | AddError]) -> list[AddResult | AddError]:
    """Return the results, with all errors that say that the library is full counted in one."""
    full = [one for one in results if isinstance(one, QuotaError)]
    others = [one for one in results if not isinstance(one, QuotaError)]
    return [*others, QuotaError(Fault.LIBRARY_FULL, **{**full[0].details, "count": len(full)})] if full else others


def bad_address(address: str) -> ReadError | None:
    """Return the error of an address that leads to no public web page, None for any other."""
    if is_bad_address(address):
        return ReadError(Fault.PAGE_NOT_FETCHED, source=address, why="address", status=0)
    if leads_nowhere(address):
        return ReadError(Fault.PAGE_NOT_FETCHED, source=address, why="connection", status=0)
    return None


def page_in(text: str) -> str | None:
    """Return the address of a web page, where a text is nothing but that."""
    return text.strip() if is_web_address(text.strip()) or is_bad_address(text.strip()) else None


def name_of(document: Document) -> str:
    """Return what a file is called."""
    return clean(document.file_name or "") or label("names", "file")


def credits_of(message: Message | None) -> Credits:
    """Return the credits of a forwarded post: who published it, when, and at which address."""
    origin = message.forward_origin if message else None
    if isinstance(origin, MessageOriginChannel):
        url = f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else None
        title = clean(origin.chat.title or "")
        return Credits(title="", publisher=title or None, published=local_day(origin.date), url=url)
    if isinstance(origin, MessageOriginChat):
        title = clean(origin.sender_chat.title or "")
        return Credits(title="", publisher=title or None, published=local_day(origin.date))
    return Credits(title="")
