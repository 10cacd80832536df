"""Argparse in the language of the user: "usage:", the headings of its help, and what it finds wrong.

The texts are in templates/console/arguments.toml.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bot.rendering.languages import translated, translated_plural


@contextmanager
def argparse_in(language: str) -> Iterator[None]:
    """Let argparse speak a language while parsers are made and used.

    It translates by these two functions of gettext, which read compiled catalogues of the whole process alone.
    """
    names = vars(argparse)
    before = {name: names[name] for name in ("_", "ngettext")}
    names["_"] = partial(translated, language=language)
    names["ngettext"] = partial(translated_plural, language=language)
    try:
        yield
    finally:
        names.update(before)
