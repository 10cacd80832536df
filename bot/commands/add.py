"""kutip add"""

from argparse import Namespace

from bot.console.adding import add
from bot.console.screen import Screen
from bot.console.showing import sync
from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.indexing.worker import lower_priority


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_configured_library(settings) as library:
        lower_priority()
        if library.keeps_index:  # an index in memory is built by the first question
            sync(library, screen)
        return add(library, arguments.paths, screen)
