import io
from datetime import date

import pytest

from index.ingestion.readers import parse_bytes
from index.ingestion.readers.html import parse, parse_page
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle

PAGE = """<!doctype html><html lang="id"><head><title>Banjir rendam kota | Kabar</title>
<meta property="og:title" content="Banjir rendam kota"><meta property="og:site_name" content="Kabar Contoh">
<meta property="article:published_time" content="2023-02-05T10:00:00+07:00"><meta
 name="author" content="Ana Putri">
<link rel="canonical" href="https://kabar.example/banjir"></head><body><nav>Beranda <a href="/a">Politik</a></nav>
<article><h1>Banjir rendam kota</h1><p>KOTA CONTOH - Banjir <b>merendam</b> 12 kelurahan sejak Minggu pagi.</p>
<p>Baca Juga: <a href="/x">Gempa di selatan</a></p><p>Sebanyak 350 keluarga mengungsi ke balai kota
&amp; sekolah.</p>
<script>alert("x")</script></article><footer>Hak cipta 2024</footer></body></html>"""


def read(page: str, url: str | None = None) -> ParsedArticle:
    return parse_page(page, "banjir.html", url)


def test_a_page_is_its_article_and_what_it_states() -> None:
    article = read(PAGE, "https://kabar.example/banjir?utm_source=x")
    assert article.title == "Banjir rendam kota"
    assert article.texts == (
        "KOTA CONTOH - Banjir merendam 12 kelurahan sejak Minggu pagi.",
        "Sebanyak 350 keluarga mengungsi ke balai kota & sekolah.",
    )
    assert (article.publisher, article.author, article.published) == (
        "Kabar Contoh",
        "Ana Putri",
        date(2023, 2, 5),
    )
    assert article.url == "https://kabar.example/banjir"


def test_a_page_can_not_pass_for_one_of_another_host() -> None:
    assert read(PAGE, "https://tiruan.example/banjir").url == "https://tiruan.example/banjir"


@pytest.mark.parametrize("host", ["m.kabar.example", "www.kabar.example", "amp.kabar.example"])
def test_a_page_may_state_the_address_of_its_site(host: str) -> None:
    assert read(PAGE, f"https://{host}/banjir/amp").url == "https://kabar.example/banjir"


def test_a_page_that_states_the_front_page_keeps_its_own_address() -> None:
    page = PAGE.replace('href="https://kabar.example/banjir"', 'href="https://kabar.example/"')
    assert read(page, "https://kabar.example/banjir").url == "https://kabar.example/banjir"


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://kabar.example/read?cid=1", "https://kabar.example/read?cid=1"),
        ("https://kabar.example/berita?judul=banjir", "https://kabar.example/berita?judul=banjir"),
        ("https://kabar.example/read?utm_source=x", "https://kabar.example/read"),
        ("https://kabar.example/banjir-rendam-kota?ke=2", "https://kabar.example/banjir-rendam-kota"),
        ("https://kabar.example/read/20230205123?ke=2", "https://kabar.example/read/20230205123"),
    ],
)
def test_a_page_that_states_its_address_without_the_field_that_names_it_keeps_that(url: str, own: str) -> None:
    stated = url.partition("?")[0]
    assert read(PAGE.replace("https://kabar.example/banjir", stated), url).url == own


@pytest.mark.usefixtures("jakarta")
@pytest.mark.parametrize(
    "stamp", ["2023-02-04T20:30:00Z", "2023-02-04T20:30:00.5+00:00", "2023-02-05T00:10:00+0700"]
)
def test_the_day_of_a_page_is_that_of_the_local_time_zone(stamp: str) -> None:
    assert read(PAGE.replace("2023-02-05T10:00:00+07:00", stamp)).published == date(2023, 2, 5)


def test_a_day_is_only_what_a_page_states() -> None:
    page = PAGE.replace('property="article:published_time"', "").replace("2023-02-05T10:00:00+07:00", "")
    assert read(page).published is None


@pytest.mark.parametrize("hyphen", ["\u00ad", "&shy;", "&#173;", "&#xAD;"])
def test_a_soft_hyphen_is_no_part_of_a_word(hyphen: str) -> None:
    assert read(PAGE.replace("keluarga", f"kelu{hyphen}arga")).texts == read(PAGE).texts


def test_a_page_without_a_name_is_of_its_host() -> None:
    page = PAGE.replace("og:site_name", "x").replace(" | Kabar", "")
    assert read(page, "https://kabar.example/banjir").publisher == "kabar.example"


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>a()</script></body></html>", "\x00", "<<<>>>"]
)
def test_a_page_without_an_article_is_one_line(page: str) -> None:
    (error,) = parse(io.BytesIO(page.encode()), "a.html", 1000)
    assert isinstance(error, ReadError)
    assert error.fault is Fault.NO_PARAGRAPHS


def test_a_file_of_a_page_is_read_by_its_suffix() -> None:
    (article,) = parse_bytes(PAGE.encode(), "Banjir.HTML")
    assert isinstance(article, ParsedArticle)
    assert article.title == "Banjir rendam kota"
