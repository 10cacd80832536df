"""Each row of a table says what stands in each of its columns."""

import pytest

from index.ingestion.readers.html import parse_page

LEAD = "Harga bahan pokok di pasar Wringin berubah sejak awal pekan ini, kata dinas perdagangan."
END = "Pedagang memperkirakan harga turun lagi pada pekan pertama bulan April."


def rows(table: str) -> list[tuple[str, str | None]]:
    return article(f"<table>{table}</table>")


def article(inside: str) -> list[tuple[str, str | None]]:
    text = f"<article><p>{LEAD}</p>{inside}<p>{END}</p></article>"
    first, *read, last = parse_page(f"<html><title>Harga di Wringin</title>{text}", "x.html").paragraphs
    assert (first.text, last.text) == (LEAD, END)
    return [(row.text, row.heading) for row in read]


def row(*cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(cell if cell[:1] == "<" else f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


YEARS = row("Komoditas", "2025", "2026", tag="th")


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (["Teh", "20.000", ""], "Teh · 20.000 · –"),
        (["Teh", "", "20.000"], "Teh · – · 20.000"),
        (["Teh", "&nbsp;", "<td><p> </p></td>"], "Teh"),
        (["", "20.000", "21.000"], "– · 20.000 · 21.000"),
        (["Teh", "<td><img src=x></td>", "21.000"], "Teh · – · 21.000"),
        (["<td colspan=3>Sumber: dinas perdagangan</td>"], "Sumber: dinas perdagangan"),
        (["Teh", "<td colspan=2>20.000</td>"], "Teh · 20.000 · 20.000"),
    ],
)
def test_an_empty_cell_is_a_dash(cells: list[str], text: str) -> None:
    whole = ("Beras · 14.000 · 15.000", "Komoditas · 2025 · 2026")
    assert rows(YEARS + row("Beras", "14.000", "15.000") + row(*cells)) == [whole, (text, whole[1])]


def test_a_cell_that_spans_rows_stands_in_each() -> None:
    header = row("Kota", "Komoditas", "Harga", tag="th")
    table = (
        row("<td rowspan=3>Lumbir</td>", "Beras", "14.000")
        + row("Cabai", "<td rowspan=2>60.000</td>")
        + row("Teh")
    )
    expected = [
        "Lumbir · Beras · 14.000",
        "Lumbir · Cabai · 60.000",
        "Lumbir · Teh · 60.000",
        "Panjer · Beras · 13.000",
    ]
    read = rows(header + table + row("Panjer", "Beras", "13.000"))
    assert read == [(text, "Kota · Komoditas · Harga") for text in expected]


def test_a_header_beside_rows_stands_in_each_too() -> None:
    table = row("<th rowspan=2>Lumbir</th>", "Beras", "14.000") + row("Cabai", "60.000")
    assert [text for text, _ in rows(YEARS + table)] == ["Lumbir · Beras · 14.000", "Lumbir · Cabai · 60.000"]


def test_the_corner_of_a_header_may_be_empty() -> None:
    assert rows(row("", "2025", "2026", tag="th") + row("Beras", "1", "2")) == [
        ("Beras · 1 · 2", "– · 2025 · 2026")
    ]


def test_a_column_without_text_is_none() -> None:
    table = row("", "Kota", "", "Harga", tag="th") + row("", "Lumbir", "", "14") + row("", "Panjer", "", "")
    assert rows(table) == [("Lumbir · 14", "Kota · Harga"), ("Panjer", "Kota · Harga")]


@pytest.mark.parametrize(
    "table",
    [
        [("Kota", "Komoditas", "Harga"), ("Lumbir", "Beras", "14.000"), ("Panjer", "Beras", "15.000")],
        [("Komoditas", "2024", "2025"), ("Beras", "14.000", "15.000"), ("Cabai", "60.000", "61.000")],
        [("", "Menang", "Seri"), ("Lumbir FC", "4", "2"), ("Panjer United", "3", "-1")],
    ],
)
def test_a_first_row_of_names_above_numbers_is_the_header(table: list[tuple[str, ...]]) -> None:
    header, *others = (" · ".join(cell or "–" for cell in cells) for cells in table)
    assert rows("".join(row(*cells) for cells in table)) == [(text, header) for text in others]


