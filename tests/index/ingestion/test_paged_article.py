"""The pages of an article are joined, from a site on loopback; those of other articles never are."""

from contextlib import closing

import pytest

from index.ingestion.fetching.web import Page, Session
from index.ingestion.paged_article import MOST_PAGES, read_article
from index.ingestion.reading.requests import PageRequest, read
from index.ingestion.sources import read_web_page
from index.model.errors import Fault, ReadError
from index.model.records import ParsedArticle
from tests.index.ingestion.fetching.site import HTML, Site, on_loopback
from tests.index.ingestion.fetching.test_deadline import Time
from tests.index.ingestion.readers.pdf.made_pages import Made, Piece

ARTICLE = "/berita/perahu-lumbir"
TITLE = "Perahu Lumbir Berangkat Lagi"


def text(number: int, part: str = "a") -> str:
    return f"Perahu nomor {number}{part} berangkat dari dermaga Lumbir pada pagi hari, kata nakhoda kepada warga."


def page(*numbers: int, links: str = "", head: str = "") -> bytes:
    paragraphs = "".join(f"<p>{text(number, part)}</p>" for number in numbers for part in "ab")
    body = f"<article><h1>{TITLE}</h1>{paragraphs}</article><div class=paging>{links}</div>"
    return f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>".encode()


