import pytest

from index.ingestion.layout.table_rows import names_columns
from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle, ParsedParagraph


@pytest.mark.parametrize(
    "rows",
    [
        ["Barang|Harga", "Beras|Rp 14.500", "Gula|17 ribu"],
        ["Kota|Jumlah korban", "Lumbir|3", "Panjer|"],
        ["Klub|Main|Menang", "Persik|3|2", "Arema|3|1"],
        ["Hari|Tinggi air|Cuaca", "Senin|2,5 m|cerah", "Selasa|2,1 m|hujan"],
    ],
)
def test_names_above_figures_are_a_header(rows: list[str]) -> None:
    assert names_columns([row.split("|") for row in rows])


@pytest.mark.parametrize(
    "rows",
    [
        ["Nama|Budi", "Umur|14", "Tinggi|170 cm"],
        ["Barang|Harga", "Beras|Rp 14.500"],
        ["Kota|Wali kota", "Lumbir|Rina", "Panjer|Budi"],
        ["Persik|3|2", "Arema|3|1", "Persib|2|2"],
        ["Klub|Main|Menang", "Persik|3", "Arema|3|1"],
        ["Klub||Menang", "Persik|3|2", "Arema|3|1"],
        ["Berita", "3", "4"],
    ],
)
def test_other_first_rows_are_rows(rows: list[str]) -> None:
    assert not names_columns([row.split("|") for row in rows])


TABLE = "<table>" + "".join(
    f"<tr><td>{one}</td><td>{other}</td></tr>" for one, other in [("Barang", "Harga"), ("Beras", 14), ("Gula", 17)]
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.md", f"# Pasar Lumbir\n\nPasar dibuka.\n\n{TABLE}</table>\n"),
        (
            "x.html",
            "<html><title>Pasar Lumbir Dibuka</title><article><h1>Pasar Lumbir Dibuka</h1><p>Pasar itu dibuka"
            f" lagi oleh bupati pada Senin pagi.</p>{TABLE}</table></article>",
        ),
    ],
)
def test_a_table_without_marked_headers_has_one(name: str, text: str) -> None:
    (parsed,) = parse_bytes(text.encode(), name)
    assert isinstance(parsed, ParsedArticle)
    assert parsed.paragraphs[1:] == (
        ParsedParagraph("Beras · 14", "Barang · Harga"),
        ParsedParagraph("Gula · 17", "Barang · Harga"),
    )


@pytest.mark.parametrize("table", ["<table></table>", "<table><tr></table>", "<table><tr><td>" * 9, "<table>k"])
def test_a_table_without_rows_has_no_header(table: str) -> None:
    assert not names_columns([])
    for name in ("x.html", "x.md"):
        text = f"<html><body><article><p>Pasar Lumbir dibuka lagi pada Senin pagi itu.</p>\n\n{table}"
        assert list(parse_bytes(text.encode(), name))


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_tabs_part_the_cells_of_a_table_in_text(gap: str) -> None:
    table = "Tim\tMain\tPoin\nPersik\t10\t22\nArema\t10\t20\n"
    above = f"Klasemen liga hari ini{gap}Persik memimpin klasemen sejak Senin.{gap}"
    text = f"{above}{table}{gap.removeprefix(chr(10))}Liga libur pekan depan.\n"
    (parsed,) = parse_bytes(text.encode(), "x.txt")
    assert isinstance(parsed, ParsedArticle)
    assert parsed.paragraphs[-3:] == (
        ParsedParagraph("Persik · 10 · 22", "Tim · Main · Poin"),
        ParsedParagraph("Arema · 10 · 20", "Tim · Main · Poin"),
        ParsedParagraph("Liga libur pekan depan.", None),
    )
    assert "Persik memimpin klasemen sejak Senin." in parsed.texts


def test_tabs_that_indent_lines_part_no_cells() -> None:
    text = "Kapal karam\n\n\t\tKapal itu karam di dekat dermaga.\n\t\tSemua orang selamat, kata polisi.\n"
    (parsed,) = parse_bytes(text.encode(), "x.txt")
    assert isinstance(parsed, ParsedArticle)
    assert not any("·" in one for one in parsed.texts)
