"""Read the word lists in data/, which no package offers."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_list(name: str) -> Mapping[str, Any]:
    """Return the content of data/NAME.toml, by language."""
    data = resources.files(__package__).joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)
