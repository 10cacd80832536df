"""kutip check"""

import json
import os
import sys
from argparse import Namespace

from bot.console.checking import show_checked
from bot.console.screen import Screen
from bot.console.showing import ask_only, sync
from bot.rendering.checked_as_json import checked_as_json
from bot.runtime.app import open_configured_library
from bot.runtime.exit_codes import ALTERED_OR_NOT_HERE, DONE
from bot.runtime.settings import Settings
from index.ingestion.readers import READERS
from index.ingestion.sources import read_sources
from index.model.checked import CheckVerdict, worst
from index.model.errors import Fault, KutipError, ReadError
from index.model.web_address import is_web_address
from index.quote_check.wording.claims import quotations

_STANDARD_INPUT = "-"
_FOUND = frozenset({CheckVerdict.EXACT, CheckVerdict.REPORTED})


def run(arguments: Namespace, settings: Settings, screen: Screen) -> int:
    text = " ".join(arguments.text).strip()
    with open_configured_library(settings) as library:
        claims = _claims(text, settings.kutip_max_article_bytes)
        ask_only(library, screen)
        sync(library, screen)
        checked = [library.check(claim) for claim in claims]
    if not any(one.sentences for one in checked):
        raise KutipError(Fault.NOTHING_TO_CHECK)
    if arguments.json:
        screen.write(json.dumps(checked_as_json(checked), ensure_ascii=False, indent=2))
    elif _is_file(text):
        screen.show("checked_draft", source=text, checked=checked)
        for number, one in enumerate(checked, start=1):
            if one.verdict not in _FOUND:
                screen.write("")
                show_checked(screen, one, number)
    else:
        show_checked(screen, checked[0])
    return DONE if worst(one.verdict for one in checked) in _FOUND else ALTERED_OR_NOT_HERE


def _claims(text: str, most_bytes: int) -> list[str]:
    """Return the text to check, or the quotations in a file. Raises KutipError if there are none."""
    if _is_file(text):
        draft = "\n".join(_paragraphs(text, most_bytes))
        if not (found := [draft[slice(*span)] for span in quotations(draft)]):
            raise KutipError(Fault.NO_QUOTATIONS, source=text)
        return found
    if text in ("", _STANDARD_INPUT) and sys.stdin and not sys.stdin.isatty():
        text = sys.stdin.read().strip()
    if not text or text == _STANDARD_INPUT:
        raise KutipError(Fault.NOTHING_TO_CHECK)
    return [text]


def _paragraphs(path: str, most_bytes: int) -> list[str]:
    found = list[str]()
    for result in read_sources([path], most_bytes):
        if isinstance(result, ReadError):
            if not result.is_note:
                raise result
        else:
            found += result.texts
    return found


def _is_file(text: str) -> bool:
    """Return whether a text names a file: one that is there, or one word that ends as the names of files do."""
    is_name = len(text.split()) == 1 and text.lower().endswith(tuple(READERS)) and not is_web_address(text)
    return is_name or os.path.isfile(text)  # noqa: PTH113 - Path fails on long texts
