"""Files of many articles: tables, mailboxes and exports from WordPress."""

from datetime import date

import pytest

from index.ingestion.readers import parse_bytes
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.index.ingestion.readers.formats.mutations import assert_read_or_refused

TABLE = """judul;isi;tanggal;tautan;penerbit
"Banjir di Krajan; warga mengungsi";"Sungai meluap pada malam hari.

Warga mengungsi ke balai desa.";3 Maret 2022;https://kabar.example/1;Kabar Contoh
Jembatan;<p>Jembatan itu selesai.</p><p>Biayanya 19 miliar.</p>;bukan tanggal;;
;;;;
Kosong;;2022-03-04;;
"""
ENGLISH_TABLE = 'Title,Publish Date,Full Text\nBridge,2023-01-02,"The bridge ""Krajan"" is open."\n'
MESSAGE = """From: =?utf-8?q?Redaksi_Kabar_=C3=89toile?= <redaksi@kabar.example>
Subject: =?utf-8?q?Banjir_di_=C3=89toile?=
Date: Thu, 03 Mar 2022 10:00:00 +0700
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=utf-8

<p>Not this.</p>
--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Sungai meluap pada malam hari, kata warga =C3=89toile.

>From Krajan, the road is closed.

On Thu, 3 Mar 2022 at 09:00, Budi wrote:
> Somebody else said this.

--=20
Redaksi Kabar, Jalan Contoh 1
--b
Content-Type: text/plain
Content-Disposition: attachment; filename=a.txt

Attached.
--b--
"""
MAILBOX = f"""From redaksi@kabar.example Thu Mar  3 10:00:00 2022
{MESSAGE}
From budi@kabar.example Fri Mar  4 10:00:00 2022
From: budi@kabar.example
Subject: Kosong
Date: nonsense

From budi@kabar.example Fri Mar  4 11:00:00 2022
From: budi@kabar.example
Subject: Surat HTML
Content-Type: text/html; charset=no-such-charset

<html><body><p>Jembatan itu selesai dibangun.</p></body></html>
"""
EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Kabar Contoh</title><language>id-ID</language><wp:wxr_version>1.2</wp:wxr_version>
<item><title>Banjir di Krajan</title><link>https://kabar.example/banjir</link>
<pubDate>Wed, 02 Mar 2022 23:00:00 +0000</pubDate><dc:creator><![CDATA[rina]]></dc:creator>
<content:encoded><![CDATA[[caption id="1"]<img src="x"/> Foto[/caption]

Sungai meluap pada <b>malam</b> hari.

<!-- wp:paragraph --><p>Warga mengungsi ke balai desa.</p><!-- /wp:paragraph -->

<h2>Bantuan</h2>

Bantuan datang [sic] pada pagi hari.]]></content:encoded>
<excerpt:encoded><![CDATA[Ringkasan.]]></excerpt:encoded>
<wp:post_date>2022-03-03 06:00:00</wp:post_date><wp:post_type>post</wp:post_type>
<wp:status>publish</wp:status></item>
<item><title>Draf</title><content:encoded>Rahasia.</content:encoded><wp:status>draft</wp:status></item>
<item><title>Foto</title><wp:post_type>attachment</wp:post_type><wp:status>inherit</wp:status></item>
<item><title>Terkunci</title><content:encoded>Rahasia.</content:encoded><wp:post_password>x</wp:post_password></item>
<item><title>Kosong</title><content:encoded></content:encoded></item>
</channel></rss>
"""


SAVED_PAGE = """From: <Saved by Blink>
Snapshot-Content-Location: https://kabar.example/banjir
Subject: Banjir di Krajan
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://kabar.example/banjir

