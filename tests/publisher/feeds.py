"""The articles of a publisher, and the feeds of them as RSS, Atom, RDF, JSON Feed or sitemap."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

SENTENCES = (
    "Warga di bantaran sungai mulai mengungsi sejak Senin pagi.",
    "Pemerintah daerah membuka dapur umum di tiga kecamatan.",
    "Ketinggian air di pintu air utama turun dua puluh sentimeter.",
    "Sekolah di wilayah itu diliburkan sampai akhir pekan.",
)


@dataclass(frozen=True)
class Story:
    """An article as its publisher has it.

    Args:
        link: as the feed writes it; may carry noise that does not name the page.
        teaser: what the feed shows of it; None for the whole text.
    """

    guid: str
    link: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    updated: datetime | None = None
    teaser: str | None = None

    @property
    def html(self) -> str:
        return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)


def story(number: int, host: str, at: datetime, *, teaser: bool = False, version: int = 1) -> Story:
    """Return the story with this number, unlike any other."""
    paragraphs = tuple(
        f"Laporan {number} dari {host}, bagian {part}, versi {version}. {' '.join(SENTENCES)}"
        for part in range(1, 5)
    )
    return Story(
        guid=f"{host}/{number}",
        link=f"http://{host}/berita/kabar-banjir-nomor-{number}",
        title=f"Banjir nomor {number} di {host}",
        paragraphs=paragraphs,
        published=at,
        teaser=f"Laporan {number} dari {host} ..." if teaser else None,
    )


def page(of: Story, tail: str = "") -> bytes:
    """Return the page of a story."""
    return (
        f"<html><head><title>{escape(of.title)}</title></head><body><article><h1>{escape(of.title)}</h1>"
        f"{of.html}</article>{tail}</body></html>"
    ).encode()


def rss(stories: Sequence[Story], title: str = "Kabar", more: str = "") -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>{escape(one.guid)}</guid><link>{escape(one.link)}</link>"
        f"<title>{escape(one.title)}</title><pubDate>{_rfc822(one.published)}</pubDate>{_rss_text(one)}</item>"
        for one in stories
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title><language>id</language>{more}{items}</channel></rss>"
    ).encode()


def atom(stories: Sequence[Story], title: str = "Kabar") -> bytes:
    entries = "".join(
        f"<entry><id>{escape(one.guid)}</id><link href='{escape(one.link)}'/><title>{escape(one.title)}</title>"
        f"<published>{_iso(one.published)}</published><updated>{_iso(one.updated or one.published)}</updated>"
        + (
            f"<content type='html'>{escape(one.html)}</content>"
            if one.teaser is None
            else f"<summary>{escape(one.teaser)}</summary>"
        )
        + "</entry>"
        for one in stories
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{entries}</feed>'.encode()


def rdf(stories: Sequence[Story], title: str = "Kabar") -> bytes:
    items = "".join(
        f'<item rdf:about="{escape(one.link)}"><title>{escape(one.title)}</title><link>{escape(one.link)}</link>'
        f"<description>{escape(one.html if one.teaser is None else one.teaser)}</description></item>"
        for one in stories
    )
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<channel><title>{title}</title></channel>{items}</rdf:RDF>"
    ).encode()


def json_feed(stories: Sequence[Story], title: str = "Kabar") -> bytes:
    items = [
        {"id": one.guid, "url": one.link, "title": one.title, "date_published": _iso(one.published)}
        | ({"content_html": one.html} if one.teaser is None else {"summary": one.teaser})
        for one in stories
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": title, "items": items}).encode()


def news_sitemap(stories: Sequence[Story], title: str = "Kabar") -> bytes:
    urls = "".join(
        f"<url><loc>{escape(one.link)}</loc><lastmod>{_iso(one.updated or one.published)}</lastmod><news:news>"
        f"<news:publication><news:name>{title}</news:name><news:language>id</news:language></news:publication>"
        f"<news:publication_date>{_iso(one.published)}</news:publication_date><news:title>{escape(one.title)}"
        "</news:title></news:news></url>"
        for one in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    ).encode()


Format = Callable[[Sequence[Story]], bytes]
FORMATS: dict[str, tuple[Format, str]] = {
    "rss": (rss, "application/rss+xml; charset=utf-8"),
    "atom": (atom, "application/atom+xml"),
    "rdf": (rdf, "application/rdf+xml"),
    "json": (json_feed, "application/feed+json"),
    "sitemap": (news_sitemap, "application/xml"),
}


def _rss_text(one: Story) -> str:
    if one.teaser is not None:
        return f"<description>{escape(one.teaser)}</description>"
    return f"<content:encoded><![CDATA[{one.html}]]></content:encoded>"


def _rfc822(at: datetime) -> str:
    return format_datetime(at.replace(tzinfo=UTC))


def _iso(at: datetime) -> str:
    return f"{at.isoformat()}Z"
