from datetime import date

import pytest

from index.ingestion.layout.conventions import opening, read_layout, without_dashes
from index.ingestion.layout.noise import is_noise
from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle
from tests.index.parsed_paragraphs import without_heading


@pytest.mark.parametrize(
    "line",
    [
        "Baca Juga: Menlu Desak Gencatan Senjata",
        "baca juga : x",
        "Baca juga",
        "Gabung ke Channel WhatsApp KompasTV untuk update",
        "Advertisement",
        "ADVERTISEMENT - SCROLL TO CONTINUE",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Read also: The talks",
        "Also read The talks",
        "Читайте также: Переговоры",
        "Подписывайтесь на наш канал",
        "- Baca Juga: Menlu Desak",
        "• Baca juga Menlu Desak",
        "(Baca Juga: Menlu)",
        "Pilihan Editor: Menlu Desak",
        "Dapatkan update berita pilihan di grup Telegram Kompas.com News Update",
        "Editor : Budi",
        "Halaman 2 dari 2",
        "Copyright © ANTARA 2022",
        "[Gambas:Video CNN]",
        "(dhn/gil)",
    ],
)
def test_invitations_and_advertisements_are_noise(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "Bacaan juga penting, kata guru itu.",
        "Iklan rokok dilarang mulai bulan depan.",
        "Advertisement spending fell by a tenth last year.",
        "Gabungan partai itu menang.",
        "The minister said to read more books.",
        "Bergabung dengan grup teroris, dua pemuda ditangkap.",
        "Ikuti grup band itu tampil di Bandung, kata polisi.",
        "Dapatkan uang Rp 10 juta lewat WhatsApp, tiga warga tertipu.",
        "Simak juga penjelasan menteri soal pajak, kata dia.",
        "See also his brother, who was found dead, police said.",
        "(3/3)",
        "Read more widely, the minister told pupils.",
    ],
)
def test_news_about_such_things_is_not(line: str) -> None:
    assert not is_noise(line)


@pytest.mark.parametrize(
    ("lead", "publisher"),
    [
        ("BREST, KOMPAS.TV - Perundingan selesai.", "KOMPAS.TV"),
        ("JAKARTA, KOMPAS.com – Presiden tiba.", "KOMPAS.com"),
        ("Jakarta, CNN Indonesia -- Presiden tiba.", "CNN Indonesia"),
        ("TEMPO.CO, Jakarta - Presiden tiba.", "TEMPO.CO"),
        ("Jakarta (ANTARA) - Presiden tiba.", "ANTARA"),
        ("LONDON, March 3 (Reuters) - The minister left.", "Reuters"),
        ("МОСКВА, 3 марта. /ТАСС/. Переговоры завершены.", "ТАСС"),
        ("KOMPAS.com - Presiden tiba.", "KOMPAS.com"),
        ("KYIV/MOSCOW, March 3 (Reuters) - The minister left.", "Reuters"),
        ("Kyiv, March 3, 2022 (AFP) - The minister left.", "AFP"),
        ("March 3 (Reuters) - The minister left.", "Reuters"),
        ("BREST, Belarus - The talks ended.", None),
        ("The talks ended - at last - on Thursday.", None),
        ("Perundingan selesai.", None),
    ],
)
def test_a_dateline_names_the_publisher(lead: str, publisher: str | None) -> None:
    assert read_layout(without_heading(lead), lead).publisher == publisher


def test_the_publisher_is_spelled_as_the_text_spells_it() -> None:
    lead = "BREST, KOMPAS.TV - Perundingan selesai."
    assert (
        read_layout(without_heading(lead), f"{lead}\nGabung ke Channel WhatsApp KompasTV, gratis").publisher
        == "KompasTV"
    )


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Banjir pada Kamis (3/3/2022) pagi.", date(2022, 3, 3)),
        ("Banjir pada (31/12/2021).", date(2021, 12, 31)),
        ("Selesai Kamis, (3/3/2022) di Moskow.", date(2022, 3, 3)),
        ("Banjir pada (31/2/2022).", None),
        ("Banjir pada Jumat (4/3).", None),
        ("Skor (3/3/22).", None),
        ("Kasus sejak (1/1/1990) dibuka lagi pada Kamis (3/3/2022).", date(2022, 3, 3)),
        ("Kasus sejak (1/1/1990) dibuka lagi pada (3/3/2022).", None),
    ],
)
def test_the_date_is_in_the_lead(lead: str, expected: date | None) -> None:
    assert read_layout(without_heading(lead), lead).published == expected


