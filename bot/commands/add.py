"""kutip add"""

from argparse import Namespace

from bot.console.adding import add
from bot.console.screen import Screen
from bot.console.showing import prepare
from bot.runtime.app import open_app
from bot.runtime.settings import Settings
from index.indexing.engine_process import make_way


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_app(settings) as app:
        make_way()
        if app.keeps_index:  # else there is none to mend before it is asked
            prepare(app, screen)
        return add(app, arguments.paths, screen)
