"""Whatever stands between two marks of front matter, reading gives articles and errors that say what is wrong."""

from hypothesis import given
from hypothesis import strategies as st

from index.ingestion.readers import parse_bytes
from index.model.errors import ReadError
from index.model.records import ParsedArticle

PIECES = [
    "title",
    ": ",
    "a",
    '"',
    "'",
    "\n",
    "[",
    "]",
    "{",
    "}",
    "- ",
    "#",
    "*",
    "&",
    "!",
    "|",
    ">",
    "=",
    ",",
    "?",
    "\t",
]


@given(st.sampled_from(["---", "+++", ";;;"]), st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_front_matter_ends_reading_with_an_unexpected_error(marks: str, pieces: list[str]) -> None:
    for block in ("".join(pieces), "title: a\n" + "".join(pieces), '"title' + "".join(pieces)):
        results = list(parse_bytes(f"{marks}\n{block}\n{marks}\nIsi.".encode(), "x.md"))
        assert all(isinstance(result, ParsedArticle | ReadError) for result in results)
