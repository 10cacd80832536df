"""A row of a table keeps each cell in its column."""

import pytest

from index.ingestion.layout.table_rows import piped_row, row_text
from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("| Krajan | 12 |", "Krajan · 12"),
        ("|Krajan|12|", "Krajan · 12"),
        ("| Krajan | | 12 |", "Krajan · – · 12"),
        ("| Krajan | 12 | |", "Krajan · 12 · –"),
        ("| | 12 | 13 |", "– · 12 · 13"),
        ("| Krajan | | |", "Krajan"),
        ("| | |", ""),
        ("| Krajan", None),
    ],
)
def test_a_row_in_a_text_has_its_empty_cells(line: str, text: str | None) -> None:
    assert piped_row(line) == text


def test_no_cells_are_no_row() -> None:
    assert row_text([]) == ""


@pytest.mark.parametrize("name", ["harga.md", "harga.txt"])
def test_a_price_of_this_year_is_not_that_of_last_year(name: str) -> None:
    table = "| Komoditas | 2025 | 2026 |\n|---|---|---|\n| Teh | 20.000 | |\n| Kopi | | 90.000 |"
    text = f"Harga di pasar Wringin\n\nHarga berubah sejak awal pekan ini, kata dinas perdagangan.\n\n{table}\n"
    (article,) = parse_bytes(text.encode(), name)
    assert isinstance(article, ParsedArticle)
    assert article.texts[-2:] == ("Teh · 20.000 · –", "Kopi · – · 90.000")
