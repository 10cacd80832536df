"""The exception tree.

    KutipError               an expected error, worth one line to a person
    ├── AddError             a source that is not added
    │   ├── ReadError        ... because it is not an article, or cannot be read whole
    │   └── QuotaError       ... because the library holds as much as it may
    ├── MissingError         an article or a quote that is not there, or no longer
    ├── SourceError          a source that cannot be followed
    ├── JudgedSetError       judged questions that cannot be read or asked
    ├── ExportError          votes that cannot be written as judged questions
    ├── SettingsError        a setting that cannot be used
    ├── ChatServiceError     the chat service refuses the bot, or does not answer
    ├── StoreError           the database
    └── EngineError          an engine, an embedder, a vector index or a reranker
        ├── EngineBusy       another process writes to it
        ├── EngineUnavailable its server is away
        └── ModelServerError the server of a model of the operator's own

An error carries a fault and its details; templates/errors.toml has the words for each fault."""

from enum import StrEnum

from index.model.web_address import without_logins


class Fault(StrEnum):
    """The kind of an error, and the name of its line in templates/errors.toml."""

    # reading
    NO_SUCH_SOURCE = "no_such_source"
    UNREADABLE = "unreadable"
    UNKNOWN_FORMAT = "unknown_format"
    NOTHING_TO_READ = "nothing_to_read"
    FILES_SKIPPED = "files_skipped"
    EMPTY = "empty"
    BINARY = "binary"
    UNKNOWN_ENCODING = "unknown_encoding"
    TOO_LARGE = "too_large"
    TOO_MANY_PARAGRAPHS = "too_many_paragraphs"
    TOO_MANY_ARTICLES = "too_many_articles"
    NO_PARAGRAPHS = "no_paragraphs"
    NO_ARTICLE = "no_article"
    PAGES_MISSING = "pages_missing"
    FRONT_MATTER_BROKEN = "front_matter_broken"
    BAD_FIELD = "bad_field"
    DATE_UNREADABLE = "date_unreadable"
    ENCODING_GUESSED = "encoding_guessed"
    NOT_JSON = "not_json"
    NO_TEXT_FIELD = "no_text_field"
    NOT_AN_EXPORT = "not_an_export"
    EXPORT_BROKEN = "export_broken"
    CHATS_LEFT_OUT = "chats_left_out"
    NO_POSTS = "no_posts"
    PAGE_NOT_FETCHED = "page_not_fetched"
    NOT_A_FEED = "not_a_feed"
    PAGE_WITH_FEEDS = "page_with_feeds"
    ROBOTS_DENY = "robots_deny"
    READING_STOPPED = "reading_stopped"
    READING_ENDED = "reading_ended"
    NOT_DOWNLOADED = "not_downloaded"
    WEB_NOT_INSTALLED = "web_not_installed"
    DOCUMENTS_NOT_INSTALLED = "documents_not_installed"
    NOT_A_DOCUMENT = "not_a_document"
    DOCUMENT_CUT_OFF = "document_cut_off"
    DOCUMENT_BOMB = "document_bomb"
    DOCUMENT_PROTECTED = "document_protected"
    NO_TEXT_IN_PAGES = "no_text_in_pages"
    PAGES_WITHOUT_TEXT = "pages_without_text"
    PARTS_LEFT_OUT = "parts_left_out"
    NO_TEXT_COLUMN = "no_text_column"
    LIBRARY_FULL = "library_full"
    # following
    SOURCE_KNOWN = "source_known"
    TOO_MANY_SOURCES = "too_many_sources"
    NO_SUCH_SOURCE_NUMBER = "no_such_source_number"
    BAD_SOURCE_ADDRESS = "bad_source_address"
    NO_SOURCE_NAMED = "no_source_named"
    NO_CHANGE_NAMED = "no_change_named"
    CHANNELS_KEEP = "channels_keep"
    BAD_OPML = "bad_opml"
    SOURCES_BUSY = "sources_busy"
    NOT_SYNCED = "not_synced"
    CHANNEL_IN_USE = "channel_in_use"
    # asking
    NO_SUCH_ARTICLE = "no_such_article"
    NO_SUCH_QUOTE = "no_such_quote"
    QUOTE_GONE = "quote_gone"
    NO_QUESTION = "no_question"
    NOTHING_TO_CHECK = "nothing_to_check"
    NO_QUOTATIONS = "no_quotations"
    NOTHING_CHOSEN = "nothing_chosen"
    NOBODY_TO_ASK = "nobody_to_ask"
    # evaluating
    NO_JUDGED_SET = "no_judged_set"
    BAD_JUDGED_LINE = "bad_judged_line"
    NOTHING_JUDGED = "nothing_judged"
    NO_VOTES = "no_votes"
    FOLDER_IN_USE = "folder_in_use"
    UNWRITABLE = "unwritable"
    NO_SUCH_PAIR = "no_such_pair"
    UNKNOWN_FEATURE_GROUP = "unknown_feature_group"
    UNKNOWN_COMPETITOR = "unknown_competitor"
    MISSING_LIBRARY = "missing_library"
    # settings
    BAD_ENV_FILE = "bad_env_file"
    BAD_ENV_LINE = "bad_env_line"
    UNKNOWN_SETTING = "unknown_setting"
    BAD_SETTING = "bad_setting"
    NO_TOKEN = "no_token"  # noqa: S105 - the name of a fault, not a secret
    TOKEN_REFUSED = "token_refused"  # noqa: S105
    TELEGRAM_SILENT = "telegram_silent"
    TWO_POLLERS = "two_pollers"
    TWO_RECEIVERS = "two_receivers"
    WEBHOOK_REFUSED = "webhook_refused"
    WEBHOOK_PORT_TAKEN = "webhook_port_taken"
    # store
    DATABASE_LOCKED = "database_locked"
    DATABASE_READ_ONLY = "database_read_only"
    DATABASE_CORRUPT = "database_corrupt"
    DATABASE_TOO_NEW = "database_too_new"
    DATABASE_FAILED = "database_failed"
    DATABASE_UNREACHABLE = "database_unreachable"
    DATABASE_REFUSES = "database_refuses"
    COPY_NOT_EMPTY = "copy_not_empty"
    COPY_DIFFERS = "copy_differs"
    PASSWORD_SHOWN = "password_shown"  # noqa: S105
    DISK_FULL = "disk_full"
    # engine
    UNKNOWN_ENGINE = "unknown_engine"
    INDEX_BUSY = "index_busy"
    INDEX_DAMAGED = "index_damaged"
    INDEX_UNWRITABLE = "index_unwritable"
    ENGINE_UNAVAILABLE = "engine_unavailable"
    NO_ENGINE_ADDRESS = "no_engine_address"
    # meaning
    MEANING_OFF = "meaning_off"
    MEANING_NOT_INSTALLED = "meaning_not_installed"
    VECTORS_BUSY = "vectors_busy"
    UNKNOWN_EMBEDDER = "unknown_embedder"
    UNKNOWN_VECTOR_INDEX = "unknown_vector_index"
    EMBEDDER_BROKEN = "embedder_broken"
    MODEL_SERVER_FAILED = "model_server_failed"
    UNKNOWN_RERANKER = "unknown_reranker"
    RERANKER_NOT_INSTALLED = "reranker_not_installed"
    RERANKER_BROKEN = "reranker_broken"


