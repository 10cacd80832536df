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
        ["Rincian harga:", "Beras medium 14.500", "Beras premium 16.000", "Gula pasir 17.000"],
        ["Rincian harga:", "beras 14.500", "gula 17.000/kg"],
        ["Cuaca hari ini:", "Senin cerah", "Selasa hujan"],
        ["beras 14.500", "gula 17.000"],
        ["kopi naik 5 %", "teh turun 12%"],
        ["☀️ Senin cerah", "🌧️ Selasa hujan"],
        ["⛅Rabu mendung", "🌧️Kamis hujan"],
        ["1️⃣ Bawa KTP", "2️⃣ Isi formulir"],
        ["klub;main;poin", "Persik;3;9", "Arema;3;6"],
        ["kota,luas,warga", "Lumbir,12,340"],
    ],
)
def test_rows_stay_lines(rows: list[str]) -> None:
    text = "Daftar Dermaga Lumbir\n\n" + "\n".join(rows) + "\n\nSumber: Syahbandar"
    assert split_paragraphs(text)[1:-1] == [" ".join(row.split()) for row in rows]


@pytest.mark.parametrize(
    "lines",
    [
        ["Kata dia:", "Banjir ini akibat Tanggul", "Lumbir jebol."],
        ["Rincian korban di Lumbir:", "tiga orang", "dirawat"],
        ["Banjir sejak tahun 1998", "dan lagi pada 2024", "itu surut."],
        ["Kerugian warga Lumbir mencapai Rp 3,2 miliar pada 2024", "dan Rp 2,1 miliar pada 2025"],
        ["Persik, Arema, Persib", "menang, kalah, seri"],
        ["Suhu 30", "° lebih tinggi"],
    ],
)
def test_lines_of_a_sentence_are_joined(lines: list[str]) -> None:
    text = "Daftar Dermaga Lumbir\n\n" + "\n".join(lines) + "\n\nWarga\npulang ke rumah."
    assert split_paragraphs(text)[1:-1] == [" ".join(lines)]


@pytest.mark.parametrize("rows", [["beras 14.500", "gula 17.000"], ["- KTP asli", "- Kartu keluarga"]])
def test_a_line_with_a_colon_is_the_heading_of_its_rows(rows: list[str]) -> None:
    text = "Pasar Lumbir Dibuka\n\nPasar dibuka lagi.\n\nRincian:\n" + "\n".join(rows)
    (parsed,) = parse_bytes(text.encode(), "x.txt")
    assert isinstance(parsed, ParsedArticle)
    assert [(one.text, one.heading) for one in parsed.paragraphs[1:]] == [(row, "Rincian") for row in rows]


def test_a_line_with_a_colon_ends_the_rows_of_another() -> None:
    text = (
        "Liga Lumbir\n\nSkor:\nPersik 3-1 Arema\nPersib 2-2 Persija\n\nJadwal:\nArema 15.30 WIB\nPersija 18.30 WIB"
    )
    (parsed,) = parse_bytes(text.encode(), "x.txt")
    assert isinstance(parsed, ParsedArticle)
    assert [one.heading for one in parsed.paragraphs] == ["Skor", "Skor", "Jadwal", "Jadwal"]


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
        ("Pemerin\u00ad\ntah kota\nitu.\n\nSemua.", "Pemerintah kota itu."),
        ("Peme\u00adrin\u00ad  \n  tah kota\nitu.\n\nSemua.", "Pemerintah kota itu."),
        ("Pemerin\u2010\ntah kota\nitu.\n\nSemua.", "Pemerintah kota itu."),
        ("Para anak\u2010\nanak\npulang.\n\nSemua.", "Para anak-anak pulang."),
        ("Kota\u00ad\nLumbir\nramai.\n\nSemua.", "Kota Lumbir ramai."),
        ("Kota Jakarta-\nBandung ramai\nlagi.\n\nSemua.", "Kota Jakarta-Bandung ramai lagi."),
    ],
)
def test_a_word_that_a_line_broke_is_put_together(text: str, joined: str) -> None:
    assert split_paragraphs(text)[0] == joined
    (read,) = parse_bytes(f"# Kota\n\n{text}".encode(), "x.md")
    assert isinstance(read, ParsedArticle)
    assert "bolak" in text or read.texts[0] == joined  # Markdown looks for compounds in a block only


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
