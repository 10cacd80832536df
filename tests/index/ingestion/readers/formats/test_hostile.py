"""Documents and messages that strangers make to keep a reader busy."""

from collections.abc import Callable

import pytest

from index.ingestion.readers import parse_bytes
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.formats.packing import docx, epub, odt
from tests.index.ingestion.readers.test_work import FLOOR, MOST_GROWTH, processor_time

_JOINED = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
_HEADER = "<w:trPr><w:tblHeader/></w:trPr>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(headers: int, rows: int) -> bytes:
    cells = [
        f"<w:tr>{_HEADER if number < headers else ''}"
        f"<w:tc>{paragraph(f'k{number}')}</w:tc><w:tc>{paragraph(f'l{number}')}</w:tc></w:tr>"
        for number in range(headers + rows)
    ]
    return docx(f"<w:tbl>{''.join(cells)}</w:tbl>")


def open_document_table(headers: int, rows: int) -> bytes:
    def row(number: int) -> str:
        cell = f"<table:table-cell><text:p>k{number}</text:p></table:table-cell>"
        return f"<table:table-row>{cell}{cell}</table:table-row>"

    head, body = ("".join(map(row, range(count))) for count in (headers, rows))
    return odt(f"<table:table><table:table-header-rows>{head}</table:table-header-rows>{body}</table:table>")


def book_table(headers: int, rows: int) -> bytes:
    head, body = (
        "".join(f"<tr><td>k{n}</td><td>l{n}</td></tr>" for n in range(count)) for count in (headers, rows)
    )
    return epub({"a.xhtml": f"<html><body><table><thead>{head}</thead>{body}</table></body></html>"})


def message(header: str) -> bytes:
    return f"Subject: Kapal\n{header}\n\nKapal itu karam di dekat dermaga.\n".encode()


SHAPES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "joined paragraphs": ("x.docx", lambda n: docx(paragraph("kapal ", _JOINED) * (20 * n))),
    "header rows in Word": ("x.docx", lambda n: word_table(n, n)),
    "header rows in OpenDocument": ("x.odt", lambda n: open_document_table(n, n)),
    "header rows in a book": ("x.epub", lambda n: book_table(n, n)),
    "parameters": ("x.eml", lambda n: message("Content-Type: text/plain" + ";k" * (100 * n))),
    "folded parameters": ("x.eml", lambda n: message("Content-Type: text/plain" + ";\r\n k" * (100 * n))),
    "numbered parameters": (
        "x.eml",
        lambda n: message("Content-Type: text/plain" + "".join(f";k*{i}=l" for i in range(20 * n))),
    ),
    "comments": ("x.eml", lambda n: message("From: " + "(k" * (100 * n))),
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_document_takes_twice_the_work(shape: str) -> None:
    name, made = SHAPES[shape]
    documents = [made(size) for size in (2_000, 4_000)]
    # The two sizes take turns, so that a slow minute meets both.
    times = [[processor_time(data, name) for data in documents] for _ in range(5)]
    small, large = map(min, zip(*times, strict=True))
    assert large <= MOST_GROWTH * max(small, FLOOR)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_message_with_thousands_of_parameters_is_refused(line_end: str) -> None:
    data = message("Content-Type: text/plain" + ";\n k=l" * 3_000)
    (error,) = parse_bytes(data.replace(b"\n", line_end.encode()), "x.eml")
    assert isinstance(error, ReadError)
    assert error.fault is Fault.DOCUMENT_BOMB


def test_parts_in_parts_are_counted_whatever_ends_their_lines() -> None:
    data = b"Subject: Kapal\r" + b"Content-Type: message/rfc822\r\r" * 2_000
    (error,) = parse_bytes(data, "x.eml")
    assert isinstance(error, ReadError)
    assert error.fault is Fault.DOCUMENT_BOMB


def test_a_sender_of_nested_comments_costs_the_name_alone() -> None:
    (article,) = parse_bytes(message("From: " + "(k" * 2_000), "x.eml")
    assert isinstance(article, ParsedArticle)
    assert (article.author, list(article.texts)) == (None, ["Kapal itu karam di dekat dermaga."])
    (article,) = parse_bytes(message("From: Ana (Kota) Rina <ana@kapal.example>"), "x.eml")
    assert isinstance(article, ParsedArticle)
    assert "Ana" in (article.author or "")


def test_a_last_paragraph_that_should_be_joined_is_kept() -> None:
    (article,) = parse_bytes(docx(paragraph("Kapal itu ", _JOINED) + paragraph("karam.", _JOINED)), "x.docx")
    assert isinstance(article, ParsedArticle)
    assert list(article.texts) == ["Kapal itu karam."]


@pytest.mark.parametrize(("name", "made"), [("x.docx", word_table), ("x.odt", open_document_table)])
def test_a_row_has_the_last_of_many_header_rows_above_it(name: str, made: Callable[[int, int], bytes]) -> None:
    (article,) = parse_bytes(made(40, 2), name)
    assert isinstance(article, ParsedArticle)
    assert all("k39" in (one.heading or "") and "k2 " not in (one.heading or "") for one in article.paragraphs)


def test_a_chapter_that_is_named_again_is_read_once() -> None:
    chapters = {"a.xhtml": "<html><body><p>Kapal itu karam.</p></body></html>"}
    (article,) = parse_bytes(epub(chapters, '<itemref idref="c0"/>' * 900), "x.epub")
    assert isinstance(article, ParsedArticle)
    assert list(article.texts) == ["Kapal itu karam."]


def test_the_text_of_a_table_in_a_table_is_read_once() -> None:
    inner = "<table><tr><td>Ana</td><td>3</td></tr><tr><td>Budi</td><td>4</td></tr></table>"
    page = f"<html><body><table><tr><td><p>Kapal karam.</p>{inner}</td></tr></table></body></html>"
    (article,) = parse_bytes(epub({"a.xhtml": page}), "x.epub")
    assert isinstance(article, ParsedArticle)
    assert "\n".join(article.texts).count("Budi") == 1
    assert article.texts[0] == "Kapal karam."
