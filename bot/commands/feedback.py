"""kutip feedback"""

from argparse import Namespace
from pathlib import Path

from bot.console.screen import Screen
from bot.runtime.app import open_configured_library
from bot.runtime.exit_codes import DONE
from bot.runtime.settings import Settings


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    folder = Path(arguments.folder)
    with open_configured_library(settings) as library:
        screen.show("feedback", exported=library.export_votes(folder), folder=folder)
    return DONE