@pytest.mark.parametrize(
    "table",
    [
        [("Nama", "Budi"), ("Umur", "45"), ("Tinggi", "170 cm")],
        [("Ketua", "Ratna", "Lumbir"), ("Wakil", "Bagas", "Panjer"), ("Juru tulis", "Sekar", "Wringin")],
        [("Beras", "Lumbir", "14.000"), ("Cabai", "Lumbir", "60.000"), ("Teh", "Panjer", "20.000")],
    ],
)
def test_a_first_row_like_the_others_is_none(table: list[tuple[str, ...]]) -> None:
    assert rows("".join(row(*cells) for cells in table)) == [(" · ".join(cells), None) for cells in table]


def grid(*rows: tuple[str, ...], of: str = "div class=price-row", cell: str = "div class=cell") -> str:
    def closed(tag: str, inner: str) -> str:
        return f"<{tag}>{inner}</{tag.split()[0]}>"

    return closed("div", "".join(closed(of, "".join(closed(cell, text) for text in row)) for row in rows))


PRICES = [
    ("Komoditas", "Kota", "Harga"),
    ("Beras", "Lumbir", "14.500"),
    ("Gula", "", "17.000"),
    ("Teh", "Panjer", "9"),
]


@pytest.mark.parametrize(("of", "cell"), [("div class=price-row", "div"), ("div role=row", "span role=cell")])
def test_a_grid_of_blocks_is_a_table(of: str, cell: str) -> None:
    read = article(grid(*PRICES, of=of, cell=cell))
    header = "Komoditas · Kota · Harga"
    texts = ("Beras · Lumbir · 14.500", "Gula · – · 17.000", "Teh · Panjer · 9")
    assert read == [(text, header) for text in texts]


@pytest.mark.parametrize(
    "blocks",
    [
        grid((LEAD, "Bupati"), (END, "Camat"), of="div class=row", cell="div"),
        grid(("Beras", "Gula"), ("Teh",), of="div class=row", cell="div"),
        grid(("Pasar dibuka.", "Beras naik."), ("Teh turun.", "Gula tetap."), of="div class=row", cell="div"),
        grid(("Beras", "14.500"), of="div class=row", cell="div"),
    ],
)
def test_other_rows_of_blocks_are_none(blocks: str) -> None:
    assert not any("·" in text for text, _ in article(blocks))


def test_spans_without_end_are_bounded() -> None:
    cell = "<td rowspan=999 colspan=999>x</td>"
    read = rows("".join(row(cell, cell) for _ in range(400)))
    assert len(read) == 400


@pytest.mark.parametrize(
    ("table", "header", "texts"),
    [
        (
            row("<td rowspan=2>Nama</td>", "<td colspan=2>Hasil</td>")
            + row("Suara", "Persen")
            + row("Budi", "120", "60")
            + row("Ana", "80", "40"),
            "Nama · Hasil Suara · Hasil Persen",
            ["Budi · 120 · 60", "Ana · 80 · 40"],
        ),
        (
            row("Nama", "Suara", "Persen")
            + row("<td rowspan=2>Budi</td>", "120", "60")
            + row("80", "40")
            + row("Jumlah", "<td colspan=2>200</td>"),
            "Nama · Suara · Persen",
            ["Budi · 120 · 60", "Budi · 80 · 40", "Jumlah · 200 · 200"],
        ),
        (
            row("Nama", "Suara", "Persen")
            + row("Budi", "120", "60")
            + row("<td rowspan=2>Ana</td>", "<td colspan=2>tidak sah</td>")
            + row("80", "40"),
            "Nama · Suara · Persen",
            ["Budi · 120 · 60", "Ana · tidak sah · tidak sah", "Ana · 80 · 40"],
        ),
    ],
)
def test_names_above_cells_that_span_rows_and_columns_are_a_header(
    table: str, header: str, texts: list[str]
) -> None:
    assert rows(table) == [(text, header) for text in texts]


def test_a_first_row_that_spans_rows_among_words_is_a_row() -> None:
    table = (
        row("<td rowspan=2>Lumbir</td>", "Rina", "hadir") + row("Budi", "sakit") + row("Panjer", "Ana", "hadir")
    )
    assert rows(table) == [
        ("Lumbir · Rina · hadir", None),
        ("Lumbir · Budi · sakit", None),
        ("Panjer · Ana · hadir", None),
    ]
