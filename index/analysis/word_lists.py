"""Read the word lists in data/, which no package offers."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import cast


def read_words(name: str) -> Mapping[str, str]:
    """Return the words of each language in data/NAME.toml, separated by spaces."""
    return cast("Mapping[str, str]", _read(name))


def read_phrases(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the phrases of each language in data/NAME.toml by their meaning, separated by commas."""
    return cast("Mapping[str, Mapping[str, str]]", _read(name))


def read_phrase_lists(name: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the phrases of each language in data/NAME.toml by their meaning."""
    return cast("Mapping[str, Mapping[str, Sequence[str]]]", _read(name))


@cache
def informal_words(language: str) -> Mapping[str, str]:
    """Return the standard spelling of each informal word of a language."""
    return dict(pair.split("=") for pair in read_words("informal").get(language, "").split())


def read_numbers(name: str) -> Mapping[str, Mapping[str, float]]:
    """Return the numbers of the words of each language in data/NAME.toml."""
    return cast("Mapping[str, Mapping[str, float]]", _read(name))


@cache
def _read(name: str) -> Mapping[str, object]:
    data = resources.files(__package__).joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)
