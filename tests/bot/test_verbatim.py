"""The promise: every front end shows a quote as the stored paragraph, word for word."""

import io
import json
import re
from dataclasses import replace
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.console.screen import THEME, Screen
from bot.rendering.as_json import answer_as_json
from bot.rendering.excerpt import Part, excerpt, pages, parts, shortened, utf16_length
from bot.rendering.render import Renderer
from index.model.features import MatchReport, WordMatch
from index.model.lazy.late import Late
from index.model.records import Answer, Article, Paragraph, Quote, Span, Verdict
from index.text.paragraphs import clean
from index.text.sentences import split_sentences
from tests.botapi.server.formatting.html import parse_html

NASTY = ["[bold]", "[/]", "\\", "\\[", "[/sentence]", "<b>", "</blockquote>", "&amp;", "&", "{{ x }}", "{% if %}"]
NASTY += [
    "@everyone",
    "/start",
    "#news",
    "…",
    ":smile:",
    "😀",
    "e\u0301",
    "\u202e",
    "[link=x]",
    "%s",
    "'",
    '"',
    "\u200d",
]
TEXTS = st.lists(st.one_of(st.text(max_size=20), st.sampled_from(NASTY)), max_size=12).map(" ".join)
STORED = st.one_of(TEXTS, TEXTS.map(lambda text: text.replace(" ", ""))).map(clean).filter(bool)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    """Draw a quote of arbitrary text with arbitrary marks."""
    text = draw(STORED)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    words = tuple(Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    sentence = draw(st.sampled_from(split_sentences(text, "id")))
    article = Article(
        id=1, library="shared", paragraph_count=1, title=draw(STORED), language="id", published=date(2022, 3, 3)
    )
    signals = MatchReport((WordMatch("x", 1.0),), (), (), 1.0)
    paragraph = Paragraph(1, 1, 1, text, draw(st.none() | STORED))
    inside = st.integers(sentence.start, sentence.end)
    cut = st.lists(inside, min_size=2, max_size=2, unique=True).map(lambda ends: Span(*sorted(ends)))
    known = draw(st.none() | cut) if sentence.end > sentence.start else None
    marks = Late.known((sentence, words))
    return Quote(article, paragraph, Span(0, len(text)), marks, 1.0, signals, answer=known)


def answer(quote: Quote) -> Answer:
    return Answer(draw_question, Verdict.FOUND, None, (), (quote,), 1.0)


draw_question = "[bold]apa & <b>siapa</b>?"


@pytest.fixture(scope="module")
def telegram() -> Renderer:
    return Renderer("telegram")


ANSI = re.compile(r"\x1b\[[0-9;]*m")
SCREEN = Screen()  # to compile its templates once


def screen(out: io.StringIO, width: int | None = None) -> Screen:
    """Return the screen with another console: a terminal of this width, or a pipe."""
    SCREEN._out = Console(file=out, force_terminal=width is not None, width=width, theme=THEME, highlight=False)
    return SCREEN


@given(quotes())
def test_pieces_joined_are_the_text(quote: Quote) -> None:
    for mark_words in (True, False):
        assert "".join(piece.text for piece in quote.pieces(mark_words)) == quote.paragraph.text


@given(quotes())
def test_marks_are_where_they_were_set(quote: Quote) -> None:
    marked = "".join(piece.text for piece in quote.pieces() if piece.is_word)
    assert marked == "".join(quote.paragraph.text[start:end] for start, end in quote.words)
    inside = "".join(piece.text for piece in quote.pieces() if piece.in_sentence)
    assert inside == quote.sentence_text
    answering = "".join(piece.text for piece in quote.pieces() if piece.in_answer)
    assert answering == (quote.paragraph.text[slice(*quote.answer)] if quote.answer else "")


@given(quotes())
def test_telegram_shows_the_paragraph(telegram: Renderer, quote: Quote) -> None:
    html = telegram.render("answer", answer=answer(quote), quote=quote, position=0, opens=False)
    text, entities = parse_html(html)
    units = text.encode("utf-16-le")
    shown = [
        units[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le")
        for entity in entities
        if entity.type == "blockquote"
    ]
    assert shown == [quote.paragraph.text]
    offset = next(entity.offset for entity in entities if entity.type == "blockquote")
    above = f"{quote.answer_text}\n\n" if quote.answer_text else ""
    if heading := quote.paragraph.heading:
        above += f"{shortened(heading, 240)}\n"
    assert units[: offset * 2].decode("utf-16-le").split() == above.split()


@given(quotes(), st.sampled_from([20, 43, 80]))
def test_the_console_shows_the_paragraph(quote: Quote, width: int) -> None:
    """On a terminal, lines break at spaces, so words are compared; in a pipe, the whole text is."""
    values = {"answer": answer(quote), "quotes": (quote,), "lines": (), "first": 1, "interactive": False}
    piped = io.StringIO()
    screen(piped).show("answer", **values)
    assert f"│ {quote.paragraph.text}\n" in piped.getvalue()
    assert quote.paragraph.heading is None or f"\n   {quote.paragraph.heading}\n │ " in piped.getvalue()
    terminal = io.StringIO()
    screen(terminal, width).show("answer", **values)
    shown = "".join(line[3:] for line in ANSI.sub("", terminal.getvalue()).splitlines() if line.startswith(" │ "))
    assert shown.replace(" ", "") == quote.paragraph.text.replace(" ", "")


@given(quotes())
def test_json_gives_the_paragraph(quote: Quote) -> None:
    (given_quote,) = json.loads(json.dumps(answer_as_json(answer(quote), 3)))["quotes"]
    assert given_quote["text"] == quote.paragraph.text
    assert given_quote["heading"] == quote.paragraph.heading
    assert given_quote["sentence"] in quote.paragraph.text
    if quote.answer:
        start, end = given_quote["answer"]["start"], given_quote["answer"]["end"]
        assert given_quote["answer"]["text"] == quote.paragraph.text[start:end] != ""
    else:
        assert given_quote["answer"] is None


@given(quotes(), st.integers(20, 60))
def test_an_excerpt_is_a_part_of_the_paragraph_that_fits(quote: Quote, room: int) -> None:
    cut = excerpt(quote, room + utf16_length(quote.paragraph.heading or ""))
    assert utf16_length(cut.text) <= room
    assert cut.text
    assert cut.text in quote.paragraph.text
    assert "".join(piece.text for piece in cut.pieces()) == cut.text


@given(
    st.lists(st.tuples(STORED, st.sampled_from([None, "😀 Bab", "Bab dua"])), min_size=1, max_size=6),
    st.integers(30, 80),
)
def test_pages_hold_every_word_of_an_article_in_order(below: list[tuple[str, str | None]], room: int) -> None:
    texts = [text for text, _ in below]
    paragraphs = [Paragraph(number, 1, number, *one) for number, one in enumerate(below, 1)]
    paged = pages(paragraphs, room)
    shown = [part for page in paged for part in page]
    assert all(sum(utf16_length(part.text) for part in page) + length_of_headings(page) <= room for page in paged)
    assert all(part.text in part.paragraph.text for part in shown)
    assert "".join(part.text for part in shown).replace(" ", "") == "".join(texts).replace(" ", "")
    assert sum(part.begins for part in shown) == sum(part.ends for part in shown) == len(texts)


def length_of_headings(page: list[Part]) -> int:
    """Return the length of the headings that are shown on a page: each once above the parts below it."""
    return sum(utf16_length(heading or "") for heading, _ in groupby(part.paragraph.heading for part in page))


def test_an_excerpt_keeps_whole_sentences_around_the_answer() -> None:
    text = "Satu dua tiga. Empat lima enam. Tujuh delapan. Sembilan sepuluh."
    article = Article(id=1, library="shared", paragraph_count=1, title="T", language="id")
    quote = Quote(
        article,
        Paragraph(1, 1, 1, text),
        Span(0, len(text)),
        Late.known((Span(15, 31), ())),
        1.0,
        MatchReport((), (), (), 1),
    )
    assert excerpt(quote, 100) == quote
    assert excerpt(quote, 32).text == "Empat lima enam. Tujuh delapan."
    assert excerpt(quote, 20).text == "Empat lima enam."
    assert excerpt(quote, 12).text == "Empat lima"
    assert (
        excerpt(replace(quote, marks=Late.known((Span(47, 64), ()))), 33).text
        == "Tujuh delapan. Sembilan sepuluh."
    )


def test_a_character_of_two_units_is_not_cut_in_half() -> None:
    cut = [part.text for part in parts(Paragraph(1, 1, 1, "😀" * 5), 5)]
    assert cut == ["😀😀", "😀😀", "😀"]


def test_of_a_sentence_that_is_too_long_the_matching_word_is_shown() -> None:
    text = "kata " * 100 + "harimau " + "kata " * 100
    article = Article(id=1, library="shared", paragraph_count=1, title="T", language="id")
    word = Span(500, 507)
    quote = Quote(
        article,
        Paragraph(1, 1, 1, text),
        Span(0, len(text)),
        Late.known((Span(0, len(text)), (word,))),
        1.0,
        MatchReport((), (), (), 1),
    )
    assert "harimau" in excerpt(quote, 100).text
