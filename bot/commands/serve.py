"""kutip console and kutip telegram: run until they are stopped."""

from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from bot.console.screen import Screen
from bot.console.showing import ask_only, sync
from bot.runtime.app import database_in, open_configured_library
from bot.runtime.exit_codes import DONE
from bot.runtime.memory import keep_loaded, remembering_few_words, share_free_memory
from bot.runtime.settings import Settings
from index.library import Library
from index.model.errors import Fault, StoreError
from index.syncing.process import SourceProcess


def console(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    from bot.console.conversation import Console

    with open_configured_library(settings) as library:
        ask_only(library, screen)
        sync(library, screen)
        # While the first question is typed. What fails is told with that question.
        with ThreadPoolExecutor(1, "warming up") as pool, library.embed_in_background():
            pool.submit(library.warm_up)
            Console(library, screen, settings.kutip_data).run()
    return DONE


def telegram(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    share_free_memory()
    from bot.telegram import Duties, run
    from bot.telegram.receiving.webhook import push_address

    with _opened_patiently(settings, screen) as library:
        library.require_writing()  # what people send has to be stored before it is answered
        sync(library, screen)
        library.warm_up()
        keep_loaded()
        # Nobody but the bot listens there, so that other commands subscribe to nothing.
        config = replace(library.config, push_address=push_address(settings))
        # If several processes receive updates, only one of them syncs sources.
        duties = Duties(are_mine=not settings.receives_jointly)
        address, may_sync = config.push_address, lambda: duties.are_mine
        syncing = SourceProcess(library.source_stores, config.to_json(), address, may_sync)
        with remembering_few_words(), library.embed_in_background(), syncing:
            run(library, settings, screen, duties=duties)
    return DONE


@contextmanager
def _opened_patiently(settings: Settings, screen: Screen) -> Iterator[Library]:
    """Open the library, waiting while another process writes to it."""
    with ExitStack() as stack:
        while True:
            try:
                library = stack.enter_context(open_configured_library(settings))
                break
            except StoreError as error:
                if error.fault is not Fault.DATABASE_LOCKED:
                    raise
                screen.show_aside("waiting", path=database_in(settings))  # each try waits for some seconds itself
        yield library
