"""The lists of words in data/: what languages say, which no package has."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_list(name: str) -> Mapping[str, Any]:
    """Return data/NAME.toml: by language, what the file says of it."""
    data = resources.files(__package__).joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)
