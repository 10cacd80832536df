"""Documents of word processors and books."""

import io
import random
import struct
import sys
import zipfile
from datetime import date

import pytest

from index.ingestion.readers import parse_bytes
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.formats.mutations import assert_read_or_refused, mutated
from tests.index.ingestion.readers.formats.packing import docx, epub, odt, packed

WORD = """
<w:p><w:pPr><w:pStyle w:val="Judul"/></w:pPr><w:r><w:t>Banjir di </w:t></w:r><w:r><w:t>Krajan</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Sungai </w:t></w:r>
<w:ins><w:r><w:t xml:space="preserve">Bening </w:t></w:r></w:ins>
<w:del><w:r><w:delText>tidak </w:delText></w:r></w:del><w:hyperlink><w:r><w:t>meluap</w:t></w:r></w:hyperlink>
<w:r><w:t xml:space="preserve"> pada malam hari.</w:t></w:r>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>Rahasia.</w:t></w:r>
<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Kepala1"/></w:pPr><w:r><w:t>Dampak</w:t></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">Warga mengungsi </w:t></w:r></w:p>
<w:p><w:r><w:t>ke balai desa.</w:t></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>Bantuan</w:t><w:tab/><w:t>datang.</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:p><w:pPr><w:pStyle w:val="Bab"/></w:pPr><w:r><w:t>Angka</w:t></w:r></w:p>
<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:p><w:r><w:t>Dusun</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>Warga</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Krajan</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Sukorejo</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>
<w:p><w:r><w:t>Kotak di samping.</w:t></w:r></w:p></w:txbxContent></mc:Choice>
<mc:Fallback><w:txbxContent><w:p><w:r><w:t>Kotak di samping.</w:t></w:r></w:p>
</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>
"""
OPEN_DOCUMENT = """
<text:tracked-changes><text:p>Dihapus.</text:p></text:tracked-changes>
<text:p>Sungai<text:s/>meluap<text:note><text:note-body><text:p>Catatan.</text:p></text:note-body></text:note> pada
<text:span>malam</text:span> hari.</text:p>
<text:h text:outline-level="1">Dampak</text:h>
<text:list><text:list-item><text:p>Jalan ditutup.</text:p></text:list-item></text:list>
<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Dusun</text:p></table:table-cell>
<table:table-cell><text:p>Warga</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell><text:p>Krajan</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="99999"><text:p>12</text:p></table:table-cell></table:table-row>
</table:table>
"""
CHAPTERS = {
    "bab%202.xhtml": "<html><body><h1>Dampak</h1><p>Warga <i>mengungsi</i>&nbsp;ke balai desa.<script>x</script>"
    "</p><table><tr><td>Krajan</td><td>12</td></tr></table></body></html>",
    "bab1.xhtml": '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><body><p>Sungai meluap pada<br/>'
    "malam hari, kata warga Étoile.</p>Tanpa tanda.<ul><li>Jalan ditutup.</li></ul></body></html>",
}
BOOK = epub(CHAPTERS, '<itemref idref="c1"/><itemref idref="c0"/>')


def article(data: bytes, name: str) -> ParsedArticle:
    (only,) = parse_bytes(data, name)
    assert isinstance(only, ParsedArticle), only
    return only


def fault(data: bytes, name: str, limit: int = 2_000_000) -> Fault:
    (only,) = parse_bytes(data, name, limit)
    assert isinstance(only, ReadError), only
    return only.fault


def test_word_gives_the_text_with_its_changes_accepted() -> None:
    parsed = article(docx(WORD), "x.docx")
    assert parsed.title == "Banjir di Krajan"
    assert [(one.text, one.heading) for one in parsed.paragraphs] == [
        ("Sungai Bening meluap pada malam hari.", None),
        ("Warga mengungsi ke balai desa.", "Dampak"),
        ("Bantuan datang.", "Dampak"),
        ("Krajan · 12", "Dampak › Angka › Dusun · Warga"),
        ("Sukorejo", "Dampak › Angka › Dusun · Warga"),
        ("Kotak di samping.", "Dampak › Angka"),
    ]
    assert parsed.author is None