<html><head><title>Banjir di Krajan - Kabar</title></head><body><nav><a href=3D"/">Beranda</a></nav><article>
<h1>Banjir di Krajan</h1><p>Sungai Bening meluap pada malam hari dan merendam tiga dusun.</p>
<p>Warga mengungsi ke balai desa sejak pagi, kata kepala desa =C3=89toile.</p></article></body></html>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
"""


def read(data: str | bytes, name: str) -> tuple[list[ParsedArticle], list[ReadError]]:
    results = list(parse_bytes(data.encode() if isinstance(data, str) else data, name))
    articles = [one for one in results if isinstance(one, ParsedArticle)]
    return articles, [one for one in results if isinstance(one, ReadError)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_gives_an_article_a_row_with_what_its_columns_state(encoding: str) -> None:
    (flood, bridge), errors = read(TABLE.encode(encoding), "berita.csv")
    assert flood.texts == ("Sungai meluap pada malam hari.", "Warga mengungsi ke balai desa.")
    assert (flood.title, flood.published) == ("Banjir di Krajan; warga mengungsi", date(2022, 3, 3))
    assert (flood.url, flood.publisher) == ("https://kabar.example/1", "Kabar Contoh")
    assert bridge.texts == ("Jembatan itu selesai.", "Biayanya 19 miliar.")
    faults = [(error.fault, error.details["line"]) for error in errors]
    assert faults == [(Fault.DATE_UNREADABLE, 5), (Fault.NO_PARAGRAPHS, 7)]


def test_a_table_may_have_commas_or_tabs_and_other_names() -> None:
    for name, table in (("x.csv", ENGLISH_TABLE), ("x.tsv", ENGLISH_TABLE.replace(",", "\t"))):
        (article,), errors = read(table, name)
        assert (article.title, article.published, article.texts) == (
            "Bridge",
            date(2023, 1, 2),
            ('The bridge "Krajan" is open.',),
        )
        assert not errors


@pytest.mark.parametrize("table", ["nama,umur\nBudi,14\n", "Sungai meluap.\n", "id,judul\n1,x\n"])
def test_a_table_without_a_column_of_texts_is_refused_with_one_line(table: str) -> None:
    articles, (error,) = read(table, "x.csv")
    assert (articles, error.fault) == ([], Fault.NO_TEXT_COLUMN)


def test_a_cell_that_is_too_large_costs_its_row_alone() -> None:
    table = 'title,text\na,"' + "x" * 300 + '"\nb,Jembatan itu selesai.\n'
    results = list(parse_bytes(table.encode(), "x.csv", limit=200))
    assert isinstance(results[0], ReadError)
    assert results[0].fault is Fault.TOO_LARGE
    assert isinstance(results[-1], ParsedArticle)


def test_a_message_gives_its_own_words_and_neither_quoted_nor_attached_ones() -> None:
    (article,), errors = read(MESSAGE, "surat.eml")
    assert article.texts == (
        "Sungai meluap pada malam hari, kata warga Étoile.",
        "From Krajan, the road is closed.",
    )
    assert (article.title, article.author) == ("Banjir di Étoile", "Redaksi Kabar Étoile")
    assert article.published == date(2022, 3, 3)
    assert not errors


def test_a_mailbox_gives_each_message_and_counts_those_without_text() -> None:
    articles, (note,) = read(MAILBOX, "kotak.mbox")
    assert [article.title for article in articles] == ["Banjir di Étoile", "Surat HTML"]
    assert articles[1].texts == ("Jembatan itu selesai dibangun.",)
    assert articles[1].author is None
    assert (note.fault, note.details["count"]) == (Fault.PARTS_LEFT_OUT, 1)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_page_that_a_browser_saved_as_one_file_gives_its_article(line_end: str) -> None:
    (article,), errors = read(SAVED_PAGE.replace("\n", line_end), "Banjir.mhtml")
    assert article.texts == (
        "Sungai Bening meluap pada malam hari dan merendam tiga dusun.",
        "Warga mengungsi ke balai desa sejak pagi, kata kepala desa Étoile.",
    )
    assert (article.title, article.url) == ("Banjir di Krajan", "https://kabar.example/banjir")
    assert not errors


@pytest.mark.parametrize(
    ("name", "data", "whole"),
    [
        ("x.mbox", MAILBOX[:-30], 2),  # in the text of the last message
        ("x.mbox", MAILBOX[: MAILBOX.index("--b--")], 1),  # before the end of the parts of the first
        ("x.eml", MESSAGE[: MESSAGE.index("--b--")], 1),
        ("x.mhtml", SAVED_PAGE[: SAVED_PAGE.index("--b--")], 1),
        ("x.csv", 'judul,isi\n"Banjir","Sungai meluap pada malam hari."\n"Jembatan","Jembatan itu sele', 1),
        ("x.tsv", 'judul\tisi\nBanjir\tSungai meluap pada malam hari.\nJembatan\t"Jembatan itu\nsele', 1),
    ],
)
def test_what_stands_before_the_place_of_a_cut_is_read_and_a_line_says_so(
    name: str, data: str, whole: int
) -> None:
    articles, errors = read(data, name)
    assert (len(articles), [error.fault for error in errors]) == (whole, [Fault.DOCUMENT_CUT_OFF])


def test_a_quotation_mark_that_is_never_closed_costs_what_follows_and_a_line_says_so() -> None:
    articles, errors = read('judul,isi\nSatu,Jalan dibuka.\nDua,"Pasar tutup.\nTiga,Sekolah libur.\n', "x.csv")
    assert [one.texts for one in articles] == [("Jalan dibuka.",)]
    assert [error.fault for error in errors] == [Fault.DOCUMENT_CUT_OFF]


@pytest.mark.parametrize("line", ["sep=;", "SEP=;\r", '"sep=;"'])
def test_the_line_in_which_excel_states_what_parts_columns_is_no_row(line: str) -> None:
    articles, (error,) = read(f"{line}\nJudul;Isi;Tanggal\nJalan;Jalan, kata camat, dibuka.;x\n", "x.csv")
    assert [one.texts for one in articles] == [("Jalan, kata camat, dibuka.",)]
    assert (error.fault, error.details["line"]) == (Fault.DATE_UNREADABLE, 3)


def test_a_quotation_mark_in_the_last_row_is_no_cut() -> None:
    articles, errors = read('judul,isi\nPipa,Pipa 5" itu dipasang pada hari Senin.\n', "x.csv")
    assert (len(articles), errors) == (1, [])


@pytest.mark.parametrize(
    ("name", "data"), [("x.mht", "\nHalo.\n"), ("x.mbox", "Halo.\n"), ("x.eml", "\nHalo.\n"), ("x.xml", "<a/>")]
)
def test_what_is_no_archive_is_refused_with_one_line(name: str, data: str) -> None:
    articles, (error,) = read(data, name)
    assert (articles, error.fault) == ([], Fault.NOT_A_DOCUMENT)


def test_a_message_of_parts_in_parts_is_refused() -> None:
    nested = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(5_000))
    articles, (error,) = read(nested, "x.eml")
    assert (articles, error.fault) == ([], Fault.DOCUMENT_BOMB)


def test_an_export_gives_its_published_posts() -> None:
    (article,), (note,) = read(EXPORT, "kabar.WordPress.2024-01-01.xml")
    assert article.texts == (
        "Sungai meluap pada malam hari.",
        "Warga mengungsi ke balai desa.",
        "Bantuan datang [sic] pada pagi hari.",
    )
    assert article.paragraphs[2].heading == "Bantuan"
    assert (article.title, article.publisher, article.author) == ("Banjir di Krajan", "Kabar Contoh", "rina")
    assert (article.published, article.language) == (date(2022, 3, 3), "id")
    assert (note.fault, note.details["count"]) == (Fault.PARTS_LEFT_OUT, 1)


def test_the_posts_before_a_damaged_place_are_read() -> None:
    (article,), (error,) = read(EXPORT[: EXPORT.index("Draf")], "x.wxr")
    assert article.title == "Banjir di Krajan"
    assert error.fault is Fault.DOCUMENT_CUT_OFF


def test_an_export_expands_no_entities_and_opens_no_file() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "Sungai meluap."><!ENTITY f SYSTEM "file:///etc/passwd">{levels}]>'
    export = (
        EXPORT.replace("<!-- This", f"{bomb}<!-- This").replace("Draf", "&e11;&f;").replace("Rahasia", "&e11;")
    )
    articles, errors = read(export.replace("<wp:status>draft</wp:status>", ""), "x.xml")
    told = f"{articles}{errors}"
    assert "root:" not in told
    assert len(told) < 10_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", TABLE),
        ("x.tsv", ENGLISH_TABLE),
        ("x.eml", MESSAGE),
        ("x.mbox", MAILBOX),
        ("x.xml", EXPORT),
        ("x.mhtml", SAVED_PAGE),
    ],
)
def test_changed_files_are_read_or_refused(name: str, data: str) -> None:
    assert_read_or_refused(name, data.encode(), 300)
