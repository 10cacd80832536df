"""Pages that a script draws are read from the article body that they state in JSON-LD."""

import json

import pytest

from index.ingestion.readers.html import parse_page
from index.model.errors import ReadError

LEAD = "Panen raya kopi di lereng Krajan dimulai lebih awal dua pekan dari biasanya."
COST = "Harga biji kopi kering mencapai 90 ribu rupiah per kilogram di tingkat petani."
READ = [(LEAD, None), ("Arabika", "Harga"), ("Robusta", "Harga"), (COST, "Harga")]
HTML = f"<p>{LEAD}</p><h2>Harga</h2><ul><li>Arabika</li><li>Robusta</li></ul><p>{COST}</p>"


def page(body: object, shown: str, **more: object) -> str:
    stated = json.dumps({"@type": "NewsArticle", "headline": "Panen kopi Krajan", "articleBody": body, **more})
    head = f"<title>Panen kopi Krajan</title><script type='application/ld+json'>{stated}</script>"
    return f"<html><head>{head}</head><body>{shown}</body></html>"


def read(data: str) -> list[tuple[str, str | None]]:
    return [(one.text, one.heading) for one in parse_page(data, "kopi.html").paragraphs]


@pytest.mark.parametrize(
    "shown",
    [
        "<div id=app></div>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>",
        "<header>Kabar</header><div id=app>Memuat ...</div><footer>Redaksi</footer>",
        f"<main><p>{LEAD}</p></main>",
    ],
)
@pytest.mark.parametrize("body", [HTML, HTML.replace("<", "&lt;").replace(">", "&gt;"), f"<div>{HTML}</div>"])
def test_html_keeps_its_headings_and_items(body: str, shown: str) -> None:
    assert read(page(body, shown)) == READ


@pytest.mark.parametrize("body", [f"{LEAD}\n\n{COST}", f"{LEAD}<br><br>{COST}", f"{LEAD}<br/>\n{COST}"])
def test_lines_are_paragraphs(body: str) -> None:
    assert read(page(body, "<div id=app></div>")) == [(LEAD, None), (COST, None)]


def test_a_table_is_read_by_rows() -> None:
    rows = "<table><tr><th>Jenis</th><th>Harga</th></tr><tr><td>Arabika</td><td>90.000</td></tr></table>"
    assert read(page(f"<p>{LEAD}</p><p>{COST}</p>{rows}", "<div></div>"))[-1] == (
        "Arabika · 90.000",
        "Jenis · Harga",
    )


def test_what_a_page_shows_wins_over_what_it_states_beside_it() -> None:
    other = "<p>Banjir melanda kota lain, dan tidak ada hubungannya dengan kopi dari lereng ini sama sekali.</p>"
    shown = f"<article><h1>Panen kopi Krajan</h1><p>{LEAD}</p><p>{COST}</p></article>"
    assert read(page(other, shown)) == [(LEAD, None), (COST, None)]


@pytest.mark.parametrize("body", ["", "<p></p>", "Kopi.", None, ["x"], "<p>" * 60_000])
def test_a_page_without_an_article_is_refused_nevertheless(body: object) -> None:
    with pytest.raises(ReadError):
        read(page(body, "<noscript>Please enable JavaScript to continue.</noscript>"))


@pytest.mark.parametrize("body", ["Checking your browser before accessing the site. " * 2, HTML + "<p>x" * 60_000])
def test_a_notice_and_a_huge_body_are_no_article(body: str) -> None:
    with pytest.raises(ReadError):
        read(page(body, "<div></div>"))