def test_credits_at_the_end_are_no_paragraphs() -> None:
    layout = read_layout(without_heading("Air turun.", "Penulis: Rina", "Sumber : Radio Contoh"), "")
    assert (layout.paragraphs, layout.original_source, layout.author) == (
        without_heading("Air turun."),
        "Radio Contoh",
        "Rina",
    )


def test_credits_are_found_above_the_editor_and_in_brackets() -> None:
    assert read_layout(without_heading("Air turun.", "(Sumber: Reuters)"), "").original_source == "Reuters"
    assert read_layout(without_heading("Sumber : Reuters"), "").paragraphs == ()


@pytest.mark.parametrize(
    ("first", "second", "is_headline"),
    [
        ('Putin: "Kami Tak Akan Mundur"', "JAKARTA, KOMPAS.com - Presiden tiba.", True),
        ("Banjir Surut (Lagi)", "Air turun.", True),
        ("Siapa yang menang?", "JAKARTA, KOMPAS.com - Presiden tiba.", True),
        ("Siapa yang menang?", "Tidak ada yang tahu.", False),
        ("市长和居民同意修建堤坝。", "市长很高兴。", False),
        ('"Kami sepakat," kata dia.', "Air turun.", False),
        ("• Perahu Lumbir", "• Perahu Krajan", False),
        ("Nakhoda: Rina", "Pemilik: Budi", False),
    ],
)
def test_a_headline_is_distinguished_from_a_lead(first: str, second: str, is_headline: bool) -> None:
    assert (read_layout(without_heading(first, second), "").headline == first) is is_headline


def test_a_source_line_in_the_middle_is_a_paragraph() -> None:
    layout = read_layout(without_heading("Sumber: mata air di hulu.", "Air turun."), "")
    assert layout.original_source is None
    assert len(layout.paragraphs) == 2


def test_a_short_first_line_without_a_full_stop_is_the_headline() -> None:
    assert (
        read_layout(without_heading("Banjir surut di kota", "Air turun."), "").headline == "Banjir surut di kota"
    )
    assert read_layout(without_heading("Air turun.", "Warga pulang."), "").headline is None
    assert read_layout(without_heading("Banjir surut di kota"), "").headline is None


def test_an_opening_ends_with_a_word_and_has_no_dateline() -> None:
    text = opening("BREST, KOMPAS.TV - " + "perundingan " * 20)
    assert text == ("perundingan " * 6).strip() + "…"


@pytest.mark.parametrize("line", ["--- KILAT ---", "== KILAT ==", "*** KILAT ***"])
def test_a_headline_has_no_dashes_around_it(line: str) -> None:
    assert without_dashes(line) == "KILAT"
    assert without_dashes("Perahu-perahu Lumbir") == "Perahu-perahu Lumbir"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("#BREAKING Banjir di Lumbir", "Banjir di Lumbir"),
        ("#Kilat: Banjir di Lumbir", "Banjir di Lumbir"),
        ("#SelamatkanLumbir ramai lagi", "#SelamatkanLumbir ramai lagi"),
        ("#BREAKING", "#BREAKING"),
    ],
)
def test_a_headline_has_no_hashtag_that_is_a_label(line: str, title: str) -> None:
    assert without_dashes(line) == title


def test_the_lines_of_an_interview_are_no_credits() -> None:
    lines = [
        "Wawancara Wali Kota",
        "Reporter: Mengapa Anda mundur?",
        "Penulis: Saya menulis buku itu tiga tahun.",
        "Editor: 3 Maret 2022.",
        "Reporter: Lalu?",
        "Sumber: Mereka datang malam hari.",
    ]
    (parsed,) = parse_bytes("\n\n".join(lines).encode(), "x.txt")
    assert isinstance(parsed, ParsedArticle)
    assert parsed.texts == tuple(lines[1:])
    assert (parsed.author, parsed.original_source) == (None, None)


