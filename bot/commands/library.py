"""kutip rebuild, embed, feedback, move and status: look after the library."""

import json
import re
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from bot.console.screen import Screen
from bot.runtime.app import database_in, open_configured_library
from bot.runtime.exit_codes import DONE, EXPECTED_ERROR
from bot.runtime.settings import Settings
from bot.runtime.status import read_status
from index.indexing.worker import lower_priority
from index.model.errors import Fault, SettingsError
from index.moving import copy_library
from index.store.dialects.database_url import PATTERN, DatabaseUrl

_STANDARD_INPUT = "-"


def rebuild(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_configured_library(settings) as library, screen.progress("indexing") as report:
        count = library.rebuild(report, max(arguments.wait, 0))
    screen.show("rebuilt", paragraphs=count)
    return DONE


def embed(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    lower_priority()
    with open_configured_library(settings) as library, screen.progress("embedding") as report:
        made, paragraphs = library.embed(report)
    screen.show("embedded", made=made, paragraphs=paragraphs)
    return DONE


def feedback(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    folder = Path(arguments.folder)
    with open_configured_library(settings) as library:
        screen.show("feedback", exported=library.export_votes(folder), folder=folder)
    return DONE


def move(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    new = _place(arguments.to)
    with screen.progress("moving") as report:
        rows = copy_library(database_in(settings), new, report)
    screen.show("moved", rows=rows)
    return DONE


def status(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    """Show the status. Exit with 1 if a bot has run on this data folder and does not run any more."""
    with open_configured_library(settings) as library:
        found = read_status(library)
    if arguments.json:
        named = asdict(found) | {"size": found.size._asdict()}
        screen.write(json.dumps(named, ensure_ascii=False, indent=2, default=str))  # str of times and of a path
    else:
        screen.show("status", status=found)
    return EXPECTED_ERROR if found.bot and not found.bot.running else DONE


def _place(named: str) -> Path | DatabaseUrl:
    """Return the database that a person named. Raises SettingsError."""
    is_private = named == _STANDARD_INPUT
    text = sys.stdin.readline().strip() if is_private and sys.stdin else named
    if not is_private and "://" not in text:
        return Path(text).expanduser()
    if not re.fullmatch(PATTERN, text):
        raise SettingsError(Fault.BAD_SETTING, variable="--to", value="…", wanted="database", choices=[])
    if not is_private and (urlsplit(text).password or "password=" in text):
        raise SettingsError(Fault.PASSWORD_SHOWN)
    return DatabaseUrl(text)
