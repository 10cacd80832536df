import io

import pytest

from index.ingestion.readers.html import parse, parse_page
from index.model.errors import Fault, ReadError

LEAD = "Perahu pertama berangkat dari Lumbir pada pagi hari setelah dermaga dibuka kembali oleh wali kota."
SECOND = "Warga menunggu tiga bulan, kata nakhoda, dan kini ikan dapat dijual lagi di pasar kecamatan itu."
MENU = (
    '<ul><li><a href="/">Beranda</a></li><li><a href="/p">Politik</a></li><li><a href="/o">Olahraga</a></li></ul>'
)


def page(body: str, head: str = "<title>Perahu Lumbir Berangkat Lagi</title>") -> str:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def paragraphs(body: str, head: str = "<title>Perahu Lumbir Berangkat Lagi</title>") -> tuple[str, ...]:
    return parse_page(page(body, head), "x.html").texts


def headings(body: str) -> list[str | None]:
    return [paragraph.heading for paragraph in parse_page(page(body), "x.html").paragraphs]


@pytest.mark.parametrize("heading", ["h2", "h3", "h4"])
def test_headings_are_the_context_of_the_paragraphs_below(heading: str) -> None:
    headline = "<h1>Perahu Lumbir Berangkat</h1>"
    body = f"<article>{headline}<p>{LEAD}</p><{heading}>Nasib <i>nelayan</i></{heading}><p>{SECOND}</p>"
    assert paragraphs(body) == (LEAD, SECOND)
    assert headings(body) == [None, "Nasib nelayan"]


@pytest.mark.parametrize("value", ["04.31", "18:02 WIB", "12", "3,5 %", "04.31–04.41"])
def test_the_value_of_a_term_stands_behind_it(value: str) -> None:
    terms = f"<dl><dt>Imsak<dd>{value}<dt>Subuh<dd>05.01 WIB</dl>"
    body = f"<article><h1>Perahu Lumbir Berangkat</h1><p>{LEAD}</p>{terms}<p>{SECOND}</p></article>"
    assert paragraphs(body) == (LEAD, f"Imsak · {value}", "Subuh · 05.01 WIB", SECOND)


def test_headings_stand_below_each_other_and_above_lists() -> None:
    items = "<ul><li>Dermaga Krajan dibuka pukul enam</li><li>Dermaga Kulon dibuka pukul tujuh</li></ul>"
    parts = f"<h2>Jadwal</h2><p>{LEAD}</p><h3>Pagi</h3>{items}<h2>Tarif</h2><p>{SECOND}</p>"
    body = f"<article><h1>Perahu Lumbir Berangkat</h1>{parts}</article>"
    assert headings(body) == ["Jadwal", "Jadwal › Pagi", "Jadwal › Pagi", "Tarif"]


def test_a_heading_with_nothing_below_it_is_dropped() -> None:
    parts = f"<h2>Nasib nelayan</h2><h2>Jadwal</h2><p>{LEAD}</p><h3>Pagi</h3> <h2>Tarif</h2><p>{SECOND}</p>"
    body = f"<article><h1>Perahu Lumbir Berangkat</h1>{parts}</article>"
    assert paragraphs(body) == (LEAD, SECOND)
    assert headings(body) == ["Jadwal", "Tarif"]


def test_an_invitation_between_paragraphs_is_no_heading() -> None:
    body = f"<article><h1>Perahu Lumbir</h1><p>{LEAD}</p><h3>Baca Juga: Kapal Karam</h3><p>{SECOND}</p></article>"
    assert headings(body) == [None, None]


def test_terms_are_the_context_of_their_descriptions() -> None:
    terms = "<dl><dt>Nakhoda</dt><dd>Rina dari Krajan</dd><dt>Hari</dt><dt>Jam</dt><dd>Kamis 06.00</dd></dl>"
    body = f"<article><h1>Perahu Lumbir Berangkat</h1><p>{LEAD}</p>{terms}<p>{SECOND}</p></article>"
    assert paragraphs(body) == (LEAD, "Rina dari Krajan", "Kamis 06.00", SECOND)
    assert headings(body) == [None, "Nakhoda", "Hari · Jam", None]


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_list_items_have_no_dash(tag: str) -> None:
    items = "<li>Dermaga Krajan dibuka pukul enam</li><li>Dermaga Kulon dibuka pukul tujuh</li>"
    body = f"<article><h1>Perahu</h1><p>{LEAD}</p><{tag}>{items}</{tag}><p>{SECOND}</p></article>"
    assert paragraphs(body) == (
        LEAD,
        "Dermaga Krajan dibuka pukul enam",
        "Dermaga Kulon dibuka pukul tujuh",
        SECOND,
    )


