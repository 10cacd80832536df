"""The words that answer come first in a chat and in the console, and are marked in the quote."""

import io
from dataclasses import replace

import pytest
from rich.console import Console as Terminal

from bot.console.screen import THEME, Screen
from bot.rendering.render import Renderer
from bot.telegram.delivery.html import plain
from bot.telegram.replies.views import Replies
from index.library import Library
from index.model.features import Reading
from index.model.records import SHARED, Answer, Span, Verdict

TEXT = "Kereta Whoosh\n\nKereta Whoosh melaju 350 kilometer per jam <b>di sini</b>. Ongkosnya dua ratus ribu."
WORDS = "350 kilometer per jam"


@pytest.fixture
def answer(library: Library) -> Answer:
    list(library.add_bytes(TEXT.encode(), "a.txt", SHARED))
    answer = replace(library.ask("berapa kecepatan kereta Whoosh?").closest, verdict=Verdict.FOUND, reason=None)
    first, *others = answer.quotes
    start = first.paragraph.text.index(WORDS)
    words = Span(start, start + len(WORDS))
    report = replace(first.match_report, reading=Reading(2.0, words, 0.9))
    return replace(answer, quotes=(replace(first, answer=words, match_report=report), *others))


@pytest.fixture
def replies(library: Library) -> Replies:
    return Replies(library, Renderer("telegram"))


def test_a_chat_shows_them_in_the_first_line_and_underlined(answer: Answer, replies: Replies) -> None:
    html = replies.answer(answer, None).html
    assert html.startswith(f"<b>{WORDS}</b>\n")
    assert f"<b>Kereta Whoosh melaju </b><b><u>{WORDS}</u></b><b> &lt;b&gt;di sini" in html


def test_a_weak_answer_has_no_first_line_of_its_own(answer: Answer, replies: Replies) -> None:
    html = replies.answer(replace(answer, verdict=Verdict.WEAK), None).html
    assert not html.startswith("<b>")
    assert f"<u>{WORDS}</u>" in html


def test_an_answer_that_is_the_whole_sentence_is_not_shown_twice(answer: Answer, replies: Replies) -> None:
    first = answer.quotes[0]
    html = replies.answer(replace(answer, quotes=(replace(first, answer=first.sentence),)), None).html
    assert plain(html).count("350 kilometer") == 1


def test_the_console_shows_them_beside_the_number_and_reversed(answer: Answer) -> None:
    out = io.StringIO()
    screen = Screen(out)
    screen.show("answer", answer=answer, quotes=answer.quotes[:1], lines=(), first=1, interactive=False)
    assert out.getvalue().startswith(f"1 {WORDS}\n")
    screen._out = Terminal(file=(terminal := io.StringIO()), force_terminal=True, width=200, theme=THEME)
    screen.show("answer", answer=answer, quotes=answer.quotes[:1], lines=(), first=1, interactive=False)
    reverse = "\x1b[1;7m"
    assert f"{reverse}{WORDS}" in terminal.getvalue()


def test_why_says_what_the_reranker_thought_of_it(answer: Answer, replies: Replies) -> None:
    assert "That it answers: 88%, to the model that read it with the question." in plain(
        replies.why(answer, "x", 0).html
    )
    out = io.StringIO()
    screen = Screen(out)
    screen.show("why", answer=answer, quote=answer.quotes[0], number=1, runner_up=None)
    assert "88% that it answers, to the model that read it with the question" in out.getvalue()
