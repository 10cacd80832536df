"""An article that changes, told in its versions."""

from collections.abc import Callable, Iterator

import pytest

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, AddResult, Credits, Outcome

Change = Callable[..., int]
FLOOD = (
    "Banjir merendam kota Semarang pada Senin.",
    "Sebanyak 120 warga mengungsi ke sekolah. Bantuan datang dari provinsi.",
    "Air surut pada malam hari.",
)


@pytest.fixture
def library() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        yield opened


@pytest.fixture
def change(library: Library) -> Change:
    """Return a function that gives the article these paragraphs, and returns its number."""

    def write(*paragraphs: str, title: str = "Banjir di Semarang", name: str = SHARED, of: str = "banjir") -> int:
        credits_ = Credits(title=title, url=f"https://kabar.example/{of}", language="id")
        (result,) = library.add_text("\n\n".join(paragraphs), "kabar", credits_, name)
        assert isinstance(result, AddResult)
        assert result.outcome is not Outcome.KNOWN
        return result.article.id

    return write