def test_a_row_of_a_table_is_a_paragraph() -> None:
    rows = "<tr><th>Dermaga</th><th>Perahu</th></tr>"
    rows += "<tr><td>Krajan</td><td>12 perahu</td></tr><tr><td>Kulon</td><td>9</td></tr>"
    body = f"<article><h1>Perahu</h1><p>{LEAD}</p><table>{rows}</table><p>{SECOND}</p></article>"
    assert paragraphs(body) == (LEAD, "Krajan · 12 perahu", "Kulon · 9", SECOND)
    assert headings(body) == [None, "Dermaga · Perahu", "Dermaga · Perahu", None]


def test_a_row_has_the_headings_the_caption_and_the_header_of_its_table() -> None:
    rows = "<caption>Menurut syahbandar</caption><tr><th>Dermaga</th><th>Perahu</th></tr>"
    rows += "<tr><th>Krajan</th><td>12</td></tr>"
    body = f"<article><h1>Perahu</h1><p>{LEAD}</p><h2>Jumlah</h2><table>{rows}</table><p>{SECOND}</p></article>"
    assert paragraphs(body) == (LEAD, "Krajan · 12", SECOND)
    assert headings(body) == [None, "Jumlah › Menurut syahbandar › Dermaga · Perahu", "Jumlah"]


def around(block: str) -> str:
    return f"<article><h1>Perahu</h1><p>{LEAD}</p>{block}<p>{SECOND}</p></article>"


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>Nasib nelayan</strong></p>",
        "<p><span><b>Nasib</b> <b>nelayan</b></span><br></p>",
        "<div><strong>Nasib nelayan</strong></div>",
    ],
)
def test_a_line_in_bold_is_a_heading(line: str) -> None:
    assert paragraphs(around(line)) == (LEAD, SECOND)
    assert headings(around(line)) == [None, "Nasib nelayan"]


@pytest.mark.parametrize(
    "line",
    [
        '<div role="heading" aria-level="3">Nasib nelayan</div>',
        '<p role="heading">Nasib nelayan</p>',
        "<h3><button aria-expanded=true>Nasib nelayan</button></h3>",
        "<button aria-expanded=false>Nasib nelayan</button>",
    ],
)
def test_a_heading_by_its_role_or_as_a_button_is_one(line: str) -> None:
    assert paragraphs(around(line)) == (LEAD, SECOND)
    assert headings(around(line)) == [None, "Nasib nelayan"]


def test_a_button_is_no_heading() -> None:
    assert headings(around("<button>Bagikan berita</button>")) == [None, None]


def test_a_first_line_in_bold_is_a_heading() -> None:
    assert headings(around(f"<p><b>Nasib nelayan</b><br>{SECOND} Sekian.</p>")) == [None, *["Nasib nelayan"] * 2]


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>Perahu kembali.</b></p>",
        "<p><b>Skor akhir 3-1</b></p>",
        "<p><b>Nakhoda: Rina</b></p>",
        f"<p><b>Perahu</b> berangkat lagi {SECOND}</p>",
        "<p><b>Rina</b></p><p><b>Budi</b></p><p>Cici</p>",
    ],
)
def test_other_text_in_bold_is_quotable(line: str) -> None:
    body = around(line)
    assert set(headings(body)) == {None}
    assert len(paragraphs(body)) == 2 + line.count("<p>")


