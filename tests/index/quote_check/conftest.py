"""A library of the examples, which no test changes."""

from collections.abc import Iterator

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from tests.conftest import EXAMPLES


@pytest.fixture(scope="session")
def examples() -> Iterator[Library]:
    with open_library(LibraryConfig()) as library:
        list(library.add([str(EXAMPLES)]))
        yield library
