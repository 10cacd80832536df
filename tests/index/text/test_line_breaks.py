import pytest

from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle
from index.text.paragraphs import split_paragraphs


@pytest.mark.parametrize(
    "rows",
    [
        ["Kamis 05.11", "Jumat 05.12", "Sabtu 05.13"],
        ["- Dermaga Krajan", "- Dermaga Kulon", "- Dermaga Wetan"],
        ["• perahu kayu", "• perahu besi"],
        ["1. Rina dari Krajan", "2. Budi dari Kulon"],
        ["1) Rina dari Krajan", "2) Budi dari Kulon"],
        ["Krajan\t12\t3", "Kulon\t9\t1"],
        ["Nakhoda: Rina", "Juru mudi: Budi, Cici"],
        ["52 persen", "Sarwi", "48 persen", "Tumini"],
    ],
)
def test_rows_stay_lines(rows: list[str]) -> None:
    text = "Daftar Dermaga Lumbir\n\n" + "\n".join(rows) + "\n\nSumber: Syahbandar"
    assert split_paragraphs(text)[1:-1] == [" ".join(row.split()) for row in rows]


def test_a_wrapped_item_of_a_list_is_one() -> None:
    text = "Daftar\n\n- Dermaga Krajan yang dibuka\n  pagi ini\n- Dermaga Kulon\n"
    assert split_paragraphs(text) == ["Daftar", "- Dermaga Krajan yang dibuka pagi ini", "- Dermaga Kulon"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Kata peme-\nrintah kota,\nair turun.\n\nWarga\npulang.", "Kata pemerintah kota, air turun."),
        ("The govern-\nment will re-\nbuild it.\n\nSoon.", "The government will rebuild it."),
        ("Para anak-\nanak pulang\nke rumah.\n\nSemua.", "Para anak-anak pulang ke rumah."),
        ("Uji coba F-\n16 itu\nselesai.\n\nSemua.", "Uji coba F-16 itu selesai."),
        ("Warga bolak-\nbalik ke kota.\n\nIa bolak-balik\nlagi.", "Warga bolak-balik ke kota."),
        ("Kota Jakarta-\nBandung ramai\nlagi.\n\nSemua.", "Kota Jakarta-Bandung ramai lagi."),
    ],
)
def test_a_word_that_a_line_broke_is_put_together(text: str, joined: str) -> None:
    assert split_paragraphs(text)[0] == joined


def article(text: str, name: str) -> tuple[str, ...]:
    (parsed,) = parse_bytes(text.encode(), name)
    assert isinstance(parsed, ParsedArticle)
    return parsed.texts


def test_headings_of_a_text_are_no_paragraphs() -> None:
    text = "Dermaga Dibuka\n\nPerahu berangkat lagi.\n\nNasib para nelayan\n\nMereka menunggu di rumah.\n"
    assert article(text, "x.txt") == ("Perahu berangkat lagi.", "Mereka menunggu di rumah.")
    assert "Skor akhir 3-1" in article(text.replace("Nasib para nelayan", "Skor akhir 3-1"), "x.txt")


def test_a_row_of_a_table_in_markdown_is_a_paragraph() -> None:
    table = "## Jumlah\n\n| Dermaga | Perahu |\n| --- | ---: |\n| Krajan | **12** perahu |\n| Kulon | |\n"
    assert article(f"# Dermaga\n\nPerahu berangkat lagi.\n\n{table}", "x.md") == (
        "Perahu berangkat lagi.",
        "Krajan · 12 perahu",
        "Kulon",
    )
    (parsed,) = parse_bytes(f"# Dermaga\n\nPerahu berangkat lagi.\n\n{table}".encode(), "x.md")
    assert isinstance(parsed, ParsedArticle)
    assert [one.heading for one in parsed.paragraphs] == [None, *["Jumlah › Dermaga · Perahu"] * 2]
