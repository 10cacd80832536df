import tracemalloc

import pytest

from index.text.paragraphs import split_paragraphs
from index.text.separators import is_separator, part_at_separators


@pytest.mark.parametrize(
    "line",
    [
        "--",
        "-----",
        "***",
        "* * *",
        "=====",
        "____",
        "~~~~",
        "• • •",
        "— — —",
        "➖➖➖",
        "🔥🔥🔥",
        "◆◇◆",
        "-=-=-",
        "⁂",
        ". . .",
        "#####",
    ],
)
def test_a_line_of_marks_is_a_separator(line: str) -> None:
    assert is_separator(line)


@pytest.mark.parametrize(
    "line", ["", "-", "—", "•", "-- Ana", "--- KILAT ---", "1 2 3", "”.", '."', ")", "!!!", "|---|", "| | |", "1️⃣"]
)
def test_a_line_with_letters_or_the_rest_of_a_sentence_is_none(line: str) -> None:
    assert not is_separator(line)


@pytest.mark.parametrize("separator", ["-----", "* * *", "  ➖➖➖ ", "=====", "\u200b____"])
def test_a_separator_stands_between_the_lines_that_it_touches(separator: str) -> None:
    lead, more = "Perahu itu berangkat pagi ini dari\ndermaga Lumbir.", "Warga yang menunggu di sana\nikut naik."
    text = f"{lead}\n{separator}\n{more}"
    assert [one for one in split_paragraphs(text) if not is_separator(one)] == [
        "Perahu itu berangkat pagi ini dari dermaga Lumbir.",
        "Warga yang menunggu di sana ikut naik.",
    ]


def test_a_separator_that_is_kept_stays_where_it_is() -> None:
    text = "Tarif\n---\nMurah.\n---\nSekali."
    assert part_at_separators(text, lambda lines, number: lines[number - 1] == "Tarif") == (
        "Tarif\n---\nMurah.\n\n---\n\nSekali."
    )
    assert part_at_separators("Tarif -- murah.\nSekali.") == "Tarif -- murah.\nSekali."


@pytest.mark.parametrize("unit", ["_*", "- ", "*\u200b", "\u2042"])
def test_a_separator_of_any_length_takes_hardly_any_memory(unit: str) -> None:
    line = unit * 500_000
    tracemalloc.start()
    try:
        is_separator(line.strip())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 10 * len(line)