NOTES = frozenset(
    {
        Fault.BAD_FIELD,
        Fault.CHATS_LEFT_OUT,
        Fault.DATE_UNREADABLE,
        Fault.ENCODING_GUESSED,
        Fault.FILES_SKIPPED,
        Fault.PAGES_MISSING,
        Fault.PAGES_WITHOUT_TEXT,
        Fault.PARTS_LEFT_OUT,
    }
)
"""The faults that cost less than an article: it is added, and a line says what it lacks."""


class KutipError(Exception):
    """An expected error. The details fill the line of the fault, without the login of an address."""

    def __init__(self, fault: Fault, **details: object) -> None:
        self.fault = fault
        self.details = without_logins(details)
        super().__init__(fault)

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={str(value)[:200]!r}" for name, value in self.details.items())
        return f"{self.fault}: {shown}"


class AddError(KutipError):
    """Details always hold ``source``."""

    @property
    def is_note(self) -> bool:
        """Whether the article was added nevertheless."""
        return self.fault in NOTES


class ReadError(AddError):
    """Details also hold ``line`` (from 1) where one line of many is to blame."""


class QuotaError(AddError):
    """Details also hold the limit, what it counts (``of``) and how many articles it refused (``count``)."""


class MissingError(KutipError): ...


class SourceError(KutipError): ...


class JudgedSetError(KutipError):
    """Details always hold ``source``."""


class ExportError(KutipError): ...


class SettingsError(KutipError): ...


class ChatServiceError(KutipError): ...


class StoreError(KutipError): ...


class EngineError(KutipError): ...


class EngineBusy(EngineError):  # noqa: N818 - a state
    """Another process has been writing for longer than the caller wanted to wait."""


class EngineUnavailable(EngineError):  # noqa: N818 - a state
    """The server of an engine is away, too slow, or does not answer as it should; what is stored is indexed later.

    Args:
        address: without user, password and key.
        why: chooses the words in templates/errors.toml.
        status: of HTTP, or 0.
    """

    def __init__(self, address: str, why: str, status: int = 0) -> None:
        super().__init__(Fault.ENGINE_UNAVAILABLE, address=address, why=why, status=status)
        self.address, self.why, self.status = address, why, status


class ModelServerError(EngineError):
    """The server of a model is away, or does not answer as it should. Questions are answered without it.

    Args:
        address, why, status: as of EngineUnavailable.
        retry_after: how many seconds the server asks us to wait, if it says so.
    """

    def __init__(self, address: str, why: str, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(Fault.MODEL_SERVER_FAILED, address=address, why=why, status=status)
        self.address, self.why, self.status, self.retry_after = address, why, status, retry_after


class ModelChangedError(ModelServerError):
    """The server runs another model than before, whose vectors cannot be compared with the older ones."""
