"""Show answers on the screen, and the library being made ready for questions."""

from bot.console.screen import Screen
from bot.runtime.app import App
from index.model.records import Answer, Verdict


def prepare(app: App, screen: Screen) -> None:
    """Get a library ready for questions, and say so where its index had to be mended."""
    with screen.progress("indexing") as report:
        repair = app.prepare(report)
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
