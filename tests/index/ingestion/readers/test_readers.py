"""Each reader turns bytes into articles and errors."""

import json
from datetime import date

import pytest

from index.ingestion.readers import parse_bytes
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle, ParsedParagraph
from tests.conftest import DATA
from tests.index.parsed_paragraphs import without_heading


def article(data: bytes | str, name: str) -> ParsedArticle:
    (only,) = parse_bytes(data.encode() if isinstance(data, str) else data, name)
    assert isinstance(only, ParsedArticle), only
    return only


def fault(data: bytes | str, name: str, limit: int = 2_000_000) -> tuple[Fault, object]:
    (only,) = parse_bytes(data.encode() if isinstance(data, str) else data, name, limit)
    assert isinstance(only, ReadError), only
    assert only.details["source"] == name
    return only.fault, only.details.get("line")


FULL = """---
title: "Tanggul: disepakati"
url: https://kabar.example/tanggul
publisher: Kabar Contoh
author: Rina
original_source: Radio Contoh
published: 2023-02-05
language: id-ID
---
# Another title

Wali kota dan **warga** sepakat membangun [tanggul](https://kabar.example/x)
di tepi sungai &amp; kanal.

- Tinggi: 2,5 meter
- Panjang: `3` kilometer

Baca Juga: Cara Menyimpan Surat

## Biaya

> Biayanya 19,5 miliar rupiah.
"""


def test_markdown_gives_its_credits_and_the_text_of_its_blocks() -> None:
    parsed = article(FULL, "x.md")
    assert parsed == ParsedArticle(
        title="Tanggul: disepakati",
        url="https://kabar.example/tanggul",
        publisher="Kabar Contoh",
        author="Rina",
        original_source="Radio Contoh",
        published=date(2023, 2, 5),
        language="id",
        paragraphs=(
            ParsedParagraph(
                "Wali kota dan warga sepakat membangun tanggul di tepi sungai & kanal.", "Another title"
            ),
            ParsedParagraph("Tinggi: 2,5 meter", "Another title"),
            ParsedParagraph("Panjang: 3 kilometer", "Another title"),
            ParsedParagraph("Biayanya 19,5 miliar rupiah.", "Another title › Biaya"),
        ),
    )


BOLD = """Dermaga Dibuka

**Dermaga dibuka lagi**

Perahu berangkat sejak pagi.

**Syarat naik perahu malam**

- **Kartu**
- Pelampung

**Biaya**
Tiket sekali jalan 12 ribu rupiah.

**Rina**

**Budi**

Nakhoda perahu kedua.

**Skor akhir 3-1**

**Selesai**
"""


def test_a_line_in_bold_above_a_text_is_its_heading() -> None:
    assert article(BOLD, "x.md").paragraphs == (
        ParsedParagraph("Perahu berangkat sejak pagi."),
        ParsedParagraph("Kartu", "Syarat naik perahu malam"),
        ParsedParagraph("Pelampung", "Syarat naik perahu malam"),
        ParsedParagraph("Tiket sekali jalan 12 ribu rupiah.", "Biaya"),
        ParsedParagraph("Rina", "Biaya"),
        ParsedParagraph("Nakhoda perahu kedua.", "Budi"),
        ParsedParagraph("Skor akhir 3-1", "Budi"),
        ParsedParagraph("Selesai", "Budi"),
    )


def test_headings_in_html_are_read_in_markdown_too() -> None:
    text = "# Perahu\n\nPerahu berangkat.\n\n<h2 id=b>Tarif <i>baru</i></h2>\n<p>Murah.</p>\n\nSangat murah.\n"
    assert article(text, "x.md").paragraphs == (
        ParsedParagraph("Perahu berangkat."),
        ParsedParagraph("Murah.", "Tarif baru"),
        ParsedParagraph("Sangat murah.", "Tarif baru"),
    )


def test_markdown_without_front_matter_takes_its_heading_for_title() -> None:
    assert article("# Banjir surut\n\nAir turun.", "x.md").title == "Banjir surut"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (";;;\ntitle: a: b\n;;;\nText.", (Fault.FRONT_MATTER_BROKEN, 2)),
        ("---\ntitle: &a x\nb: *a\n---\nText.", (Fault.FRONT_MATTER_BROKEN, 3)),
        ("---\ntitle: " + "[" * 6_000 + "]" * 6_000 + "\n---\nText.", (Fault.FRONT_MATTER_BROKEN, 2)),
        ("+++\ndate = 2024-01-01\ntitle = x\n+++\nText.", (Fault.FRONT_MATTER_BROKEN, 3)),
        ("---\ntitle: x\n---\n", (Fault.NO_PARAGRAPHS, None)),
        ("  \n ", (Fault.EMPTY, None)),
    ],
)
def test_broken_markdown_is_one_error_that_says_where(text: str, expected: tuple[Fault, int | None]) -> None:
    assert fault(text, "x.md") == expected


