import pytest

from index.ingestion.layout.headings import MOST_CHARACTERS, Outline, below_title, may_be_heading, under_headings
from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle, ParsedParagraph
from index.text.paragraphs import split_paragraphs


def test_a_heading_ends_those_of_its_level_and_below() -> None:
    outline = Outline()
    found = [outline.paragraph("Tanpa judul.").heading]
    for level, text in [(2, "Rute"), (3, "Timur"), (3, "Barat"), (2, "Tarif")]:
        outline.enter(level, text)
        found.append(outline.paragraph("Teks.").heading)
    assert found == [None, "Rute", "Rute › Timur", "Rute › Barat", "Tarif"]


@pytest.mark.parametrize("text", ["", " \u200b ", "Baca Juga: Banjir di Lumbir", "Advertisement", "***"])
def test_noise_is_no_heading_and_ends_none(text: str) -> None:
    outline = Outline()
    outline.enter(2, "Rute")
    outline.enter(2, text)
    assert outline.paragraph("Teks.") == ParsedParagraph("Teks.", "Rute")


def test_a_heading_is_clean_and_short_whatever_the_source_says() -> None:
    outline = Outline()
    outline.enter(2, "Rute \x1b[31m\u202e merah\n\n" + "panjang sekali " * 100_000)
    outline.enter(3, "x" * 100_000)
    heading = outline.paragraph("Teks.", "kolom " * 100_000).heading or ""
    assert len(heading) <= MOST_CHARACTERS
    assert heading.isprintable()
    assert heading.startswith("kolom kolom")
    assert heading.endswith("kolom…")


def test_what_stands_nearest_is_kept_of_headings_that_are_too_long_together() -> None:
    outline = Outline()
    for level in range(1, 7):
        outline.enter(level, f"tingkat {level} " + "a" * 80)
    heading = outline.paragraph("Teks.").heading or ""
    assert len(heading) <= MOST_CHARACTERS
    assert [line[:9] for line in heading.split(" › ")] == ["tingkat 5", "tingkat 6"]


@pytest.mark.parametrize(
    ("heading", "left"),
    [
        ("Perahu Lumbir Berangkat", None),
        ("Perahu Lumbir berangkat lagi! › Tarif", "Tarif"),
        ("Lumbir", "Lumbir"),
        ("Tarif › Perahu Lumbir Berangkat", "Tarif › Perahu Lumbir Berangkat"),
        (None, None),
    ],
)
def test_a_heading_that_repeats_the_title_says_nothing_more(heading: str | None, left: str | None) -> None:
    paragraphs = [ParsedParagraph("Teks.", heading), ParsedParagraph("Lagi.", "Dermaga")]
    expected = [ParsedParagraph("Teks.", left), ParsedParagraph("Lagi.", "Dermaga")]
    assert below_title(paragraphs, "Perahu Lumbir Berangkat Lagi") == expected


@pytest.mark.parametrize(
    ("heading", "is_kept"),
    [
        ("Perahu Lumbir, Tiga Bulan Tidak Berlayar, Berangkat Lagi", False),
        ("Perahu dari Lumbir berangkat lagi", False),
        ("Pelayaran ke Pulau Seberang Dibuka", True),
        ("Jadwal dan Tarif", True),
    ],
)
def test_a_headline_above_all_paragraphs_that_is_nearly_the_title_says_nothing_more(
    heading: str, is_kept: bool
) -> None:
    front = "---\ntitle: Perahu Lumbir Berangkat Lagi\n---\n"
    text = f"{front}# {heading}\n\nPerahu itu penuh.\n\n## Tarif\n\nRp5.000.\n"
    (article,) = parse_bytes(text.encode(), "x.md")
    assert isinstance(article, ParsedArticle)
    above = f"{heading} › " if is_kept else ""
    assert [one.heading for one in article.paragraphs] == [heading if is_kept else None, f"{above}Tarif"]


def test_sections_whose_headings_are_nearly_the_title_keep_them() -> None:
    text = (
        "---\ntitle: Dampak banjir di Semarang\n---\n# Dampak banjir di Demak\n\nSawah terendam.\n\n"
        "# Dampak banjir di Kudus\n\nJalan putus.\n"
    )
    (article,) = parse_bytes(text.encode(), "x.md")
    assert isinstance(article, ParsedArticle)
    assert [one.heading for one in article.paragraphs] == ["Dampak banjir di Demak", "Dampak banjir di Kudus"]


