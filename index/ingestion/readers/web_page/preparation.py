"""Prepare the tree of a page for trafilatura: each step corrects what it was measured to read wrongly."""

from lxml.html import HtmlElement

from index.ingestion.readers.web_page.bare_text import wrap_bare_text
from index.ingestion.readers.web_page.furniture import drop_furniture
from index.ingestion.readers.web_page.headings import drop_empty_headings, mark_headings, name_headings
from index.ingestion.readers.web_page.tables import fill_tables, flatten_layouts, name_grids, unwrap_tables
from index.ingestion.readers.web_page.teasers import drop_teasers
from index.ingestion.readers.web_page.tree import drop_menus, flatten_lines, group_siblings


def prepare(tree: HtmlElement) -> None:
    """Remove what is not the article, and name its paragraphs, headings and tables by their elements."""
    name_headings(tree)
    drop_empty_headings(tree)
    drop_furniture(tree)
    drop_menus(tree)
    flatten_lines(tree)
    name_grids(tree)
    flatten_layouts(tree)
    unwrap_tables(tree)
    wrap_bare_text(tree)
    group_siblings(tree)
    drop_teasers(tree)
    mark_headings(tree)
    fill_tables(tree)