@pytest.mark.parametrize("credit", ["Reporter: Budi | 22 Januari 2026", "Editor : Ana Rina, 22/1/2026 08:00 WIB"])
@pytest.mark.parametrize("at", [0, 1, 8])
def test_a_credit_line_states_the_day(credit: str, at: int) -> None:
    lines = ["Banjir di Lumbir", *(f"Air naik {number} jam." for number in range(7))]
    lines.insert(at, credit)
    (parsed,) = parse_bytes("\n\n".join(lines).encode(), "x.txt")
    assert isinstance(parsed, ParsedArticle)
    assert (parsed.title, parsed.published) == ("Banjir di Lumbir", date(2026, 1, 22))
    assert len(parsed.texts) == 7


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "x.md",
            "---\ntitle: Nilai ujian\n---\n\n| Kota | Nilai |\n|---|---|\n| Lumbir | 5 |\n| Panjer | 6 |",
            [("Lumbir · 5", "Kota · Nilai"), ("Panjer · 6", "Kota · Nilai")],
        ),
        (
            "x.txt",
            "| Kota | Nilai |\n|---|---|\n| Lumbir | 5 |\n| Panjer | 6 |",
            [("Lumbir · 5", "Kota · Nilai"), ("Panjer · 6", "Kota · Nilai")],
        ),
        (
            "x.md",
            "# Paspor\n\n## Syarat\n\n- KTP asli\n- Kartu keluarga\n",
            [("KTP asli", "Syarat"), ("Kartu keluarga", "Syarat")],
        ),
        ("x.md", "- KTP asli\n- Kartu keluarga\n", [("KTP asli", None), ("Kartu keluarga", None)]),
        ("x.md", "## Biaya\n\nRp 50.000\n\nLunas.\n", [("Rp 50.000", "Biaya"), ("Lunas.", "Biaya")]),
        (
            "x.html",
            "<html><title>Perahu</title><article><h1>Perahu Lumbir Berangkat</h1>"
            "<h2>Biaya</h2><p>Rp 50.000 per orang</p>"
            "<p>Perahu berangkat setiap pagi dari dermaga Lumbir.</p></article>",
            [
                ("Rp 50.000 per orang", "Biaya"),
                ("Perahu berangkat setiap pagi dari dermaga Lumbir.", "Biaya"),
            ],
        ),
        (
            "x.jsonl",
            '{"paragraphs": [{"text": "Rp 50.000", "heading": "Biaya"}, "Lunas."]}',
            [("Rp 50.000", "Biaya"), ("Lunas.", None)],
        ),
    ],
)
def test_what_stands_below_a_heading_or_in_a_list_is_no_headline(
    name: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    (parsed,) = parse_bytes(text.encode(), name)
    assert isinstance(parsed, ParsedArticle)
    assert [(paragraph.text, paragraph.heading) for paragraph in parsed.paragraphs] == expected


def test_rows_that_begin_with_a_day_are_no_datelines() -> None:
    table = "| Hari | Kota |\n|---|---|\n| 3 Maret 2025 | Lumbir |\n| 4 Maret 2025 | Panjer |"
    (parsed,) = parse_bytes(f"# Perahu\n\n3 Maret 2025 · 08.00 WIB\n\n{table}".encode(), "x.md")
    assert isinstance(parsed, ParsedArticle)
    assert parsed.texts == ("3 Maret 2025 · Lumbir", "4 Maret 2025 · Panjer")
    assert parsed.published == date(2025, 3, 3)


def test_the_header_of_a_table_is_kept_below_a_title_of_its_words() -> None:
    table = "| Komoditas | Harga |\n|---|---|\n| Cabai | 60.000 |\n| Kopi | 90.000 |"
    (parsed,) = parse_bytes(f"# Harga komoditas\n\n{table}".encode(), "x.md")
    assert isinstance(parsed, ParsedArticle)
    assert {paragraph.heading for paragraph in parsed.paragraphs} == {"Komoditas · Harga"}
