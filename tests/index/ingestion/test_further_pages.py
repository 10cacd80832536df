"""A link to a further page stands for the whole article; a reading that lacks pages costs none that are stored."""

import pytest

from index.ingestion.sources import read_web_page
from index.library import Library
from index.model.records import SHARED, AddResult, ParsedArticle
from tests.index.ingestion.fetching.site import Site, on_loopback
from tests.index.ingestion.test_paged_article import ARTICLE, TITLE, numbers, page, parts, read_all, serve


def neighbours(pattern: str, number: int, last: int, previous: str, following: str) -> str:
    """Return the links to the pages before and after one, as sites without numbers write them."""
    before = ARTICLE if number == 2 else pattern.format(number - 1)
    shown = [previous.format(before)] * (number > 1) + [following.format(pattern.format(number + 1))] * (
        number < last
    )
    return " ".join(shown)


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("end", ["?page={}", "?id=5&hal={}", "/page/{}", "/{}", "-hal-{}"])
@pytest.mark.parametrize(
    ("previous", "following"),
    [
        ('<a href="{}">Sebelumnya</a>', '<a href="{}">Selanjutnya</a>'),
        ('<a href="{}">« Halaman sebelumnya</a>', '<a href="{}">Halaman berikutnya »</a>'),
        ('<a rel=prev href="{}"><svg></svg></a>', '<a rel=next href="{}"><svg></svg></a>'),
    ],
)
def test_the_pages_before_a_shared_one_are_read_too(
    site: Site, number: int, end: str, previous: str, following: str
) -> None:
    first = ARTICLE + ("?id=5" if "id=5" in end else "")
    pattern = ARTICLE + end
    paths = {n: first if n == 1 else pattern.format(n) for n in (1, 2, 3)}
    for n, path in paths.items():
        links = neighbours(pattern, n, 3, previous, following).replace(f'"{ARTICLE}"', f'"{first}"')
        serve(site, {path: page(n, links=links)})
    assert read_all(site, paths[number]) == (parts(1, 2, 3), [])


def test_the_first_page_is_read_where_the_paging_names_the_others_only(site: Site) -> None:
    links = f'<a href="{ARTICLE}/2">2</a> <a href="{ARTICLE}/3">3</a>'
    serve(site, {ARTICLE: page(1, links=links), f"{ARTICLE}/2": page(2, links=links), f"{ARTICLE}/3": page(3)})
    assert read_all(site, f"{ARTICLE}/2") == (parts(1, 2, 3), [])
    serve(site, {ARTICLE: None})
    assert read_all(site, f"{ARTICLE}/2") == (parts(2, 3), [[1]])


def test_a_page_with_a_number_and_no_links_belongs_to_the_article_with_its_title(site: Site) -> None:
    serve(site, {ARTICLE: page(1), f"{ARTICLE}?page=2": page(2)})
    assert read_all(site, f"{ARTICLE}?page=2") == (parts(1, 2), [])


@pytest.mark.parametrize("path", ["/berita/2", "/berita?page=2"])
@pytest.mark.parametrize(
    "first", [None, b"<html>", page(9).replace(TITLE.encode(), b"Berita dari Krajan Hari Ini")]
)
def test_an_article_with_a_number_is_no_page_of_what_has_another_title(
    site: Site, path: str, first: bytes | None
) -> None:
    links = '<a href="/berita/3">Selanjutnya</a> <a href="/berita/1">Sebelumnya</a>' if "?" not in path else ""
    serve(site, {"/berita": first, path: page(2, links=links), "/berita/3": page(3), "/berita/1": page(1)})
    assert read_all(site, path) == (parts(2), [])
    (article,) = read_web_page(site.url + path, on_loopback)
    assert isinstance(article, ParsedArticle)
    assert article.url == site.url + path


def add(library: Library, site: Site, path: str = ARTICLE) -> list[str]:
    """Return the outcome of adding the article at a path, and the faults of notes."""
    results = library.add_read(read_web_page(site.url + path, on_loopback), SHARED)
    return [str(one.outcome if isinstance(one, AddResult) else one.fault) for one in results]


def stored(library: Library) -> list[list[str]]:
    texts = ([one.text for one in library.article(article.id)[1]] for article in library.articles())
    return [[text.split()[2] for text in each] for each in texts]


def test_a_reading_that_lacks_pages_replaces_no_paragraph(library: Library, site: Site) -> None:
    pattern = ARTICLE + "?page={}"
    serve(site, {pattern.format(n): page(n, links=numbers(pattern, 3)) for n in (2, 3)})
    serve(site, {ARTICLE: page(1, links=numbers(pattern, 3))})
    assert add(library, site) == ["added"]
    serve(site, {pattern.format(3): None})
    assert add(library, site) == ["known", "pages_missing"]
    serve(site, {ARTICLE: None})
    assert add(library, site, pattern.format(2)) == ["known", "pages_missing"]
    assert stored(library) == [parts(1, 2, 3)]


def test_a_reading_that_lacks_fewer_pages_does(library: Library, site: Site) -> None:
    pattern = ARTICLE + "?page={}"
    serve(site, {ARTICLE: page(1, links=numbers(pattern, 4)), pattern.format(2): page(2), pattern.format(3): None})
    serve(site, {pattern.format(4): None})
    assert add(library, site) == ["added", "pages_missing"]
    serve(site, {pattern.format(3): page(3)})
    assert add(library, site) == ["updated", "pages_missing"]
    serve(site, {pattern.format(4): page(4)})
    assert add(library, site) == ["updated"]
    assert stored(library) == [parts(1, 2, 3, 4)]


def test_a_whole_reading_may_have_less_than_before(library: Library, site: Site) -> None:
    pattern = ARTICLE + "?page={}"
    serve(site, {ARTICLE: page(1, links=numbers(pattern, 2)), pattern.format(2): page(2)})
    assert add(library, site) == ["added"]
    serve(site, {ARTICLE: page(1)})
    assert add(library, site) == ["updated"]
    assert stored(library) == [parts(1)]
