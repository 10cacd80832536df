"""The day of a quote stands beside it, and an answer says if it is older than the time asked about."""

import io
from pathlib import Path

import pytest

from bot.console.conversation import Console
from bot.console.screen import Screen
from bot.rendering.render import Renderer
from bot.telegram.delivery.html import plain
from bot.telegram.replies.views import Replies
from index.library import Library
from index.model.records import SHARED

RATE = "---\ntitle: Kurs rupiah\npublished: 2024-09-18\n---\n\nKurs rupiah menguat ke Rp 15.335 per dollar AS.\n"
UNDATED = "Lereng Sirah\n\nLereng Gunung Sirah retak, kata warga.\n"


@pytest.fixture(autouse=True)
def articles(library: Library) -> None:
    for text, name in ((RATE, "rate.md"), (UNDATED, "slope.txt")):
        list(library.add_bytes(text.encode(), name, SHARED))


def shown(library: Library, question: str, language: str = "en") -> list[str]:
    replies = Replies(library, Renderer("telegram", lambda: language))
    return [line for line in plain(replies.answer(library.ask(question), None).html).splitlines() if line]


def test_an_old_answer_says_so_in_a_chat_below_its_day(library: Library) -> None:
    assert shown(library, "kurs rupiah hari ini")[:3] == [
        "18 September 2024",
        "The newest I have from before the time you asked about is of 18 September 2024.",
        "Kurs rupiah menguat ke Rp 15.335 per dollar AS.",
    ]
    assert shown(library, "kurs rupiah hari ini", "id")[1] == (
        "Yang terbaru yang saya punya dari sebelum waktu yang Anda tanyakan bertanggal 18 September 2024."
    )


def test_a_question_about_no_time_shows_no_day_first(library: Library) -> None:
    assert shown(library, "kurs rupiah")[0] == "Kurs rupiah menguat ke Rp 15.335 per dollar AS."


def test_a_quote_without_a_day_says_so(library: Library) -> None:
    assert shown(library, "lereng Sirah sekarang")[0] == "No date"


def test_the_console_shows_the_day_in_the_source(library: Library, tmp_path: Path) -> None:
    output = io.StringIO()
    Console(library, Screen(output, output), tmp_path).do("kurs rupiah hari ini")
    lines = " ".join(output.getvalue().split())
    assert "The newest I have from before the time you asked about is of 18 September 2024." in lines
    assert "Kurs rupiah · 18 September 2024 · paragraph 1" in lines
