"""kutip feedback"""

from argparse import Namespace
from pathlib import Path

from bot.app import open_app
from bot.cli import DONE
from bot.settings import Settings
from bot.terminal import Screen


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    folder = Path(arguments.folder)
    with open_app(settings) as app:
        screen.show("feedback", exported=app.export_votes(folder), folder=folder)
    return DONE