def test_the_headings_of_a_plain_text_stand_above_its_paragraphs() -> None:
    lines = [
        "Dermaga Dibuka",
        "Perahu berangkat lagi.",
        "Nasib para nelayan",
        "Mereka menunggu.",
        "Mereka pulang.",
    ]
    assert under_headings(lines) == [
        ParsedParagraph("Dermaga Dibuka"),
        ParsedParagraph("Perahu berangkat lagi."),
        ParsedParagraph("Nasib para nelayan"),  # longer than what it would stand above
        ParsedParagraph("Mereka menunggu."),
        ParsedParagraph("Mereka pulang."),
    ]
    lines[3] = "Mereka menunggu tiga bulan di rumah."
    assert under_headings(lines)[2:] == [
        ParsedParagraph("Mereka menunggu tiga bulan di rumah.", "Nasib para nelayan"),
        ParsedParagraph("Mereka pulang.", "Nasib para nelayan"),
    ]


def test_a_heading_may_stand_above_and_below_a_list() -> None:
    lines = [
        "Paspor",
        "Kantor buka lagi.",
        "Syarat",
        "- KTP",
        "- Akta",
        "Biaya",
        "Orang membayar 350 ribu.",
        "Sekian",
    ]
    assert under_headings(lines)[2:] == [
        ParsedParagraph("- KTP", "Syarat"),
        ParsedParagraph("- Akta", "Syarat"),
        ParsedParagraph("Orang membayar 350 ribu.", "Biaya"),
        ParsedParagraph("Sekian", "Biaya"),
    ]


def test_marks_of_headings_are_read_in_plain_text() -> None:
    lines = ["# Perahu Lumbir ##", "Perahu berangkat.", "## Tarif 2026", "Murah.", "**Bagasi:**", "20 kilogram"]
    lines += ["Nasib nelayan", "=====", "Mereka pulang.", "#tagar saja", "**3-1**", "Selesai."]
    assert under_headings(lines) == [
        ParsedParagraph("Perahu Lumbir"),
        ParsedParagraph("Perahu berangkat."),
        ParsedParagraph("Murah.", "Tarif 2026"),
        ParsedParagraph("20 kilogram", "Tarif 2026 › Bagasi"),
        ParsedParagraph("Mereka pulang.", "Nasib nelayan"),
        ParsedParagraph("#tagar saja", "Nasib nelayan"),
        ParsedParagraph("**3-1**", "Nasib nelayan"),
        ParsedParagraph("Selesai.", "Nasib nelayan"),
    ]


def test_rows_between_pipes_are_paragraphs_below_their_header() -> None:
    lines = [
        "Air turun.",
        "| Hari | Tinggi air |",
        "| --- | ---: |",
        "| Senin | 2,5 |",
        "| Selasa | |",
        "Selesai.",
    ]
    assert under_headings(lines) == [
        ParsedParagraph("Air turun."),
        ParsedParagraph("Senin · 2,5", "Hari · Tinggi air"),
        ParsedParagraph("Selasa", "Hari · Tinggi air"),
        ParsedParagraph("Selesai."),
    ]
    assert [one.text for one in under_headings(lines[:3])] == ["Air turun.", "Hari · Tinggi air"]
    assert under_headings(["Air turun.", "| Senin | 2,5 |"])[1] == ParsedParagraph("Senin · 2,5")
    assert under_headings(["Air turun.", "|x| < 3"])[1] == ParsedParagraph("|x| < 3")


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_a_table_is_read_in_a_wrapped_text_too(name: str) -> None:
    table = "| Hari | Tinggi |\n| --- | --- |\n| Senin | 2,5 |\n| Selasa | 2,1 |"
    text = f"Air Sungai Turun\n\nAir sungai turun sejak pagi\ndan warga pulang\nke rumah.\n\n{table}\n"
    (parsed,) = parse_bytes(text.encode(), name)
    assert isinstance(parsed, ParsedArticle)
    rows = [ParsedParagraph(row, "Hari · Tinggi") for row in ("Senin · 2,5", "Selasa · 2,1")]
    assert parsed.paragraphs == (ParsedParagraph("Air sungai turun sejak pagi dan warga pulang ke rumah."), *rows)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Syarat pendaftaran", True),
        ("1. Syarat pendaftaran:", True),
        ("Apa saja syaratnya?", True),
        ("", False),
        ("Kapal karam.", False),
        ("Skor akhir 3-1", False),
        ("Nakhoda: Rina", False),
        ("Penulis: Rina", False),
        ("Oleh Rina Wati", False),
        ("Baca Juga: Kapal Karam", False),
        ("kata " * 13, False),
    ],
)
def test_a_line_in_bold_may_be_a_heading(line: str, expected: bool) -> None:
    assert may_be_heading(line) is expected


