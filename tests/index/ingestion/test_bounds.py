"""Long paragraphs are cut at sentences; an article of very many paragraphs is refused."""

import pytest

from index.ingestion.bounds import bounded
from index.ingestion.layout import conventions
from index.ingestion.readers import parse_bytes
from index.model.article_size import DEFAULT_ARTICLE_BYTES, MOST_LINES, MOST_PARAGRAPHS
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from index.text.long_paragraphs import MOST_CHARACTERS, cut
from tests.index.parsed_paragraphs import without_heading

SENTENCE = "Kalimat berita tentang banjir di kota Semarang yang panjang sekali."


@pytest.mark.parametrize(
    "text",
    [
        " ".join([SENTENCE] * 1000),
        "kata " * 3000 + "akhir",
        "a" * 10_001,
        "Satu. " + "b" * 5000 + " " + SENTENCE,
        "政府は洪水の被害を発表した。" * 1000,
        "A. " * 4000 + "B.",
    ],
)
def test_the_pieces_are_short_and_nothing_is_lost(text: str) -> None:
    pieces = list(cut(text))
    assert max(map(len, pieces)) <= MOST_CHARACTERS
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert all(piece and piece == piece.strip() for piece in pieces)


def test_pieces_end_with_sentences() -> None:
    assert all(piece.endswith("sekali.") for piece in cut(" ".join([SENTENCE] * 1000)))


def test_a_paragraph_of_the_most_characters_stays_whole() -> None:
    assert list(cut("a" * MOST_CHARACTERS)) == ["a" * MOST_CHARACTERS]


def test_articles_are_bounded() -> None:
    short = ParsedArticle(title="Banjir", paragraphs=without_heading(SENTENCE))
    assert bounded(short) is short
    long = ParsedArticle(
        title="Banjir", paragraphs=without_heading(SENTENCE, " ".join([SENTENCE] * 100), SENTENCE)
    )
    found = bounded(long)
    assert isinstance(found, ParsedArticle)
    assert found.texts[0] == found.texts[-1] == SENTENCE
    assert max(map(len, found.texts)) <= MOST_CHARACTERS
    error = bounded(ParsedArticle(title="Banyak", paragraphs=without_heading("x") * (MOST_PARAGRAPHS + 1)))
    assert isinstance(error, ReadError)
    assert error.fault is Fault.TOO_MANY_PARAGRAPHS
    assert bounded(error) is error


@pytest.mark.parametrize("name", ["lines.txt", "lines.md"])
@pytest.mark.parametrize("lines", ["x\n\n", "a|b\n-|-\n", "- x\r\n", " x \r"])
def test_a_file_of_very_many_lines_is_refused_before_its_paragraphs_are_found(
    name: str, lines: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conventions, "stands_alone", lambda _line: pytest.fail("a paragraph was looked for"))
    (error,) = parse_bytes((lines * (MOST_LINES + 1)).encode(), name, DEFAULT_ARTICLE_BYTES)
    assert isinstance(error, ReadError)
    assert error.fault is Fault.TOO_MANY_PARAGRAPHS


@pytest.mark.parametrize("name", ["lines.txt", "lines.md"])
def test_blank_lines_are_no_paragraphs(name: str) -> None:
    data = (SENTENCE + "\n" * (MOST_LINES + 9) + SENTENCE).encode()
    (article,) = parse_bytes(data, name, DEFAULT_ARTICLE_BYTES)
    assert isinstance(article, ParsedArticle)