def test_an_empty_front_matter_is_none() -> None:
    assert article("---\n---\nJudul\n\nAir turun.", "x.md").title == "Judul"


def test_plain_text_gives_its_layout() -> None:
    parsed = article((DATA / "banjir.txt").read_bytes(), "banjir.txt")
    assert len(parsed.texts) == 5
    assert parsed.publisher == "KabarContoh"
    assert parsed.original_source == "Radio Contoh"
    assert parsed.published == date(2023, 2, 5)
    assert parsed.title == "Banjir merendam 12 kelurahan di Kota Contoh sejak Minggu (5/2/2023) malam."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_any_encoding_is_read(encoding: str) -> None:
    text = "Мэр и жители города договорились построить дамбу высотой два с половиной метра у реки."
    assert article(text.encode(encoding), "x.txt").texts == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "“Kami sepakat,” kata Podolyak – juru runding itu – di Brest.",
        "Café à Paris, il est né un samedi; l’été fut très chaud et la ville était vide.",
        "Russia’s talks ended; “humanitarian corridors” were agreed…",
    ],
)
def test_a_few_accents_are_read_as_windows_writes_them(text: str) -> None:
    assert article(text.encode("cp1252"), "x.txt").texts == (text,)


def test_a_stray_byte_costs_one_letter() -> None:
    text = "“Kami sepakat,” kata dia – “sesegera mungkin” – dan “segera”."
    assert article(text.encode() + b" \xff.", "x.txt").texts == (text + " \ufffd.",)


def test_a_wrapped_text_keeps_its_credits_and_noise_apart() -> None:
    lines = ["Wali kota dan warga sepakat", "membangun tanggul itu.", "Baca Juga: Banjir", "Sumber : Radio Contoh"]
    for name in ("x.txt", "x.md"):
        parsed = article("Hujan deras di kota\n\nWarga mengungsi ke\nbalai kota.\n\n" + "\n".join(lines), name)
        assert parsed.texts[-1] == "Wali kota dan warga sepakat membangun tanggul itu."
        assert parsed.original_source == "Radio Contoh"


def test_blank_lines_between_lines_do_not_glue_them() -> None:
    text = "Hujan Deras\n\nJAKARTA, KOMPAS.TV - Hujan deras.\nBMKG meminta warga waspada.\nSumber : BMKG\n"
    parsed = article(text, "x.txt")
    assert parsed.texts == ("JAKARTA, KOMPAS.TV - Hujan deras.", "BMKG meminta warga waspada.")
    assert (parsed.title, parsed.original_source) == ("Hujan Deras", "BMKG")


def test_markdown_loses_no_news() -> None:
    text = "# T\n\n<p>Presiden tiba.</p>\n\n    Menteri pergi.\n\n2022. Tahun perang dimulai.\n\n<!-- no -->\n"
    assert article(text, "x.md").texts == ("Presiden tiba.", "Menteri pergi.", "2022. Tahun perang dimulai.")


def test_front_matter_values_are_text() -> None:
    parsed = article("---\ntitle: yes\nlanguage: no\npublished: 2022-03-03\n---\nVann steg.", "x.md")
    assert (parsed.title, parsed.language, parsed.published) == ("yes", "no", date(2022, 3, 3))


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"abc\0def", "x.txt", Fault.BINARY),
        (b"{\\rtf1 abc}", "x.txt", Fault.BINARY),
        (b"<!DOCTYPE html><p>x", "x.txt", Fault.BINARY),
        ('{"text": "Café à Paris."}'.encode("cp1252"), "x.jsonl", Fault.UNKNOWN_ENCODING),
        (b"", "x.txt", Fault.EMPTY),
        (b"%PDF-1.7 ...", "x.txt", Fault.BINARY),
        (b"PK\x03\x04 zip", "x.txt", Fault.BINARY),
        (bytes(range(256)) * 8, "x.txt", Fault.BINARY),
        (b"Baca Juga: x\nAdvertisement", "x.txt", Fault.NO_PARAGRAPHS),
        (b"Pasar terbakar\nhttps://kabar.example/1\nwww.kabar.example", "x.txt", Fault.NO_PARAGRAPHS),
        (b"# Pasar terbakar\n\n<https://kabar.example/1>", "x.md", Fault.NO_PARAGRAPHS),
        (b"text", "x.doc", Fault.UNKNOWN_FORMAT),
    ],
)
def test_bytes_without_an_article_are_one_error(data: bytes, name: str, expected: Fault) -> None:
    assert fault(data, name)[0] is expected


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.jsonl"])
def test_too_much_text_is_refused(name: str) -> None:
    assert fault("a" * 101, name, limit=100)[0] is Fault.TOO_LARGE