def test_open_document_gives_the_text_without_notes_and_what_is_deleted() -> None:
    parsed = article(odt(OPEN_DOCUMENT, "Banjir di Krajan"), "x.odt")
    assert parsed.title == "Banjir di Krajan"
    first, item, row = parsed.paragraphs
    assert (first.text, first.heading) == ("Sungai meluap pada malam hari.", None)
    assert (item.text, item.heading) == ("Jalan ditutup.", "Dampak")
    assert row.text.startswith("Krajan · 12")
    assert len(row.text) < 300
    assert row.heading == "Dampak › Dusun · Warga"


def test_a_book_gives_its_chapters_in_the_order_of_its_spine() -> None:
    parsed = article(BOOK, "x.epub")
    assert [(one.text, one.heading) for one in parsed.paragraphs] == [
        ("Sungai meluap pada malam hari, kata warga Étoile.", None),
        ("Tanpa tanda.", None),
        ("Jalan ditutup.", None),
        ("Warga mengungsi ke balai desa.", "Dampak"),
        ("Krajan · 12", "Dampak"),
    ]
    assert (parsed.title, parsed.author, parsed.publisher) == ("Banjir di Krajan", "Rina", "Kabar Contoh")
    assert (parsed.published, parsed.language) == (date(2022, 3, 3), "id")


def test_a_book_that_only_its_seller_can_open_is_refused() -> None:
    lock = '<encryption xmlns:enc="e"><enc:CipherReference URI="OEBPS/bab1.xhtml"/></encryption>'
    assert fault(epub(CHAPTERS, more={"META-INF/encryption.xml": lock}), "x.epub") is Fault.DOCUMENT_PROTECTED


def one_entry_many_times(data: bytes, count: int) -> bytes:
    """Return a packed file whose list names its only member so many times."""
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack_from("<L", data, end + 16)[0]
    first = data[start:end]
    total = struct.pack("<HHL", count, count, len(first) * count)
    return data[:start] + first * count + data[end : end + 8] + total + data[end + 16 :]


LARGE = docx(f"<w:p><w:r><w:t>{'Sungai meluap. ' * 3_000_000}</w:t></w:r></w:p>")
BOMBS = {
    "a member that is 1,000 times as large unpacked": LARGE,
    "many large members": packed({f"{number}.xml": bytes(range(256)) * 80_000 for number in range(12)}),
    "more members than any document": packed({f"{number}.xml": "x" for number in range(6_000)}),
    "a list that names the same bytes again and again": one_entry_many_times(packed({"a": "b" * 5000}), 2_000),
}


@pytest.mark.parametrize("name", sorted(BOMBS))
@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
def test_a_bomb_is_refused_before_it_is_unpacked(name: str, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert fault(BOMBS[name], f"x{suffix}") is Fault.DOCUMENT_BOMB


def test_a_member_that_is_larger_than_it_says_is_not_unpacked_whole() -> None:
    data = bytearray(LARGE)
    for info in zipfile.ZipFile(io.BytesIO(LARGE)).infolist():
        data = bytearray(bytes(data).replace(struct.pack("<L", info.file_size), struct.pack("<L", 100_000)))
    assert fault(bytes(data), "x.docx") is Fault.NOT_A_DOCUMENT


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
def test_a_document_that_declares_entities_is_refused(suffix: str) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "Sungai."><!ENTITY f SYSTEM "file:///etc/passwd">{levels}]><x>&e9;&f;</x>'
    names = ("word/document.xml", "content.xml", "META-INF/container.xml")
    assert fault(packed(dict.fromkeys(names, bomb)), f"x{suffix}") is Fault.NOT_A_DOCUMENT


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub"])
@pytest.mark.parametrize("data", [b"Halo.", packed({"a.txt": "Halo."})])
def test_what_is_no_document_is_refused_with_one_line(suffix: str, data: bytes) -> None:
    assert fault(data, f"x{suffix}") is Fault.NOT_A_DOCUMENT


@pytest.mark.parametrize("suffix", [".docx", ".docm", ".odt", ".epub"])
@pytest.mark.parametrize("kept", [0.02, 0.5, 0.9, 0.99])
def test_one_that_is_cut_off_says_so(suffix: str, kept: float) -> None:
    (error,) = parse_bytes(BOOK[: int(kept * len(BOOK))], f"x{suffix}")
    assert isinstance(error, ReadError)
    assert (error.fault, error.details["is_lost"]) == (Fault.DOCUMENT_CUT_OFF, True)


def test_word_locked_with_a_password_says_so() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(600, b"\0")
    assert (
        fault(container + "EncryptedPackage".encode("utf-16-le") + bytes(100), "x.docx")
        is Fault.DOCUMENT_PROTECTED
    )
    assert fault(container + bytes(100), "x.docx") is Fault.NOT_A_DOCUMENT  # an older format of Word


