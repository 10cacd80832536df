"""The composition root, and the use cases behind every front end."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from bot.runtime.settings import Settings
from bot.runtime.status import Status, read_status
from index import analysis
from index.answering.follow_up import Earlier, follow_up
from index.answering.search import Search
from index.conversations.answers import AnswerStore
from index.conversations.chats import ChatStore
from index.conversations.editors import EditorStore
from index.conversations.erasure import Erasure, delete_empty_libraries
from index.conversations.inbox import Inbox, delete_old_updates
from index.conversations.transfers import Transfers
from index.conversations.votes import VoteStore
from index.indexing.bulk import Session
from index.indexing.engine_indexer import Indexer, Progress, Repair, silent
from index.indexing.engine_process import Follower
from index.indexing.semantic import SemanticRetriever
from index.indexing.vector_process import EmbeddingApart
from index.ingestion.fetching.files import ReadProgress
from index.ingestion.ingest import ingest
from index.ingestion.readers import parse_bytes, parse_text
from index.ingestion.sources import read_sources, read_web_page
from index.model.errors import Fault, MissingError, ReadError
from index.model.records import SHARED, AddResult, Answer, Article, Credits, Paragraph, ParsedArticle, Quote
from index.retrieval.bm25 import open_engine
from index.retrieval.bm25.base import PATIENCE, Engine
from index.retrieval.dense import IN_MEMORY, NO_EMBEDDER, ON_DISK
from index.retrieval.dense.base import Embedder
from index.retrieval.location import IndexLocation
from index.store.articles import ArticleStore, Size
from index.store.database import Database
from index.store.quota import NO_LIMITS, Limits

if TYPE_CHECKING:
    from index.evaluation.feedback import Exported

Libraries = frozenset[str]
SHARED_ONLY: Libraries = frozenset({SHARED})


class App:
    """What people can do, whichever front end they do it in. Safe in any thread; raises KutipError."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        engine: Engine,
        data: Path | None,
        embedder: Embedder | None = None,
        without: Collection[str] = (),
    ) -> None:
        self._settings = settings
        self._data = data
        self._database = database
        self._store = ArticleStore(database)
        self._engine = engine
        self._indexer = Indexer(self._store, engine)
        self.keeps_index = engine.durable
        kept, vectors = ON_DISK if data else IN_MEMORY, IndexLocation(settings.kutip_data / "vectors")
        self._meaning = SemanticRetriever(self._store, embedder or settings.kutip_embedder, kept, vectors)
        self._search = Search(self._store, engine, self._indexer, self._meaning, without)
        self.answers = AnswerStore(database, self._store, settings.kutip_keep_answers_days)
        self.votes = VoteStore(database, settings.kutip_keep_answers_days)
        self.chats = ChatStore(database)
        self.editors = EditorStore(database)
        self.transfers = Transfers(database, self._indexer)
        self.erasure = Erasure(database, self._indexer, self._meaning)

    def prepare(self, progress: Progress = silent) -> Repair | None:
        """Load what the first question would wait for, and repair the index; return what was wrong."""
        repair = self._indexer.repair(progress)
        self._search.ask("", SHARED_ONLY)
        return repair

    def close(self) -> None:
        self._meaning.close()

    def inbox(self, receiver: int) -> Inbox:
        """Return the updates of the bot with this id."""
        return Inbox(self._database, receiver)

    def ask(self, question: str, libraries: Libraries = SHARED_ONLY, earlier: Earlier | None = None) -> Answer:
        """Return the answer; one that follows up on an ``earlier`` quote from its article, where that has one."""
        if earlier is None:
            return self._search.ask(question, libraries)
        return follow_up(self._search, self._store, question, earlier, libraries)

    def rank(
        self, question: str, libraries: Libraries, limit: int, hidden: Collection[int] = frozenset()
    ) -> Answer:
        """Answer as ``ask`` does, but keep quotes that do not suffice, and pass over ``hidden`` paragraphs."""
        return self._search.rank(question, libraries, limit, hidden)

    def context(self, quote: Quote) -> list[Paragraph]:
        """Return the quoted paragraph with the one before and the one after, where there are such.

        Raises MissingError when the article has been changed or removed since.
        """
        number = quote.paragraph.number
        around = self._store.paragraphs(quote.article.id, number - 1, number + 1)
        if quote.paragraph not in around:
            raise MissingError(Fault.QUOTE_GONE)
        return around

    def add(
        self,
        names: Sequence[str],
        library: str = SHARED,
        progress: ReadProgress | None = None,
        indexing: Progress = silent,
    ) -> Iterator[AddResult | ReadError]:
        """Bring in files, folders, web pages and standard input ("-"); each result is kept before it is yielded.

        ``progress`` is told how far the reading is, ``indexing`` how far the index is then. At the end all is
        found.
        """
        readings = read_sources(names, self._settings.kutip_max_article_bytes, progress)
        return self._followed(ingest(self._store, readings, library), indexing)

    def add_bytes(self, data: bytes, source: str, library: str) -> Iterator[AddResult | ReadError]:
        """Bring in what came through a chat. ``source`` is a name for messages and is never opened."""
        readings = parse_bytes(data, source, self._settings.kutip_max_article_bytes)
        return self._followed(ingest(self._store, readings, library, self._limits(library)))

    def add_text(self, text: str, source: str, stated: Credits, library: str) -> Iterator[AddResult | ReadError]:
        """Bring in a text that came through a chat, with the credits that the chat knows."""
        readings = parse_text(text, source, stated, self._settings.kutip_max_article_bytes)
        return self._followed(ingest(self._store, readings, library, self._limits(library)))

    def add_page(self, url: str, library: str) -> Iterator[AddResult | ReadError]:
        """Bring in the article of a web page, which is fetched from public addresses only."""
        return self._followed(ingest(self._store, read_web_page(url), library, self._limits(library)))

    def ingest(self, articles: Iterable[ParsedArticle], library: str) -> Iterator[AddResult | ReadError]:
        """Keep articles as they are, paragraph by paragraph; ``prepare`` indexes them."""
        return ingest(self._store, articles, library)

    def sources(
        self, libraries: Libraries = SHARED_ONLY, limit: int | None = None, offset: int = 0
    ) -> list[Article]:
        return self._store.articles(libraries, limit, offset)

    def article(self, number: int, libraries: Libraries = SHARED_ONLY) -> tuple[Article, list[Paragraph]]:
        return self._store.article(number, libraries), self._store.paragraphs(number)

    def remove(self, number: int, libraries: Libraries = SHARED_ONLY) -> Article:
        article = self._store.remove(number, libraries)
        self._indexer.keep_up()
        self._meaning.drop_removed()
        return article

    def rebuild(self, progress: Progress, wait: float = PATIENCE) -> int:
        """Rebuild the index, which answers meanwhile; return the number of paragraphs. Raises EngineBusy."""
        return self._indexer.rebuild(progress, wait)

    def embed(self, progress: Progress) -> tuple[int, int]:
        """Make the vectors that are lacking; returns how many that were, and how many paragraphs there are.

        Raises EngineBusy when another process is at it, and EngineError where there is no embedder.
        """
        made = self._meaning.require_indexer().embed(progress)
        return made, self._store.paragraph_count()

    def embedding_apart(self) -> AbstractContextManager[object]:
        """Make the vectors that are lacking, now and later, in a process that gives way to this one."""
        if self._data is None or self._settings.kutip_embedder == NO_EMBEDDER:
            return nullcontext()
        embedder, folder = self._settings.kutip_embedder, self._data / "vectors"
        return EmbeddingApart(self._meaning, database_in(self._settings), embedder, folder)

    def export_votes(self, folder: Path) -> "Exported":
        """Write the votes as a judged set; see index.evaluation.feedback. Raises ReadError."""
        from index.evaluation import feedback

        return feedback.export(self._store, self.votes.all(), folder)

    def tidy(self) -> None:
        """Delete what is kept no longer, also from the file. Raises StoreError."""
        self.answers.delete_old()
        delete_old_updates(self._database)
        delete_empty_libraries(self._database)
        self._database.leave_no_trace()

    def is_behind(self) -> bool:
        """Return whether another process has yet to index some of what is stored."""
        return self._indexer.is_behind()

    def size(self, libraries: Libraries = SHARED_ONLY) -> Size:
        return self._store.size(libraries)

    def status(self, libraries: Libraries = SHARED_ONLY) -> Status:
        return read_status(self._settings, self._data, self._store, self._indexer, self._meaning, libraries)

    def _limits(self, library: str) -> Limits:
        """Return what a chat's own library may hold; the operator's shared one has no limits."""
        if library == SHARED:
            return NO_LIMITS
        return Limits(self._settings.kutip_chat_articles, self._settings.kutip_chat_bytes)

    def _followed(
        self, results: Iterator[AddResult | ReadError], indexing: Progress = silent
    ) -> Iterator[AddResult | ReadError]:
        if not self.keeps_index:
            yield from results  # its index is made when it is asked
            return
        with Session(self._indexer, self._engine, self._start_follower, indexing) as session:
            for result in results:
                yield result
                session.follow()

    def _start_follower(self) -> Follower:
        return Follower(database_in(self._settings), self._settings.kutip_engine, index_in(self._settings))


def database_in(settings: Settings) -> Path:
    return settings.kutip_data / "kutip.db"


def index_in(settings: Settings) -> Path:
    return settings.kutip_data / "index"


@contextmanager
def open_app(
    settings: Settings, *, kept: bool = True, embedder: Embedder | None = None, without: Collection[str] = ()
) -> Iterator[App]:
    """Open the library of the data folder or, when nothing is to be kept, an empty one in memory.

    Args:
        embedder: takes the place of the one that the settings name.
        without: those of index.ranking.linear.SIGNALS that searches leave out.
    """
    data = settings.kutip_data if kept else None
    database = Database(database_in(settings) if data else None)
    try:
        name = settings.kutip_engine if data else "memory"
        with (
            closing(open_engine(name, IndexLocation(index_in(settings)), analysis.terms_version())) as engine,
            closing(App(settings, database, engine, data, embedder, without)) as app,
        ):
            yield app
    finally:
        database.close()
