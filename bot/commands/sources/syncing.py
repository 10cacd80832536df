"""kutip sync and kutip source sync: fetch what is new in the sources that are followed."""

import time
from argparse import Namespace
from collections.abc import Collection, Iterable
from contextlib import suppress

from bot.console.screen import Screen
from bot.runtime.app import open_configured_library
from bot.runtime.exit_codes import DONE, EXPECTED_ERROR
from bot.runtime.settings import Settings
from index.indexing.worker import lower_priority
from index.library import Library
from index.model.clock import utc_now
from index.model.errors import EngineUnavailable, Fault, SourceError
from index.model.sources import CHANNEL, FOLDER, Source, State
from index.syncing.running import HasEnded, sync_until
from index.syncing.stores import Stores


def sync(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    """Fetch what is due, and with --watch go on until Ctrl-C."""
    with open_configured_library(settings) as library:
        sync_due(library, screen, watch=arguments.watch)
    return DONE


def sync_due(library: Library, screen: Screen, *, watch: bool = False, has_ended: HasEnded | None = None) -> None:
    """Sync the sources that are due, and show how many articles there are more."""
    before = library.size()
    _sync_until(library, has_ended or _never_ends, watch=watch)
    sources = library.source_stores.sources.all()
    failing, waiting = [one for one in sources if one.problem], sum(one.waiting for one in sources)
    screen.show("synced", before=before, size=library.size(), failing=failing, waiting=waiting)


def sync_named(library: Library, numbers: Iterable[int], screen: Screen) -> int:
    """Sync the sources with these numbers now, and no others, and show what came of each. Return the exit code.

    Raises MissingError, or SourceError for a source that cannot be synced.
    """
    stores, numbers = library.source_stores, list(dict.fromkeys(numbers))
    for number in numbers:
        _check_can_be_synced(stores.sources.get(number))
    began = utc_now()
    before = {number: stores.items.articles_of(number) for number in numbers}
    stores.sources.make_due(numbers, began)
    _sync_until(library, _never_ends, only=numbers)
    failed = False
    for number in numbers:
        source = stores.sources.get(number)
        was_asked = source.kind == FOLDER or (source.tried_at is not None and source.tried_at >= began)
        if was_asked:
            came = stores.items.changes_since(before[number], number)
            screen.show("source_synced", source=source, came=came)
        else:
            screen.show_error(_resting(stores, source))
        failed = failed or not was_asked or source.failures > 0
    return EXPECTED_ERROR if failed else DONE


def _check_can_be_synced(source: Source) -> None:
    """Raise SourceError for a source that is not requested, and for one whose articles come by themselves."""
    if source.kind == CHANNEL:
        raise SourceError(Fault.NOT_SYNCED, number=source.id, why="channel", value="")
    if source.state is not State.ACTIVE:
        raise SourceError(Fault.NOT_SYNCED, number=source.id, why=str(source.state), value="")


def _resting(stores: Stores, source: Source) -> SourceError:
    """Return the error of a source whose server does not want to be asked now."""
    due = stores.sources.agenda([source.id]).source or source.due_at
    return SourceError(Fault.NOT_SYNCED, number=source.id, why="rest", value=f"{due:%Y-%m-%d %H:%M} UTC")


def _sync_until(
    library: Library, has_ended: HasEnded, *, watch: bool = False, only: Collection[int] | None = None
) -> None:
    lower_priority()

    def index() -> None:
        with suppress(EngineUnavailable):  # what is stored is indexed when the server is back
            if library.keeps_index and library.is_behind():
                library.sync()

    sync_until(library.source_stores, library.config.syncing, has_ended, index, watch=watch, only=only)


def _never_ends(seconds: float) -> bool:
    time.sleep(seconds)
    return False