HEADED = {
    "x.docx": '<w:p><w:pPr><w:pStyle w:val="Kepala1"/></w:pPr><w:r><w:t>Pasar dibuka lagi</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>Pedagang kembali berjualan pada hari Selasa.</w:t></w:r></w:p>"
    '<w:p><w:pPr><w:pStyle w:val="Bab"/></w:pPr><w:r><w:t>Harga</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>Harga cabai turun.</w:t></w:r></w:p>",
    "x.odt": '<text:h text:outline-level="1">Pasar dibuka lagi</text:h>'
    "<text:p>Pedagang kembali berjualan pada hari Selasa.</text:p>"
    '<text:h text:outline-level="2">Harga</text:h><text:p>Harga cabai turun.</text:p>',
}


@pytest.mark.parametrize("name", HEADED)
def test_the_one_heading_above_a_document_is_its_title(name: str) -> None:
    make = docx if name == "x.docx" else odt
    parsed = article(make(HEADED[name]), name)
    assert parsed.title == "Pasar dibuka lagi"
    assert [(one.text, one.heading) for one in parsed.paragraphs] == [
        ("Pedagang kembali berjualan pada hari Selasa.", None),
        ("Harga cabai turun.", "Harga"),
    ]


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (
            ("Pasar dibuka lagi pada", "hari Selasa, kata camat."),
            ("Pasar dibuka lagi pada hari Selasa, kata camat.",),
        ),
        (("Pasar dibuka lagi.", "Harga cabai turun."), ("Pasar dibuka lagi.", "Harga cabai turun.")),
        (
            ("Camat menyebut", "a. pasar induk", "b. pasar desa"),
            ("Camat menyebut", "a. pasar induk", "b. pasar desa"),
        ),
    ],
)
def test_a_line_break_in_the_middle_of_a_sentence_does_not_part_it(
    lines: tuple[str, ...], texts: tuple[str, ...]
) -> None:
    start = "<w:p><w:r><w:t>Berita hari ini.</w:t></w:r></w:p>"
    word = article(
        docx(f"{start}<w:p><w:r>{'<w:br/>'.join(f'<w:t>{one}</w:t>' for one in lines)}</w:r></w:p>"), "x.docx"
    )
    open_ = article(
        odt(f"<text:p>Berita hari ini.</text:p><text:p>{'<text:line-break/>'.join(lines)}</text:p>"), "x.odt"
    )
    assert word.texts[-len(texts) :] == texts
    assert open_.texts[-len(texts) :] == texts


def test_a_document_may_be_larger_than_its_text_may_be() -> None:
    pictured = epub(CHAPTERS, more={"OEBPS/x.png": random.Random(1).randbytes(5_000).hex()})  # noqa: S311
    (read,) = parse_bytes(pictured, "x.epub", limit=1_000)
    assert isinstance(read, ParsedArticle)
    assert fault(docx("<w:p><w:r><w:t>Sungai meluap.</w:t></w:r></w:p>" * 90), "x.docx", 1_000) is Fault.TOO_LARGE


@pytest.mark.parametrize(
    ("name", "data"), [("x.docx", docx(WORD)), ("x.odt", odt(OPEN_DOCUMENT)), ("x.epub", BOOK)]
)
def test_changed_files_are_read_or_refused(name: str, data: bytes) -> None:
    assert_read_or_refused(name, data, 300)


@pytest.mark.parametrize(
    ("name", "member", "make"),
    [("x.docx", WORD, docx), ("x.odt", OPEN_DOCUMENT, odt), ("x.epub", CHAPTERS["bab1.xhtml"], None)],
)
def test_changed_members_are_read_or_refused(name: str, member: str, make: object) -> None:
    for copy in mutated(member.encode(), 200):
        text = copy.decode(errors="replace")
        data = make(text) if callable(make) else epub({"bab1.xhtml": text})
        assert list(parse_bytes(data, name))


@pytest.mark.parametrize("name", ["x.docx", "x.odt", "x.epub"])
def test_without_the_extra_one_line_says_so(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [one for one in sys.modules if one.startswith("index.ingestion.readers.formats.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "lxml", None)
    assert fault(BOOK, name) is Fault.DOCUMENTS_NOT_INSTALLED
