"""The question before articles are removed; it takes a terminal to answer it."""

import sys
from collections.abc import Sequence

from bot.console.screen import Screen
from bot.rendering.render import words
from index.model.errors import Fault, KutipError
from index.model.records import Article


def is_agreed(chosen: Sequence[Article], screen: Screen) -> bool:
    """Show what will be removed, and return whether the person agrees. Raises KutipError without a terminal.

    A script would answer by accident with whatever it reads next.
    """
    if not (sys.stdin and sys.stdin.isatty()):
        raise KutipError(Fault.NOBODY_TO_ASK)
    screen.show("remove_question", articles=chosen)
    try:
        answer = input(screen.renderer.render("remove_prompt", articles=chosen) + " ")
    except EOFError:
        answer = ""
    agrees = answer.strip().casefold() in words("console/usage")["kutip"]["agreement"]
    if not agrees:
        screen.show("not_removed")
    return agrees
