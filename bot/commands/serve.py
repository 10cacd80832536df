"""kutip console and kutip telegram: the front ends that stay."""

from argparse import Namespace

from bot.app import open_app
from bot.cli import DONE
from bot.commands.ask import prepare
from bot.settings import Settings
from bot.terminal import Screen
from index.analysis.memo import keep_at_most

# Adding a million paragraphs wants more, but a bot gets some articles at a time. On 9,000 questions on 100,000
# paragraphs of ever new words it takes a hundredth more of processor time.
_REMEMBERED_WORDS = 50_000


def console(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    from bot.console import Console

    with open_app(settings) as app:
        prepare(app, screen)
        with app.embedding_apart():
            Console(app, screen, settings.kutip_data).run()
    return DONE


def telegram(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    from bot.telegram import run

    with open_app(settings) as app:
        prepare(app, screen)
        keep_at_most(_REMEMBERED_WORDS)
        with app.embedding_apart():
            run(app, settings, screen)
    return DONE