@pytest.mark.parametrize("lines", [[], ["Satu."], ["Dermaga Dibuka"], ["Satu.", "Dermaga Dibuka"]])
def test_the_last_line_is_no_heading(lines: list[str]) -> None:
    assert under_headings(lines) == [ParsedParagraph(line) for line in lines]


TEXT = "Tanggul Sungai Lumbir jebol pada Minggu malam setelah hujan tiga hari."


@pytest.mark.parametrize(
    "line",
    [
        "Apa penyebab banjir di Lumbir?",
        "1. Dampak bagi warga",
        "b) Dampak bagi warga",
        "Dampak bagi warga:",
        "2. Siapa yang mengungsi?",
        "1. Dibangun pada 1998",
        "**1. Dibangun pada 1998**",
        "**Banjir 2024**",
        "**Sejak tahun 1998 sampai kini**",
        "Wali Kota Lumbir:",
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_questions_numbered_lines_and_lines_with_a_colon_may_be_headings(name: str, line: str) -> None:
    if name == "x.md" and "**" not in line:  # Markdown has marks for headings
        return
    text = f"Banjir Lumbir\n\nBanjir merendam Lumbir.\n\n{line}\n\n{TEXT}"
    (parsed,) = parse_bytes(text.encode(), name)
    assert isinstance(parsed, ParsedArticle)
    assert parsed.paragraphs[1:] == (ParsedParagraph(TEXT, line.strip("*:")),)


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("Bupati berkata:", f'"{TEXT}"'),
        ("Bupati menjelaskan:", TEXT),
        ("Kata dia:", f"“{TEXT}”"),
        ("He said:", TEXT),
        ("2. Budi dari Kulon", "3. Cici dari Wetan."),
        ("1. Air turun 12 sentimeter", TEXT),
        ("Skor akhir 3-1", TEXT),
        ("**Korban 2000 orang**", TEXT),
        ("Pemilu 2024", TEXT),
        ("Siapa yang salah?", "Siapa yang benar?"),
        ('"Siapa yang salah?"', TEXT),
        ("siapa yang salah?", TEXT),
    ],
)
def test_what_may_be_said_or_answers_a_question_is_no_heading(line: str, below: str) -> None:
    assert line in [one.text for one in under_headings(["Banjir Lumbir", "Banjir merendam Lumbir.", line, below])]


def test_items_that_are_lines_of_their_own_are_no_headings() -> None:
    lines = ["Razia", "Polisi menangkap dua orang.", "1. Rina dari Krajan", "2. Budi dari Kulon", TEXT]
    assert under_headings(lines) == [ParsedParagraph(line) for line in lines]


@pytest.mark.parametrize("answer", ["Budi.", "Pengganti saya dipilih dewan kota bulan depan."])
def test_the_questions_of_an_interview_are_paragraphs(answer: str) -> None:
    lines = ["Wawancara", "Mengapa Anda mundur?", TEXT, "Siapa pengganti Anda?", answer]
    assert under_headings(lines) == [ParsedParagraph(line) for line in lines]


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
@pytest.mark.parametrize(
    "block",
    [
        "DAMPAK BAGI WARGA\nWarga mengungsi ke balai desa\nsejak pagi.",
        "Dampak bagi warga\nWarga mengungsi ke balai desa Krajan sejak\npagi karena air terus naik ke jalan di\n"
        "sekitar dermaga lama itu sejak pagi.",
    ],
)
def test_a_heading_may_be_the_first_line_of_a_block(name: str, block: str) -> None:
    text = f"Banjir Lumbir\n\nBanjir merendam Lumbir\nsejak Minggu malam\nitu.\n\n{block}\n"
    (parsed,) = parse_bytes(text.encode(), name)
    assert isinstance(parsed, ParsedArticle)
    heading, _, below = block.partition("\n")
    assert parsed.paragraphs[1:] == (ParsedParagraph(below.replace("\n", " "), heading),)


@pytest.mark.parametrize(
    "block",
    [
        "JAKARTA\nWarga mengungsi.",
        "PT ANGKUTAN RAYA\nmengubah jadwal.",
        "Wali kota\nBudi Santoso datang\nke Lumbir.",
        "Warga Lumbir dan\nKrajan mengungsi ke balai desa sejak\npagi karena air naik.",
        "KOTA LUMBIR -\nWarga mengungsi.",
    ],
)
def test_the_first_line_of_a_block_is_not_cut_from_its_sentence(block: str) -> None:
    assert split_paragraphs(f"Banjir\n\n{block}")[1:] == [block.replace("\n", " ")]
