"""Show answers on the screen, and the progress of the index before the first one."""

from typing import NamedTuple

from bot.console.screen import Screen
from index.library import Library
from index.model.records import Answer, Verdict


def ask_only(library: Library, screen: Screen) -> None:
    """Say of a library that can only be read what is not kept."""
    if library.is_read_only:
        screen.show_aside("read_only", path=library.config.derived)


def sync(library: Library, screen: Screen) -> None:
    """Bring the index up to date, and report what was wrong with it."""
    with screen.progress("indexing") as report:
        repair = library.sync(report)
    if repair:
        screen.show_aside("repaired", repair=repair)


class Shown(NamedTuple):
    """Which quotes are shown: ``whole`` from number ``first`` on, and the next ``in_a_line``, each cut to one."""

    first: int
    whole: int
    in_a_line: int = 0


def show_answer(screen: Screen, answer: Answer, shown: Shown, interactive: bool = False) -> None:
    """Show quotes of an answer, or why there is none."""
    if answer.verdict is Verdict.NOT_FOUND:
        screen.show("not_found", answer=answer, interactive=interactive)
        return
    rest = answer.quotes[shown.first - 1 :]
    screen.show(
        "answer" if shown.first == 1 else "more",
        answer=answer,
        quotes=rest[: shown.whole],
        lines=rest[shown.whole : shown.whole + shown.in_a_line],
        width=screen.width,
        first=shown.first,
        interactive=interactive,
    )
