"""The composition root of a library, and what can be done with it. Nothing else wires stores and engines."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index import analysis
from index.conversations.answers import AnswerStore
from index.conversations.chats import ChatStore
from index.conversations.editors import EditorStore
from index.conversations.erasure import Erasure, delete_empty_libraries
from index.conversations.guards import GuardStore
from index.conversations.inbox import Inbox
from index.conversations.lines.tidying import delete_old_updates
from index.conversations.transfers import Transfers
from index.conversations.votes import VoteStore
from index.files.lock import LOCK_TIMEOUT
from index.indexing.bulk import BulkIndexing, index_while_adding
from index.indexing.engine_indexer import EngineIndexer, Progress, Repair, silent
from index.indexing.engine_process import SYNC_ENGINE, sync_until
from index.indexing.question_sync import QuestionSync
from index.indexing.semantic import SemanticRetriever, VectorCoverage
from index.indexing.vector_process import VectorProcess
from index.indexing.worker import WorkerProcess
from index.ingestion.bounds import bounded
from index.ingestion.fetching.files import ReadProgress
from index.ingestion.ingest import ingest
from index.ingestion.readers import parse_bytes, parse_text
from index.ingestion.readers.base import ReadResult
from index.ingestion.reading.apart import read_sources_apart
from index.library_articles import SHARED_ONLY, Libraries, StoredArticles
from index.library_config import LibraryConfig
from index.model.errors import AddError
from index.model.records import SHARED, AddResult, Answer, Article, Credits, ParsedArticle
from index.model.stages import StageWatch
from index.ranking.scope import Scope
from index.retrieval.bm25 import IN_MEMORY, open_engine
from index.retrieval.bm25.base import Engine
from index.retrieval.dense import NO_EMBEDDER
from index.store.articles import ArticleStore
from index.store.database import Database
from index.store.quota import NO_LIMITS
from index.store.versions import VersionStore
from index.syncing.channels import ChannelPosts
from index.syncing.stores import open_stores

if TYPE_CHECKING:  # `kutip add` asks nothing and does without the imports of a question
    from index.answering.follow_up import Earlier
    from index.answering.search import Searcher
    from index.evaluation.feedback import Exported
    from index.model.checked import Checked
    from index.standby import Standby

Result = AddResult | AddError


class Library(StoredArticles):
    """The use cases of every front end. Safe in any thread unless in memory; any method may raise KutipError."""

    def __init__(self, config: LibraryConfig, database: Database, engine: Engine) -> None:
        self.config, self._database, self._engine = config, database, engine
        versions = VersionStore(database, days := config.keep_versions_days)
        super().__init__(ArticleStore(database, keeps_versions=days > 0), versions)
        self._indexer = indexer = EngineIndexer(self._store, engine)
        self.require_writing, self.database_size = database.require_writing, database.size
        self.is_read_only, self.keeps_index, self.stages = database.is_read_only, engine.durable, StageWatch()
        self._semantic = SemanticRetriever(self._store, config.embedder, *config.vectors_of(database))
        self._syncing = QuestionSync(indexer, engine, self.stages, not database.is_read_only)
        self.answers = AnswerStore(database, self._quoted, config.keep_answers_days)
        self.votes, self.is_behind = VoteStore(database, config.keep_answers_days), indexer.is_behind
        self.chats, self.editors, self.guards = ChatStore(database), EditorStore(database), GuardStore(database)
        self.source_stores = open_stores(database, self._store, config.chat_sources, config.chat_limits)
        self.channel_posts = ChannelPosts(self.source_stores, self.add_read, self.remove_all)
        self.transfers, self.erasure = Transfers(database, indexer), Erasure(database, indexer, self._semantic)

    def inbox(self, receiver: int) -> Inbox:
        """Return the updates of the bot with this id."""
        return Inbox(self._database, receiver)

    def ask(self, question: str, libraries: Libraries = SHARED_ONLY, earlier: "Earlier | None" = None) -> Answer:
        """Return the answer. A question that follows up on an ``earlier`` quote is asked of its article first."""
        if earlier is None:
            return self._answered(lambda searcher: searcher.ask(question, Scope(libraries)))
        from index.answering.follow_up import follow_up

        return self._answered(lambda searcher: follow_up(searcher, self._store, question, earlier, libraries))

    def rank(self, question: str, libraries: Libraries, limit: int, hidden: Collection[int] = ()) -> Answer:
        """Answer as ``ask`` does, but keep the quotes of what is not found, and ignore ``hidden`` paragraphs."""
        return self._answered(lambda searcher: searcher.rank(question, Scope(libraries, limit, hidden)))

    def ask_read(self, results: Iterable[ReadResult], question: str) -> Answer:
        """Return the answer of what has been read alone, of which nothing is kept. Raises AddError."""
        read, most = list(results), self.config.max_article_bytes
        embedder, reranker = self._semantic.embedder_of_short(read), self._searcher.reranker
        with open_library(LibraryConfig(max_article_bytes=most, embedder=embedder, reranker=reranker)) as own:
            for result in own.add_read(read, SHARED):
                if isinstance(result, AddError) and not result.is_note:
                    raise result
            return own.ask(question)

    def check(self, text: str, libraries: Libraries = SHARED_ONLY) -> "Checked":
        """Return which of the text's sentences stand in articles: exact, altered, in other words, or not."""
        from index.quote_check.checking import check
        from index.versions.earlier_wording import with_earlier_wording

        checked = self._syncing.fresh(lambda: check(text, self._store, self._engine, libraries))
        return with_earlier_wording(checked, self._versions)

    def add(
        self,
        names: Sequence[str],
        library: str = SHARED,
        progress: ReadProgress | None = None,
        indexing: Progress = silent,
    ) -> Iterator[Result]:
        """Add files, folders, web pages and standard input ("-"); each result is stored before it is yielded.

        ``progress`` counts what is read, ``indexing`` what is indexed after that. All is indexed at the end.
        """
        readings = read_sources_apart(names, self.config.max_article_bytes, progress)
        return self._indexed(ingest(self._store, map(bounded, readings), library), indexing)

    def add_bytes(self, data: bytes, source: str, library: str) -> Iterator[Result]:
        """Add what came through a chat. ``source`` is a name for messages and is never opened."""
        return self.add_read(parse_bytes(data, source, self.config.max_article_bytes), library)

    def add_text(self, text: str, source: str, stated: Credits, library: str) -> Iterator[Result]:
        """Add a text that came through a chat, with the credits that the chat knows."""
        return self.add_read(parse_text(text, source, stated, self.config.max_article_bytes), library)

    def add_read(self, results: Iterable[ReadResult], library: str) -> Iterator[Result]:
        """Add to a library within its limits; the shared one, which the operator fills, has none."""
        limits = NO_LIMITS if library == SHARED else self.config.chat_limits
        return self._indexed(ingest(self._store, map(bounded, results), library, limits))

    def ingest(self, articles: Iterable[ParsedArticle], library: str) -> Iterator[Result]:
        """Store articles as they are; ``sync`` indexes them."""
        return ingest(self._store, articles, library)

    def remove(self, number: int, libraries: Libraries = SHARED_ONLY) -> Article:
        return self.remove_all([number], libraries)[0]

    def remove_all(
        self, numbers: Sequence[int], libraries: Libraries = SHARED_ONLY, *, by_hand: bool = True
    ) -> list[Article]:
        articles = self._store.remove_all(numbers, libraries, by_hand=by_hand)
        self._indexer.sync_or_serve_stale()
        self._semantic.drop_removed()
        return articles

    def sync(self, progress: Progress = silent) -> Repair | None:
        """Index what the index lacks, or rebuild an index that differs from the store. Return what was wrong."""
        return None if self.is_read_only else self._indexer.sync_or_rebuild(progress)

    def sync_until(self, has_ended: Callable[[float], bool]) -> None:
        """Sync until ``has_ended``, which waits for the end for at most the seconds it is given."""
        sync_until(has_ended, self._indexer, self._engine)

    def warm_up(self) -> None:
        """Load what the first question would wait for."""
        self._syncing.fresh(self._searcher.warm_up)

    def rebuild(self, progress: Progress, wait: float = LOCK_TIMEOUT) -> int:
        """Rebuild the index, and return how many paragraphs it has. Raises EngineBusy after ``wait`` seconds."""
        self.require_writing()  # or the index in memory that stands in for the one on disk is rebuilt
        return self._indexer.rebuild(progress, wait)

    def embed(self, progress: Progress = silent, is_wanted: Callable[[], bool] = lambda: True) -> tuple[int, int]:
        """Compute the missing vectors while ``is_wanted``. Return how many, and the number of paragraphs.

        Raises EngineBusy if another process does, and EngineError if there is no embedder.
        """
        indexer = self._semantic.require_indexer()
        return indexer.embed(progress, is_wanted=is_wanted, patiently=True), self._store.paragraph_count()

    def embed_in_background(self) -> AbstractContextManager[object]:
        """Compute missing vectors, now and later, in a process of lower priority while the context is open."""
        if self.config.database is None or self.is_read_only or not self.config.embeds_elsewhere:
            return nullcontext()
        return VectorProcess(self._semantic, self.config.to_json())

    def export_votes(self, folder: Path) -> "Exported":
        """Write the votes as a judged set; see index.evaluation.feedback. Raises ExportError."""
        from index.evaluation.feedback import export

        return export(self._store, self.votes.all(), folder)

    def tidy(self) -> None:
        """Delete what has been kept long enough, from the file of the database too. Raises StoreError."""
        self.answers.delete_old()
        self._versions.delete_old()
        delete_old_updates(self._database)
        delete_empty_libraries(self._database)
        self.source_stores.albums.delete_old()
        self._database.erase_deleted()

    def vector_coverage(self) -> VectorCoverage:
        return self._semantic.coverage()

    def close(self) -> None:
        self._syncing.close()
        self._semantic.close()

    def _answered(self, ask: "Callable[[Searcher], Answer]") -> Answer:
        """Return the answer of the engine; while its server is away, that of what else there is."""
        return self._syncing.fresh(lambda: ask(self._searcher), lambda error: self._standby.answer(ask, error))

    @cached_property
    def _searcher(self) -> "Searcher":
        return self._searcher_on(self._engine, self.config)

    @cached_property
    def _standby(self) -> "Standby":
        from index.standby import Standby

        engine = open_engine(IN_MEMORY, self.config.index_location, analysis.terms_version())
        searcher = self._searcher_on(engine, replace(self.config, reranker=self._searcher.reranker))
        return Standby(self._store, engine, EngineIndexer(self._store, engine), searcher)

    def _searcher_on(self, engine: Engine, config: LibraryConfig) -> "Searcher":
        from index.answering.search import Searcher

        reading = config.reranker, config.reading_seconds
        return Searcher(self._store, engine, self._semantic, config.ablated, config.day_of_asking, *reading)

    def _indexed(self, results: Iterator[Result], progress: Progress = silent) -> Iterator[Result]:
        if not self.keeps_index:
            return results  # the next question indexes
        bulk = BulkIndexing(self._indexer, self._engine, self._start_engine_process, progress)
        return self._semantic.embed_after(index_while_adding(results, bulk))

    def _start_engine_process(self) -> WorkerProcess:
        return WorkerProcess(SYNC_ENGINE, replace(self.config, embedder=NO_EMBEDDER).to_json())


@contextmanager
def open_library(config: LibraryConfig) -> Iterator[Library]:
    """Open the library. Raises StoreError or EngineError."""
    with closing(Database(config.database)) as database:
        needed = ArticleStore(database).generation() if database.is_read_only else None
        engine = open_engine(config.engine, config.place_on(database), analysis.terms_version(), needed)
        with closing(engine), closing(Library(config, database, engine)) as library:
            yield library
