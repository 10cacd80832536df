"""kutip ask"""

import json
import os
import sys
from argparse import Namespace
from pathlib import Path

from bot.app import App, open_app
from bot.as_json import answer_as_json
from bot.cli import DONE, EXPECTED_ERROR
from bot.settings import Settings
from bot.terminal import Screen
from index.errors import Fault, KutipError, ReadError
from index.models import Answer, Verdict
from index.readers import READERS


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    question, paths = _question_and_paths(arguments)
    failed = False
    with open_app(settings, kept=not paths) as app:
        if paths:
            failed = _read_in(app, paths, screen)
            if not app.size().articles:
                return EXPECTED_ERROR
        prepare(app, screen)
        answer = app.ask(question)
    if arguments.json:
        screen.write(json.dumps(answer_as_json(answer, arguments.most), ensure_ascii=False, indent=2))
    else:
        show_answer(screen, answer, first=1, most=arguments.most)
    return EXPECTED_ERROR if failed else DONE


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


def _question_and_paths(arguments: Namespace) -> tuple[str, list[str]]:
    """Tell the question from the paths: in ``--in FILE "what?"`` argparse takes both for paths."""
    words, paths = list(arguments.question), list(arguments.inside)
    while not arguments.question and len(paths) > 1 and not _may_be_a_path(paths[-1]):
        words.insert(0, paths.pop())
    if not words and sys.stdin and not sys.stdin.isatty():
        words = [sys.stdin.readline()]
    question = " ".join(words).strip()
    if not question:
        raise KutipError(Fault.NO_QUESTION)
    return question, paths


def _may_be_a_path(name: str) -> bool:
    return Path(name).suffix.lower() in READERS or os.path.exists(name)  # noqa: PTH110 - takes any question


def _read_in(app: App, paths: list[str], screen: Screen) -> bool:
    failed = False
    for result in app.add(paths):
        if isinstance(result, ReadError):
            failed = True
            screen.show_error(result)
    return failed
