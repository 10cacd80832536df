"""kutip ask"""

import json
import os
import sys
from argparse import Namespace

from bot.console.screen import Screen
from bot.console.showing import Shown, ask_only, show_answer, sync
from bot.rendering.as_json import answer_as_json
from bot.runtime.app import open_configured_library
from bot.runtime.exit_codes import DONE, EXPECTED_ERROR
from bot.runtime.settings import Settings
from index.files.names import suffix_of
from index.ingestion.readers import READERS
from index.library import Library
from index.model.errors import AddError, Fault, KutipError


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    question, paths = _question_and_paths(arguments)
    failed = False
    with open_configured_library(settings, in_memory=bool(paths)) as library:
        if paths:
            failed = _add_all(library, paths, screen)
            if not library.size().articles:
                return EXPECTED_ERROR
        ask_only(library, screen)
        sync(library, screen)
        answer = library.ask(question)
    if arguments.json:
        screen.write(json.dumps(answer_as_json(answer, arguments.most), ensure_ascii=False, indent=2))
    else:
        show_answer(screen, answer, Shown(1, arguments.most))
    return EXPECTED_ERROR if failed else DONE


def _question_and_paths(arguments: Namespace) -> tuple[str, list[str]]:
    """Separate the question from the paths: in ``--in FILE "what?"`` argparse takes both for paths."""
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
    return suffix_of(name) in READERS or os.path.exists(name)  # noqa: PTH110 - Path fails on long questions


def _add_all(library: Library, paths: list[str], screen: Screen) -> bool:
    """Add the paths, show each error, and return whether there was one."""
    failed = False
    for result in library.add(paths):
        if isinstance(result, AddError):
            failed = failed or not result.is_note
            screen.show_error(result)
    return failed
