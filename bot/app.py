"""The composition root, and the use cases behind every front end."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings
from index.answers import AnswerStore
from index.database import Database
from index.engines import open_engine
from index.engines.base import Engine
from index.errors import Fault, MissingError, ReadError
from index.indexing import Indexer
from index.ingest import Ingested, ingest
from index.models import SHARED, Answer, Article, Credits, Paragraph, Quote
from index.readers import read, read_bytes, read_text
from index.search import Search
from index.store import ArticleStore, Size

Libraries = frozenset[str]
SHARED_ONLY: Libraries = frozenset({SHARED})


@dataclass(frozen=True)
class Status:
    """What ``kutip status`` shows."""

    data: Path | None
    database_bytes: int
    size: Size
    languages: tuple[str, ...]
    engine: str


class App:
    """What people can do, whichever front end they do it in. Safe in any thread; raises KutipError."""

    def __init__(self, settings: Settings, database: Database, engine: Engine, data: Path | None) -> None:
        self._settings = settings
        self._data = data
        self._store = ArticleStore(database)
        self._indexer = Indexer(self._store, engine)
        self._search = Search(self._store, engine, self._indexer)
        self._answers = AnswerStore(database, self._store, settings.kutip_keep_answers_days)

    def prepare(self, progress: Callable[[int], None] = lambda _: None) -> None:
        """Load now what the first question would wait for; ``progress`` is told the paragraphs read so far."""
        self._indexer.catch_up(progress)
        self._search.ask("", SHARED_ONLY)

    def remember(self, answer: Answer, place: str) -> str:
        """Keep an answer asked in this place for its buttons; returns the id to recall it by."""
        return self._answers.save(answer, place)

    def recall(self, answer_id: str, place: str, libraries: Libraries) -> Answer | None:
        """Returns an answer asked in this place, less the quotes that are gone; None when it is too old."""
        return self._answers.load(answer_id, place, libraries)

    def forget_old_answers(self) -> None:
        self._answers.forget_old()

    def ask(self, question: str, libraries: Libraries = SHARED_ONLY) -> Answer:
        return self._search.ask(question, libraries)

    def context(self, quote: Quote) -> list[Paragraph]:
        """Returns the quoted paragraph with the one before and the one after, where there are such.

        Raises MissingError when the article has been changed or removed since.
        """
        number = quote.paragraph.number
        around = self._store.paragraphs(quote.article.id, number - 1, number + 1)
        if quote.paragraph not in around:
            raise MissingError(Fault.QUOTE_GONE)
        return around

    def add(self, names: Iterable[str], library: str = SHARED) -> Iterator[Ingested | ReadError]:
        """Bring in files, folders and standard input ("-"); each result is kept before it is yielded."""
        readings = read(names, self._settings.kutip_max_article_bytes)
        return ingest(self._store, readings, library)

    def add_bytes(self, data: bytes, source: str, library: str) -> Iterator[Ingested | ReadError]:
        """Bring in what came through a chat. ``source`` is a name for messages and is never opened."""
        readings = read_bytes(data, source, self._settings.kutip_max_article_bytes)
        return ingest(self._store, readings, library)

    def add_text(self, text: str, source: str, stated: Credits, library: str) -> Iterator[Ingested | ReadError]:
        """Bring in a text that came through a chat, with the credits that the chat knows."""
        return ingest(
            self._store, read_text(text, source, stated, self._settings.kutip_max_article_bytes), library
        )

    def sources(
        self, libraries: Libraries = SHARED_ONLY, limit: int | None = None, offset: int = 0
    ) -> list[Article]:
        return self._store.articles(libraries, limit, offset)

    def article(self, number: int, libraries: Libraries = SHARED_ONLY) -> tuple[Article, list[Paragraph]]:
        return self._store.article(number, libraries), self._store.paragraphs(number)

    def remove(self, number: int, libraries: Libraries = SHARED_ONLY) -> Article:
        return self._store.remove(number, libraries)

    def rebuild(self, progress: Callable[[int], None]) -> int:
        return self._indexer.rebuild(progress)

    def size(self, libraries: Libraries = SHARED_ONLY) -> Size:
        return self._store.size(libraries)

    def status(self, libraries: Libraries = SHARED_ONLY) -> Status:
        files = self._data.glob("kutip.db*") if self._data else ()
        return Status(
            data=self._data,
            database_bytes=sum(file.stat().st_size for file in files),
            size=self._store.size(libraries),
            languages=self._store.languages(libraries),
            engine=self._settings.kutip_engine,
        )


@contextmanager
def open_app(settings: Settings, *, kept: bool = True) -> Iterator[App]:
    """Open the library of the data folder or, when nothing is to be kept, an empty one in memory."""
    data = settings.kutip_data if kept else None
    engine = open_engine(settings.kutip_engine if kept else "memory")
    database = Database(data / "kutip.db" if data else None)
    try:
        yield App(settings, database, engine, data)
    finally:
        engine.close()
        database.close()
