"""The exception tree.

    KutipError             an expected error, worth one line to a person
    ├── ReadError          a source that is no article, or not whole
    ├── MissingError       something asked for by its number that is not there
    ├── SettingsError      a setting that cannot be used
    ├── StoreError         the database
    └── EngineError        the search engine
        ├── EngineBusy     another process writes to the index
        └── EngineUnavailable

An error carries a fault and the details of it, never a sentence: the words are in templates/errors.toml, one
for each fault.
"""

from enum import StrEnum


class Fault(StrEnum):
    # reading
    NO_SUCH_SOURCE = "no_such_source"
    UNREADABLE = "unreadable"
    UNKNOWN_FORMAT = "unknown_format"
    NOTHING_TO_READ = "nothing_to_read"
    EMPTY = "empty"
    BINARY = "binary"
    UNKNOWN_ENCODING = "unknown_encoding"
    TOO_LARGE = "too_large"
    NO_PARAGRAPHS = "no_paragraphs"
    FRONT_MATTER_OPEN = "front_matter_open"
    FRONT_MATTER_BROKEN = "front_matter_broken"
    FRONT_MATTER_NO_FIELDS = "front_matter_no_fields"
    BAD_FIELD = "bad_field"
    NOT_JSON = "not_json"
    NO_TEXT_FIELD = "no_text_field"
    PAGE_NOT_FETCHED = "page_not_fetched"
    NOT_DOWNLOADED = "not_downloaded"
    WEB_NOT_INSTALLED = "web_not_installed"
    LIBRARY_FULL = "library_full"
    # asking
    NO_SUCH_ARTICLE = "no_such_article"
    NO_SUCH_QUOTE = "no_such_quote"
    QUOTE_GONE = "quote_gone"
    NO_QUESTION = "no_question"
    # evaluating
    NO_JUDGED_SET = "no_judged_set"
    BAD_JUDGED_LINE = "bad_judged_line"
    NOTHING_JUDGED = "nothing_judged"
    NO_VOTES = "no_votes"
    FOLDER_IN_USE = "folder_in_use"
    UNWRITABLE = "unwritable"
    NO_SUCH_PAIR = "no_such_pair"
    UNKNOWN_SIGNAL = "unknown_signal"
    UNKNOWN_RIVAL = "unknown_rival"
    MISSING_LIBRARY = "missing_library"
    # settings
    BAD_ENV_FILE = "bad_env_file"
    BAD_SETTING = "bad_setting"
    NO_TOKEN = "no_token"  # noqa: S105 - the name of a fault, not a secret
    TOKEN_REFUSED = "token_refused"  # noqa: S105
    TELEGRAM_SILENT = "telegram_silent"
    TWO_POLLERS = "two_pollers"
    WEBHOOK_REFUSED = "webhook_refused"
    WEBHOOK_PORT_TAKEN = "webhook_port_taken"
    # store
    DATABASE_LOCKED = "database_locked"
    DATABASE_READ_ONLY = "database_read_only"
    DATABASE_CORRUPT = "database_corrupt"
    DATABASE_TOO_NEW = "database_too_new"
    DATABASE_FAILED = "database_failed"
    DISK_FULL = "disk_full"
    # engine
    UNKNOWN_ENGINE = "unknown_engine"
    ENGINE_UNAVAILABLE = "engine_unavailable"
    INDEX_BUSY = "index_busy"
    INDEX_DAMAGED = "index_damaged"
    INDEX_UNWRITABLE = "index_unwritable"
    # meaning
    MEANING_OFF = "meaning_off"
    MEANING_NOT_INSTALLED = "meaning_not_installed"
    VECTORS_BUSY = "vectors_busy"
    UNKNOWN_EMBEDDER = "unknown_embedder"
    UNKNOWN_VECTOR_INDEX = "unknown_vector_index"
    EMBEDDER_BROKEN = "embedder_broken"


class KutipError(Exception):
    def __init__(self, fault: Fault, **details: object) -> None:
        self.fault = fault
        self.details = details
        super().__init__(fault)

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={str(value)[:200]!r}" for name, value in self.details.items())
        return f"{self.fault}: {shown}"


class ReadError(KutipError):
    """Details always hold ``source``, and ``line`` (from 1) where one line of many is to blame."""


class MissingError(KutipError): ...


class SettingsError(KutipError): ...


class StoreError(KutipError): ...


class EngineError(KutipError): ...


class EngineBusy(EngineError):  # noqa: N818 - a state, as the next
    """Another process has been writing to the index for longer than one may wait."""


class EngineUnavailable(EngineError):  # noqa: N818 - the name of the engine contract
    """The server behind an engine cannot be reached."""
