"""kutip console and kutip telegram: the front ends that stay."""

from argparse import Namespace

from bot.app import open_app
from bot.cli import DONE
from bot.commands.ask import prepare
from bot.settings import Settings
from bot.small import remembering_few_words, share_free_memory
from bot.terminal import Screen


def console(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    from bot.console import Console

    with open_app(settings) as app:
        prepare(app, screen)
        with app.embedding_apart():
            Console(app, screen, settings.kutip_data).run()
    return DONE


def telegram(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    share_free_memory()
    from bot.telegram import run

    with open_app(settings) as app:
        prepare(app, screen)
        with remembering_few_words(), app.embedding_apart():
            run(app, settings, screen)
    return DONE
