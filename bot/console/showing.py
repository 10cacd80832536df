"""Show answers on the screen, and the progress of the index before the first one."""

from bot.console.screen import Screen
from index.library import Library
from index.model.records import Answer, Verdict


def sync(library: Library, screen: Screen) -> None:
    """Bring the index up to date, and report what was wrong with it."""
    with screen.progress("indexing") as report:
        repair = library.sync(report)
    if repair:
        screen.show_aside("repaired", repair=repair)


def show_answer(screen: Screen, answer: Answer, first: int, most: int, interactive: bool = False) -> None:
    """Show ``most`` quotes of an answer from number ``first`` on, or why there is none."""
    if answer.verdict is Verdict.NOT_FOUND:
        screen.show("not_found", answer=answer, interactive=interactive)
        return
    quotes = answer.quotes[first - 1 : first - 1 + most]
    template = "answer" if first == 1 else "more"
    screen.show(template, answer=answer, quotes=quotes, first=first, interactive=interactive)