def test_a_header_in_bold_or_on_several_rows_is_one() -> None:
    bold = "<tr><td><b>Dermaga</b></td><td><b>Perahu</b></td></tr><tr><td>Krajan</td><td>12</td></tr>"
    assert headings(around(f"<table>{bold}</table>")) == [None, "Dermaga · Perahu", None]
    head = "<tr><th colspan=3>Pekan ini</th></tr><tr><th rowspan=2>Dermaga</th><th colspan=2>Jam</th></tr>"
    head += "<tr><th>Buka</th><th>Tutup</th></tr>"
    rows = "<tr><td>Krajan</td><td>06.00</td><td>18.00</td></tr>"
    body = around(f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>")
    assert paragraphs(body) == (LEAD, "Krajan · 06.00 · 18.00", SECOND)
    assert headings(body) == [None, "Pekan ini › Dermaga · Jam Buka · Jam Tutup", None]


def test_odd_spans_cost_no_time() -> None:
    cells = "".join(
        f"<th colspan={span} rowspan={span}>Kolom</th>" for span in ("0", "-1", "x", "999999999", "99")
    )
    table = f"<table><tr>{cells * 100}</tr><tr>{cells}</tr><tr><td>Krajan</td></tr></table>"
    assert len(headings(around(table))[1] or "") <= 240


def test_a_header_above_nothing_is_a_row() -> None:
    table = "<table><tr><th>Krajan</th><th>12 perahu</th></tr></table>"
    body = f"<article><h1>Perahu</h1><p>{LEAD}</p>{table}<p>{SECOND}</p></article>"
    assert paragraphs(body) == (LEAD, "Krajan · 12 perahu", SECOND)


@pytest.mark.parametrize(
    "body",
    [
        f"{MENU}<h1>Perahu Lumbir Berangkat Lagi</h1><div><p>{LEAD}</p></div>",
        f"<nav>{MENU}</nav><article><h1>Perahu Lumbir Berangkat Lagi</h1><p>{LEAD}</p></article>",
        f"<div class=menu><a href=/>Beranda</a> | <a href=/p>Politik</a> | <a href=/o>Olahraga</a></div>"
        f"<h1>Perahu Lumbir Berangkat Lagi</h1><div class=detail__body-text>{LEAD}</div>",
    ],
)
def test_a_short_page_brings_no_menu_along(body: str) -> None:
    assert paragraphs(body) == (LEAD,)


def test_the_body_in_json_keeps_its_paragraphs() -> None:
    body = f"{LEAD}\\n\\n{SECOND}\\n\\n{LEAD} Sekian."
    script = f'{{"@graph": [{{"articleBody": "{body}"}}]}}'
    head = f'<title>Perahu</title><script type="application/ld+json">{script}</script>'
    assert paragraphs("<div id=root></div>", head) == (LEAD, SECOND, f"{LEAD} Sekian.")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<noscript>Aktifkan JavaScript untuk membaca berita ini.</noscript><div id=root></div>", "script"),
        ("<noscript>Please enable JavaScript to continue using this application.</noscript>", "script"),
        ("<p>This site requires JavaScript.</p>", "script"),
        ("<h1>Just a moment...</h1><p>Verifying you are human. This may take a few seconds.</p>", "challenge"),
        ("<h2>Memeriksa peramban Anda</h2><p>Mohon tunggu, kami memastikan Anda manusia.</p>", "challenge"),
        ("<h1>404</h1><p>Halaman yang Anda cari tidak ditemukan.</p>", "missing"),
        ("<h1>Oops</h1><p>The page you requested could not be found.</p>", "missing"),
        ("<h1>Sebelum melanjutkan</h1><p>Kami dan mitra kami memakai cookie. Terima semua?</p>", "consent"),
        ("<p>We value your privacy. We use cookies; accept all or manage choices.</p>", "consent"),
        (
            "".join(
                f'<div><h2><a href="/{n}">Berita nomor {n} dari Lumbir</a></h2><p>Cuplikan nomor {n}.</p></div>'
                for n in range(4)
            ),
            "front",
        ),
        ("<h1>Masuk</h1><p>Belum punya akun? Daftar sekarang</p>", "login"),
        ("<h1>Sign in to continue</h1><p>Forgot your password?</p>", "login"),
        ("<h1>403 Forbidden</h1><hr>nginx", "error"),
        ("<h1>503 Service Temporarily Unavailable</h1>", "error"),
        ("<p>Situs sedang dalam perbaikan. Silakan kembali lagi nanti.</p>", "error"),
        ("<p>Redirecting you to the story ...</p>", "error"),
        ("<br>" * 60_000, "huge"),
        ("<span>a</span> " * 80_000, "huge"),
    ],
)
def test_a_page_without_an_article_is_refused_with_the_reason(body: str, why: str) -> None:
    (error,) = parse(io.BytesIO(page(body).encode()), "x.html", 2_000_000)
    assert isinstance(error, ReadError), error
    assert (error.fault, error.details.get("found")) == (Fault.NO_ARTICLE, why)


def test_an_article_about_such_things_is_read() -> None:
    text = f"Situs itu meminta pembaca mengaktifkan JavaScript, kata pengelola. {LEAD} {SECOND} " * 3
    assert paragraphs(f"<article><h1>Perahu</h1><p>{text}</p></article>") == (text.strip(),)


def test_many_lines_with_breaks_stay_whole_lines() -> None:
    lines = [f"Perahu <b>nomor {number}</b> berangkat dari <a href=/{number}>Lumbir</a>" for number in range(700)]
    body = f"<article><h1>Perahu Lumbir</h1><p>{LEAD}</p>{'<br>'.join(lines)}</article>"
    expected = tuple(f"Perahu nomor {number} berangkat dari Lumbir" for number in range(700))
    assert paragraphs(body) == (LEAD, *expected)
