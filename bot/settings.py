"""The settings, read once from the environment and a .env file, with each complaint naming its variable."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from environs import Env, EnvValidationError
from platformdirs import user_data_path

from index.errors import Fault, SettingsError

_TOKEN = re.compile(r"\d+:[\w-]+")
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(frozen=True)
class Settings:
    """Named as in .env.example, in lower case, where each is explained."""

    telegram_token: str | None = None
    telegram_api_url: str = "https://api.telegram.org"
    kutip_data: Path = field(default_factory=lambda: user_data_path("kutip", appauthor=False))
    kutip_engine: str = "memory"
    kutip_max_article_bytes: int = 2_000_000
    kutip_keep_answers_days: int = 30
    log_level: str = "INFO"

    def __repr__(self) -> str:
        return f"Settings({self.kutip_data})"  # never the token


def read_settings(dotenv: Path = Path(".env")) -> Settings:
    """Returns the settings; the environment goes before the file, which need not exist. Raises SettingsError."""
    env = Env()
    if dotenv.is_file():
        try:
            env.read_env(dotenv, recurse=False)
        except UnicodeDecodeError:
            raise SettingsError(Fault.BAD_ENV_FILE, path=dotenv) from None
    readers: dict[str, Callable[..., Any]] = {
        "telegram_token": env.str,
        "telegram_api_url": env.str,
        "kutip_data": env.path,
        "kutip_engine": env.str,
        "kutip_max_article_bytes": env.int,
        "kutip_keep_answers_days": env.int,
        "log_level": env.str,
    }
    defaults = Settings()
    values = {name: _value(env, read, name, getattr(defaults, name)) for name, read in readers.items()}
    values["log_level"] = values["log_level"].upper()
    values["telegram_api_url"] = values["telegram_api_url"].rstrip("/")
    try:
        values["kutip_data"] = values["kutip_data"].expanduser()
    except RuntimeError:  # of somebody who is not known here
        raise _bad("KUTIP_DATA", values["kutip_data"], "path") from None
    settings = Settings(**values)
    _check(settings)
    return settings


def _value(env: Env, read: Callable[..., Any], name: str, default: object) -> Any:
    variable = name.upper()
    if not env.str(variable, "").strip():  # set to nothing is not set
        return default
    try:
        return read(variable, default)
    except EnvValidationError:
        raise _bad(variable, env.str(variable), read.__name__) from None


def _check(settings: Settings) -> None:
    if settings.telegram_token is not None and not _TOKEN.fullmatch(settings.telegram_token):
        raise _bad("TELEGRAM_TOKEN", "…", "token")
    if not settings.telegram_api_url.startswith(("http://", "https://")):
        raise _bad("TELEGRAM_API_URL", settings.telegram_api_url, "url")
    for name, most in {"kutip_max_article_bytes": 2**40, "kutip_keep_answers_days": 36_500}.items():
        if not 1 <= getattr(settings, name) <= most:
            raise _bad(name.upper(), getattr(settings, name), "positive")
    if settings.log_level not in _LEVELS:
        raise _bad("LOG_LEVEL", settings.log_level, "level")


def _bad(variable: str, value: object, wanted: str) -> SettingsError:
    return SettingsError(Fault.BAD_SETTING, variable=variable, value=value, wanted=wanted, levels=_LEVELS)
