"""kutip source: follow feeds and folders, and change what is followed."""

import json
from argparse import Namespace
from contextlib import closing
from pathlib import Path

from bot.commands.sources.syncing import sync_due, sync_named
from bot.console.screen import Screen
from bot.rendering.as_json import source_as_json
from bot.runtime.app import open_configured_library
from bot.runtime.exit_codes import DONE, EXPECTED_ERROR
from bot.runtime.settings import Settings
from index.ingestion.reading.pool import Readings, Results, open_readings
from index.library import Library
from index.model.clock import utc_now
from index.model.errors import Fault, KutipError, MissingError, SourceError
from index.model.records import SHARED
from index.model.sources import REMOVE, Source
from index.syncing.folders import follow_folder
from index.syncing.new_source import MOST_STEPS, follow, only_feed, request_feed
from index.syncing.opml import read_opml, write_opml
from index.syncing.running import ends_after

# A week.
_MOST_MINUTES = 7 * 24 * 60
_FEED_MINUTES, _FOLDER_MINUTES = 60, 1
# A person waits for the first articles of a source, of which a site gives one in two seconds, not for all.
_FIRST_SECONDS = 20.0


def source(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_configured_library(settings) as library:
        return _ACTIONS[arguments.action](library, arguments, screen)


def _add(library: Library, arguments: Namespace, screen: Screen) -> int:
    if not arguments.names:
        raise SourceError(Fault.NO_SOURCE_NAMED)
    failed, is_new, minutes = False, False, arguments.every
    vanishes = arguments.vanished == REMOVE
    every = min(_FEED_MINUTES if minutes is None else minutes, _MOST_MINUTES) * 60
    with closing(open_readings(library.config.max_article_bytes)) as readings:
        for name in map(str.strip, arguments.names):
            try:
                if not name:  # Path would take it for the current folder
                    raise SourceError(Fault.BAD_SOURCE_ADDRESS, source="''")
                if Path(name).expanduser().is_dir():
                    seconds = min(_FOLDER_MINUTES if minutes is None else minutes, _MOST_MINUTES) * 60
                    added = follow_folder(library.source_stores, Path(name), seconds, removes_vanished=vanishes)
                elif Path(name).is_file():
                    _add_opml(library, Path(name), every, vanishes, screen)
                    continue
                else:
                    added = _added(library, readings, name, every, vanishes)
                is_new = True
                screen.show("source_added", source=added)
            except KutipError as error:
                failed = True
                if error.fault is Fault.PAGE_WITH_FEEDS:
                    screen.show("which_feed", **error.details)
                else:
                    screen.show_error(error)
    if is_new:
        _sync_first(library, screen)
    return EXPECTED_ERROR if failed else DONE


def _sync_first(library: Library, screen: Screen) -> None:
    """Make articles of the first items of new sources, unless a bot or another sync does so already."""
    try:
        sync_due(library, screen, has_ended=ends_after(_FIRST_SECONDS))
    except SourceError as error:
        if error.fault is not Fault.SOURCES_BUSY:
            raise


def _add_opml(library: Library, file: Path, every: int, vanishes: bool, screen: Screen) -> None:
    """Follow the feeds in an OPML file. Raises SourceError if it is none."""
    known = 0
    for new in read_opml(file):
        try:
            added = library.source_stores.sources.add(SHARED, new._replace(every=every, removes_vanished=vanishes))
        except SourceError:
            known += 1
        else:
            screen.show("source_added", source=added)
    if known:
        screen.show("sources_known", count=known, file=file)


def _added(library: Library, readings: Readings, url: str, every: int, vanishes: bool) -> Source:
    """Follow the feed at an address, or that of the page there. Raises SourceError or ReadError."""
    results = _requested(library, readings, url)
    for _ in range(MOST_STEPS):
        if found := only_feed(results):
            url, results = found, _requested(library, readings, found)
    return follow(library.source_stores, SHARED, url, results, every, removes_vanished=vanishes)


def _requested(library: Library, readings: Readings, url: str) -> Results | None:
    asked = request_feed(library.source_stores, readings, url, library.config.agent, SHARED)
    return asked.result() if asked else None


def _list(library: Library, arguments: Namespace, screen: Screen) -> int:
    found = library.source_stores.sources.all()
    if arguments.opml:
        screen.write(write_opml(found))
    elif arguments.json:
        screen.write(json.dumps([source_as_json(one) for one in found], ensure_ascii=False, indent=2))
    else:
        screen.show("sources", sources=found)
    return DONE


def _change(library: Library, arguments: Namespace, screen: Screen) -> int:
    """Change what becomes of the articles that vanish; those that have vanished before stay as they are."""
    if arguments.vanished is None:
        raise SourceError(Fault.NO_CHANGE_NAMED)
    for number in _numbers(arguments):
        changed = library.source_stores.sources.set_vanished(number, removes=arguments.vanished == REMOVE)
        screen.show("source_changed", source=changed)
    return DONE


def _remove(library: Library, arguments: Namespace, screen: Screen) -> int:
    for number in _numbers(arguments):
        screen.show("source_removed", source=library.source_stores.sources.remove(number))
    return DONE


def _pause(library: Library, arguments: Namespace, screen: Screen) -> int:
    for number in _numbers(arguments):
        screen.show("source_paused", source=library.source_stores.sources.pause(number))
    return DONE


def _resume(library: Library, arguments: Namespace, screen: Screen) -> int:
    for number in _numbers(arguments):
        screen.show("source_paused", source=library.source_stores.sources.resume(number))
    return DONE


def _sync_some(library: Library, arguments: Namespace, screen: Screen) -> int:
    if arguments.names:
        return sync_named(library, _numbers(arguments), screen)
    library.source_stores.sources.make_due(None, utc_now())
    sync_due(library, screen)
    return DONE


def _numbers(arguments: Namespace) -> list[int]:
    """Return the numbers that are given. Raises SourceError without any, or MissingError for what is none."""
    if not arguments.names:
        raise SourceError(Fault.NO_SOURCE_NAMED)
    for name in arguments.names:
        if not (name.isdecimal() and len(name) < 10):
            raise MissingError(Fault.NO_SUCH_SOURCE_NUMBER, number=name)
    return [int(name) for name in arguments.names]


_ACTIONS = {
    "add": _add,
    "list": _list,
    "change": _change,
    "remove": _remove,
    "pause": _pause,
    "resume": _resume,
    "sync": _sync_some,
}