def test_a_document_at_an_address_is_read_with_that_address(site: Site) -> None:
    lines = ["Sungai Bening meluap pada malam hari.", "Jembatan Lumbir selesai dibangun."]
    data = Made(pages=[[Piece(72, 700, line, "Times-Roman", 10)] for line in lines]).pdf()
    site.answers["/unduh?nomor=3"] = (200, {"Content-Type": "application/pdf"}, data)
    (article,) = read_web_page(f"{site.url}/unduh?nomor=3", on_loopback)
    assert isinstance(article, ParsedArticle)
    assert article.url == f"{site.url}/unduh?nomor=3"
    assert [(one.text, one.page) for one in article.paragraphs] == [(lines[0], 1), (lines[1], 2)]
    site.answers["/rusak"] = (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7")
    (error,) = read_web_page(f"{site.url}/rusak", on_loopback)
    assert isinstance(error, ReadError)
    assert (error.fault, error.details["source"]) == (Fault.NOT_A_DOCUMENT, f"{site.url}/rusak")


def numbers(pattern: str, last: int, other: str = "") -> str:
    """Return the links to all pages, as most sites write them."""
    links = (f'<a href="{ARTICLE if n == 1 else pattern.format(n)}">{n}</a>' for n in range(1, last + 1))
    return " ".join(links) + other


def serve(site: Site, pages: dict[str, bytes | None]) -> None:
    for path, body in pages.items():
        site.answers[path] = (500, HTML, b"") if body is None else (200, HTML, body)


def read_all(site: Site, path: str = ARTICLE) -> tuple[list[str], list[object]]:
    """Return the numbers of the read paragraphs, and the pages that the notes name."""
    article, *notes = read_web_page(site.url + path, on_loopback)
    assert isinstance(article, ParsedArticle), article
    assert article.title == TITLE
    found = [text.split()[2] for text in article.texts]
    assert all(
        isinstance(note, ReadError) and note.fault is Fault.PAGES_MISSING and note.is_note for note in notes
    )
    return found, [note.details["pages"] for note in notes if isinstance(note, ReadError)]


def parts(*pages: int) -> list[str]:
    return [f"{number}{part}" for number in pages for part in "ab"]


@pytest.mark.parametrize(
    "pattern",
    [
        *(
            ARTICLE + end
            for end in ("?page={}", "?page_num={}", "?halaman={}", "/{}", "/{}/", "/page/{}", "/hal/{}")
        ),
        *(ARTICLE + end for end in ("-page-{}", "?utm_source=x&page={}", "?page={}#isi", "/?page={}")),
    ],
)
def test_numbered_pages_are_joined_in_order(site: Site, pattern: str) -> None:
    paths = {n: pattern.format(n).partition("#")[0] for n in (2, 3)}
    serve(
        site,
        {
            ARTICLE: page(1, links=numbers(pattern, 3)),
            **{paths[n]: page(n, links=numbers(pattern, 3)) for n in (3, 2)},
        },
    )
    assert read_all(site) == (parts(1, 2, 3), [])
    assert [path for path, _ in site.asked] == [ARTICLE, paths[2], paths[3]]


def test_the_same_holds_where_reading_is_in_a_process_of_its_own(site: Site) -> None:
    serve(site, {ARTICLE: page(1, links=numbers(ARTICLE + "/{}", 2)), f"{ARTICLE}/2": page(2)})
    (article,) = read(PageRequest(site.url + ARTICLE), 2_000_000, on_loopback)
    assert isinstance(article, ParsedArticle)
    assert len(article.paragraphs) == 4


@pytest.mark.parametrize(
    "link",
    [
        '<a rel=next href="{}">»</a>',
        '<a href="{}">Halaman Selanjutnya</a>',
        '<a href="{}"><span>Selanjutnya</span> ›</a>',
        '<a class=next aria-label="Next page" href="{}"><svg></svg></a>',
        '<a href="{}">Next page</a>',
        '<a href="{}">Halaman 2</a>',
        '<a href="{}">2. Nasib nelayan Lumbir</a>',
        '<a href="{}">Baca halaman selanjutnya →</a>',
        '<a href="{}">Lanjutkan membaca artikel di bawah</a>',
        f'<a href="{{}}">Halaman Selanjutnya <span>{"Nakhoda itu lalu bercerita " * 4}</span></a>',
    ],
)
def test_each_page_may_name_the_next_one_only(site: Site, link: str) -> None:
    third = '<a href="?page=3">Selanjutnya</a>'
    serve(
        site,
        {
            ARTICLE: page(1, links=link.format("?page=2")),
            f"{ARTICLE}?page=2": page(2, links=third),
            f"{ARTICLE}?page=3": page(3, links=f'<a href="{ARTICLE}?page=2">Sebelumnya</a>'),
        },
    )
    assert read_all(site) == (parts(1, 2, 3), [])


def test_a_link_in_the_head_names_the_next_page(site: Site) -> None:
    serve(site, {ARTICLE: page(1, head=f'<link rel="next" href="{ARTICLE}/2">'), f"{ARTICLE}/2": page(2)})
    assert read_all(site) == (parts(1, 2), [])


@pytest.mark.parametrize(
    ("whole", "label"),
    [
        ("?page=all", "Tampilkan Semua"),
        ("?showpage=all", "Semua Halaman"),
        ("?single=1", "Lihat Semua"),
        ("/full", "Baca selengkapnya"),
        ("?view=all", "View as single page"),
    ],
)
def test_a_page_with_the_whole_article_is_enough(site: Site, whole: str, label: str) -> None:
    links = numbers(ARTICLE + "?page={}", 3, f' <a href="{ARTICLE}{whole}">{label}</a>')
    everything = page(1, 2, 3)
    serve(site, {ARTICLE: page(1, links=links), ARTICLE + whole: everything})
    assert read_all(site) == (parts(1, 2, 3), [])
    assert len(site.asked) == 2
    assert read_all(site, ARTICLE + whole) == (parts(1, 2, 3), [])
    assert len(site.asked) == 3


@pytest.mark.parametrize(("path", "links"), [("?page=all", ""), ("?page=1", numbers(ARTICLE + "?page={}", 2))])
def test_the_address_is_that_of_the_first_page(site: Site, path: str, links: str) -> None:
    serve(site, {ARTICLE + path: page(1, links=links), f"{ARTICLE}?page=2": page(2)})
    article, *_ = read_web_page(site.url + ARTICLE + path, on_loopback)
    assert isinstance(article, ParsedArticle)
    assert article.url == site.url + ARTICLE


@pytest.mark.parametrize("whole", [None, page(9), page(1)])
def test_the_numbered_pages_are_read_where_that_page_is_no_good(site: Site, whole: bytes | None) -> None:
    links = numbers(ARTICLE + "?page={}", 2, f' <a href="{ARTICLE}?page=all">Tampilkan Semua</a>')
    serve(site, {ARTICLE: page(1, links=links), f"{ARTICLE}?page=2": page(2), f"{ARTICLE}?page=all": whole})
    assert read_all(site) == (parts(1, 2), [])


def test_a_page_that_is_missing_costs_a_line(site: Site) -> None:
    pattern = ARTICLE + "?page={}"
    links = numbers(pattern, 4)
    serve(
        site,
        {
            ARTICLE: page(1, links=links),
            pattern.format(2): page(2),
            pattern.format(3): None,
            pattern.format(4): page(4),
        },
    )
    assert read_all(site) == (parts(1, 2, 4), [[3]])
    serve(site, {pattern.format(2): None, pattern.format(4): b"<html>", pattern.format(3): page(3)})
    assert read_all(site) == (parts(1, 3), [[2, 4]])


def test_a_shared_further_page_is_the_whole_article(site: Site) -> None:
    pattern = ARTICLE + "/{}"
    serve(
        site,
        {
            ARTICLE: page(1, links=numbers(pattern, 3)),
            **{pattern.format(n): page(n, links=numbers(pattern, 3)) for n in (2, 3)},
        },
    )
    assert read_all(site, f"{ARTICLE}/3") == (parts(1, 2, 3), [])
    (article,) = read_web_page(f"{site.url}{ARTICLE}/3", on_loopback)
    assert isinstance(article, ParsedArticle)
    assert article.url == site.url + ARTICLE


@pytest.mark.parametrize(
    "link",
    [
        '<a rel=next href="/berita/gempa-selatan">Selanjutnya</a>',
        '<a rel=next href="/berita/gempa-selatan?page=2">2</a>',
        '<a rel=next href="/berita/perahu-lumbir-2">Selanjutnya</a>',
        '<a href="/berita/perahu-lumbir/3">Selanjutnya</a>',
        '<a href="/berita/perahu-lumbir/2">Dua perahu karam di Lumbir</a>',
        '<a rel=next href="http://127.0.0.2/berita/perahu-lumbir?page=2">2</a>',
        '<a rel=next href="?page=x">2</a>',
        '<a rel=next href="?id=2">2</a>',
        '<a rel=next href="javascript:void(2)">2</a>',
        '<div class=comments><a href="?page=2">2</a></div>',
    ],
)
def test_other_articles_are_never_followed(site: Site, link: str) -> None:
    serve(site, {ARTICLE: page(1, links=link)})
    assert read_all(site) == (parts(1), [])
    assert len(site.asked) == 1


@pytest.mark.parametrize(("own", "other"), [("/berita/1", "/berita/2"), ("/baca?page=12", "/baca?page=13")])
def test_a_number_may_be_that_of_an_article(site: Site, own: str, other: str) -> None:
    serve(site, {own: page(1, links=f'<a rel=next href="{other}">Selanjutnya</a>'), other: page(2)})
    assert read_all(site, own) == (parts(1), [])


def test_a_page_that_turns_out_to_be_of_another_article_is_left_out(site: Site) -> None:
    pattern = ARTICLE + "?page={}"
    serve(site, {ARTICLE: page(1, links=numbers(pattern, 3)), "/lain": page(3)})
    serve(site, {pattern.format(2): page(2, head=f'<link rel=canonical href="{site.url}/berita/lain">')})
    site.answers[pattern.format(3)] = (302, {"Location": "/lain"}, b"")
    assert read_all(site) == (parts(1), [[2, 3]])


def test_a_site_that_shows_one_page_at_every_number_is_asked_once_more(site: Site) -> None:
    pattern = ARTICLE + "?page={}"
    serve(site, {ARTICLE: page(1, links=numbers(pattern, 9))})
    serve(site, {pattern.format(n): page(1, links=numbers(pattern, 9)) for n in range(2, 10)})
    assert read_all(site) == (parts(1), [])
    assert len(site.asked) == 2


def test_pages_are_bounded_in_number(site: Site) -> None:
    pattern, last = ARTICLE + "?page={}", MOST_PAGES + 3
    serve(site, {pattern.format(n): page(n, links=numbers(pattern, n + 1)) for n in range(2, last)})
    serve(site, {ARTICLE: page(1, links=numbers(pattern, 2))})
    assert read_all(site) == (parts(*range(1, MOST_PAGES + 1)), [[MOST_PAGES + 1]])


def test_pages_are_bounded_in_bytes_together(site: Site) -> None:
    pattern = ARTICLE + "?page={}"
    large = b"<!--" + b"x" * 2_000_000 + b"-->"
    serve(site, {pattern.format(n): page(n) + large for n in range(2, 6)})
    serve(site, {ARTICLE: page(1, links=numbers(pattern, 5)) + large})
    assert read_all(site) == (parts(1, 2), [[3, 4, 5]])


def test_what_is_read_before_the_deadline_stays(site: Site) -> None:
    pattern = ARTICLE + "?page={}"
    serve(site, {pattern.format(n): page(n, links=numbers(pattern, 4)) for n in range(2, 5)})
    serve(site, {ARTICLE: page(1, links=numbers(pattern, 4))})
    time = Time()

    def fetch(url: str) -> Page:
        time.now += 8
        return session.fetch(url)

    with closing(Session(on_loopback, time)) as session:
        article, note = read_article(fetch, site.url + ARTICLE)
    assert isinstance(article, ParsedArticle)
    assert len(article.paragraphs) == 4
    assert isinstance(note, ReadError)
    assert note.details["pages"] == [3, 4]


def test_pages_that_take_much_of_the_processor_are_left(site: Site) -> None:
    pattern = ARTICLE + "?page={}"
    serve(site, {pattern.format(n): page(n, links=numbers(pattern, 9)) for n in range(2, 10)})
    serve(site, {ARTICLE: page(1, links=numbers(pattern, 9))})
    seconds = iter(range(100))
    with closing(Session(on_loopback)) as session:
        article, note = read_article(session.fetch, site.url + ARTICLE, lambda: next(seconds))
    assert isinstance(article, ParsedArticle)
    assert len(article.paragraphs) == 8
    assert isinstance(note, ReadError)
    assert note.details["pages"] == [5, 6, 7, 8, 9]
