"""A paragraph of any length, as older releases stored them, costs no more than one of 20,000 characters."""

from pathlib import Path

from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, AddResult, ParsedArticle
from index.store.articles import MOST_CHARACTERS
from tests.index.parsed_paragraphs import without_heading

SENTENCE = "Kalimat berita tentang banjir di kota Semarang yang panjang sekali. "
HUGE = ParsedArticle(
    title="Banjir", language="id", paragraphs=without_heading((SENTENCE * 28_000).strip(), "Warga mengungsi.")
)


def filled(library: Library) -> int:
    """Add the article as it is, and return its number."""
    (result,) = library.ingest([HUGE], SHARED)
    assert isinstance(result, AddResult)
    library.sync()
    return result.article.id


def test_no_more_of_a_huge_paragraph_is_read_than_of_a_long_one(tmp_path: Path) -> None:
    with open_library(LibraryConfig(tmp_path / "kutip.db")) as library:
        number = filled(library)
        answer = library.ask("apa yang banjir di Semarang?")
        (quote, *_) = answer.quotes
        assert len(quote.paragraph.text) == MOST_CHARACTERS
        assert quote.sentence_text == SENTENCE.strip()
        around = library.context(quote)
        assert [len(paragraph.text) <= MOST_CHARACTERS for paragraph in around] == [True, True]
        _, shown = library.article(number)
        assert [len(paragraph.text) for paragraph in shown] == [MOST_CHARACTERS, len("Warga mengungsi.")]
