"""Pages in the shapes of well-known sites are read paragraph by paragraph; see docs/pages.md."""

import pytest

from index.ingestion.readers.html import parse_page
from tests.pages.render import MadePage, made_pages


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in made_pages()])
def test_a_page_is_its_paragraphs_and_nothing_else(page: MadePage) -> None:
    assert parse_page(page.html.decode(), page.name).texts == page.paragraphs
