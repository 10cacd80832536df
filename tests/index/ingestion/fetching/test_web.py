"""Fetch pages from a server on loopback, although the rules for web pages allow none there."""

import socket
from typing import Any

import pytest

from index.ingestion.fetching.web import Page, fetch
from index.ingestion.sources import read_sources, read_web_page
from index.model.errors import Fault, ReadError
from tests.index.ingestion.fetching.site import HTML, Site, on_loopback


def why(url: str) -> object:
    with pytest.raises(ReadError) as failed:
        fetch(url, on_loopback)
    assert failed.value.fault is Fault.PAGE_NOT_FETCHED
    return failed.value.details["why"], failed.value.details["status"]


def test_a_page_comes_with_the_address_that_it_was_found_at(site: Site) -> None:
    site.answers["/a?b=c"] = (200, HTML, b"<p>halo</p>")
    page = fetch(f"{site.url}/a?b=c#bagian", on_loopback)
    assert page == Page(f"{site.url}/a?b=c#bagian", is_html=True, data=b"<p>halo</p>", charset="utf-8")
    site.answers["/polos"] = (200, {"Content-Type": "text/plain"}, b"halo")
    assert not fetch(f"{site.url}/polos", on_loopback).is_html


def test_redirects_are_followed_and_checked_each(site: Site) -> None:
    site.answers |= {
        "/lama": (301, {"Location": "/pindah"}, b""),
        "/pindah": (302, {"Location": f"{site.url}/baru"}, b""),
        "/baru": (200, HTML, b"halo"),
        "/putar": (302, {"Location": "/putar"}, b""),
        "/dalam": (302, {"Location": "http://169.254.169.254/latest"}, b""),
        "/berkas": (302, {"Location": "file:///etc/passwd"}, b""),
    }
    assert fetch(f"{site.url}/lama", on_loopback).url == f"{site.url}/baru"
    assert why(f"{site.url}/putar") == ("redirects", 0)
    assert why(f"{site.url}/dalam") == ("private", 0)
    assert why(f"{site.url}/berkas") == ("address", 0)


def test_an_address_without_a_page_is_an_error(site: Site) -> None:
    site.answers |= {
        "/gambar": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
        "/padat": (200, {**HTML, "Content-Encoding": "gzip"}, b"\x1f\x8b"),
        "/galat": (503, HTML, b""),
    }
    assert why(f"{site.url}/gambar") == ("kind", 0)
    assert why(f"{site.url}/padat") == ("kind", 0)
    assert why(f"{site.url}/galat") == ("status", 503)
    assert why(f"{site.url}/tiada") == ("status", 404)


@pytest.mark.parametrize(
    "url",
    [
        *("http://", "http:///a", "ftp://a.example/", "http://[::1", "http://[bad", "http://a.example:99999/"),
        *("http://a..b/x", f"https://{'a' * 70}.com/x", "http://.a/", "http://a\0b/", "http://\ud800/"),
        *("http://a/" + "b" * 70_000, f"http://{'é' * 70}/"),
    ],
)
def test_what_can_be_no_address_is_said_to_be_none(url: str) -> None:
    assert why(url) == ("address", 0)


@pytest.mark.parametrize("to", ["http://[bad", "http://a..b/", "//a..b", f"http://{'a' * 70}.com/"])
def test_a_redirect_to_no_address_is_no_address(to: str, site: Site) -> None:
    site.answers["/pindah"] = (302, {"Location": to}, b"")
    assert why(f"{site.url}/pindah") == ("address", 0)


def test_a_page_has_a_size(site: Site) -> None:
    site.answers["/besar"] = (200, HTML, b"a" * 5_000_001)
    with pytest.raises(ReadError) as failed:
        fetch(f"{site.url}/besar", on_loopback)
    assert failed.value.fault is Fault.TOO_LARGE


def test_a_name_is_what_it_was_when_it_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The owner of a name could resolve it to a public address for the check and to another for the connection."""
    asked: list[str] = []
    resolve = socket.getaddrinfo

    def rebinding(host: str, *arguments: Any, **named: Any) -> Any:
        if host != "kabar.example":
            return resolve(host, *arguments, **named)
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    site.answers["/"] = (200, HTML, b"halo")
    assert fetch(f"http://kabar.example:{site.server_port}/", on_loopback).data == b"halo"
    assert site.asked == [("/", f"kabar.example:{site.server_port}")]
    assert asked == ["kabar.example"]


def test_the_next_address_is_tried_where_one_refuses(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many a host has an address of IPv6 at which nothing listens."""
    found = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", 0, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0)),
    ]
    resolve = socket.getaddrinfo

    def two(host: str, *arguments: Any, **named: Any) -> Any:
        return found if host == "kabar.example" else resolve(host, *arguments, **named)

    monkeypatch.setattr(socket, "getaddrinfo", two)
    site.answers["/"] = (200, HTML, b"halo")
    assert fetch(f"http://kabar.example:{site.server_port}/", lambda _: True).data == b"halo"


def test_nothing_on_this_machine_is_fetched(site: Site) -> None:
    site.answers["/"] = (200, HTML, b"<article><p>rahasia</p></article>")
    for url in (site.url, site.url.replace("127.0.0.1", "localhost"), site.url.replace("127.0.0.1", "0x7f.1")):
        for results in (read_web_page(url), read_sources([url])):
            (error,) = results
            assert isinstance(error, ReadError)
            assert error.details["why"] in ("private", "address")
    assert site.asked == []