def test_json_lines_keep_the_good_lines_and_name_the_bad_ones() -> None:
    lines = [
        json.dumps({"title": "A", "text": "Satu.\nDua.", "published": "2023-02-05", "language": "id"}),
        "{broken",
        "",
        json.dumps({"title": "B", "paragraphs": ["Tiga.", "Empat."]}),
        json.dumps(["no", "object"]),
        json.dumps({"title": "C"}),
        json.dumps({"text": "Lima.", "published": "5/2"}),
        "x" * 5000,
        json.dumps({"text": "Enam."}),
    ]
    results = list(parse_bytes("\n".join(lines).encode(), "bulk.jsonl", limit=4000))
    good = [result.texts for result in results if isinstance(result, ParsedArticle)]
    bad = [(result.fault, result.details["line"]) for result in results if isinstance(result, ReadError)]
    assert good == [("Satu.", "Dua."), ("Tiga.", "Empat."), ("Lima.",), ("Enam.",)]
    assert bad == [
        (Fault.NOT_JSON, 2),
        (Fault.NOT_JSON, 5),
        (Fault.NO_TEXT_FIELD, 6),
        (Fault.DATE_UNREADABLE, 7),
        (Fault.TOO_LARGE, 8),
    ]


def test_a_paragraph_in_json_may_have_a_heading() -> None:
    values = [
        "Satu.",
        {"text": "Dua.", "heading": " Bagian\ndua "},
        {"text": "Tiga.", "heading": 3},
        {"text": 4},
        5,
    ]
    assert article(json.dumps({"paragraphs": values}), "x.jsonl").paragraphs == (
        ParsedParagraph("Satu."),
        ParsedParagraph("Dua.", "Bagian dua"),
        ParsedParagraph("Tiga."),
    )


def test_half_characters_in_json_can_be_stored() -> None:
    assert article('{"text": "a\\ud800b", "title": "c\\ud800"}', "x.jsonl").texts == ("ab",)


def test_a_source_without_a_suffix_is_known_by_its_beginning() -> None:
    assert article('{"title": "J", "text": "Satu."}', "-").title == "J"
    assert article("---\ntitle: M\n---\nSatu.", "-").title == "M"
    assert article("Judul\n\nSatu dua tiga.", "-").title == "Judul"


def test_a_table_in_html_is_rows_in_markdown_too() -> None:
    text = (
        "# Pasar\n\nPasar dibuka.\n\n<table>\n<thead><tr><th>Barang<th>Harga</tr></thead>\n"
        "<tr><td><b>Beras</b></td><td>14<br>ribu</td></tr>\n\n<tr><td>Gula</td><td></td></tr></table>\n\n"
        "<p>Warga\nLumbir<p>pulang.<ul><li>Satu.</li><li>Dua.</ul>\n"
        "<script>let x = 1 < 2;</script><style>p {}</style><!-- <p>rahasia</p> -->\n\nSelesai.\n"
    )
    assert article(text, "x.md").paragraphs == (
        ParsedParagraph("Pasar dibuka."),
        ParsedParagraph("Beras · 14 ribu", "Barang · Harga"),
        ParsedParagraph("Gula", "Barang · Harga"),
        *without_heading("Warga Lumbir", "pulang.", "Satu.", "Dua.", "Selesai."),
    )


def test_a_line_break_in_html_parts_words() -> None:
    assert article("# Pasar\n\nPasar dibuka<br/>lagi.", "x.md").texts == ("Pasar dibuka lagi.",)


def test_footnotes_are_paragraphs_without_their_marks() -> None:
    text = "# Pasar\n\nPasar dibuka[^1] lagi[^b], bukan[^c].\n\n[^1]: Kata bupati.\n[^b]: Data dinas.\n"
    assert article(text, "x.md").texts == ("Pasar dibuka lagi, bukan[^c].", "Kata bupati.", "Data dinas.")
