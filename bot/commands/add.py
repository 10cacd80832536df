"""kutip add"""

from argparse import Namespace
from collections.abc import Iterable

from bot.app import App, open_app
from bot.cli import DONE, EXPECTED_ERROR, INTERRUPTED
from bot.settings import Settings
from bot.terminal import Screen
from index.errors import ReadError
from index.ingest import Ingested

_NAMED_AT_MOST = 20


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    with open_app(settings) as app:
        return add(app, arguments.paths, screen)


def add(app: App, names: Iterable[str], screen: Screen) -> int:
    """Bring in sources, showing progress, each error as it comes, and what became of the rest."""
    shown: list[Ingested] = []
    counts = {"added": 0, "updated": 0, "known": 0, "failed": 0}
    interrupted = False
    with screen.progress("progress") as report:
        try:
            for done, result in enumerate(app.add(names), start=1):
                if isinstance(result, ReadError):
                    counts["failed"] += 1
                    screen.show_error(result)
                else:
                    counts[result.outcome] += 1
                    if len(shown) <= _NAMED_AT_MOST:
                        shown.append(result)
                report(done)
        except KeyboardInterrupt:
            interrupted = True
    named = shown if len(shown) <= _NAMED_AT_MOST else []
    screen.show("added", shown=named, counts=counts, size=app.size(), interrupted=interrupted)
    if interrupted:
        return INTERRUPTED
    return EXPECTED_ERROR if counts["failed"] else DONE
