"""kutip sources, article, remove, rebuild, embed and status: looking after the library."""

from argparse import Namespace

from bot.console.screen import Screen
from bot.runtime.app import open_app
from bot.runtime.exit_codes import DONE
from bot.runtime.settings import Settings
from index.indexing.engine_process import make_way


def sources(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_app(settings) as app:
        screen.show("sources", articles=app.sources(), interactive=False)
    return DONE


def article(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_app(settings) as app:
        found, paragraphs = app.article(arguments.number)
    screen.show("article", article=found, paragraphs=paragraphs)
    return DONE


def remove(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_app(settings) as app:
        screen.show("removed", article=app.remove(arguments.number))
    return DONE


def rebuild(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_app(settings) as app, screen.progress("indexing") as report:
        count = app.rebuild(report, max(arguments.wait, 0))
    screen.show("rebuilt", paragraphs=count)
    return DONE


def embed(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    make_way()
    with open_app(settings) as app, screen.progress("embedding") as report:
        made, paragraphs = app.embed(report)
    screen.show("embedded", made=made, paragraphs=paragraphs)
    return DONE


def status(_arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_app(settings) as app:
        screen.show("status", status=app.status())
    return DONE
