import pytest

from index.model.web_address import feed_address, is_only_addresses, is_web_address, without_login


@pytest.mark.parametrize(
    "text",
    [
        "http://a",
        "https://kabar.example/banjir?id=3#atas",
        "HTTPS://Kabar.Example",
        "http://127.0.0.1:8081/",
        "https://例え.jp/記事",
    ],
)
def test_addresses_of_the_web(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "http://",
        "https:///banjir",
        "kabar.example",
        "ftp://kabar.example",
        "file:///etc/passwd",
        "https://a b",
        " https://a",
        "https://a\n",
        "see https://a",
        "https://[abc",
        "https://a]b/",
        "http://ka\u2100bar.example/",
        "https://?x",
    ],
)
def test_what_is_no_address_of_the_web(text: str) -> None:
    assert not is_web_address(text)


@pytest.mark.parametrize(
    "text", ["https://a.example/1", "a.example, www.b.example/x.", "(a-b.example:80/1?x=2)\n👉 t.me/kabar"]
)
def test_a_text_of_nothing_but_addresses(text: str) -> None:
    assert is_only_addresses(text)


@pytest.mark.parametrize(
    "text", ["", "👉", "3.500", "U.S.", "halo", "lihat a.example", "a.example, katanya", "12.30"]
)
def test_a_text_that_says_more(text: str) -> None:
    assert not is_only_addresses(text)


@pytest.mark.parametrize(
    ("url", "shown", "requested"),
    [
        ("https://ana:rahasia@kabar.example/a", "https://kabar.example/a", "https://kabar.example/a"),
        ("https://ana:ra@ha/sia@kabar.example", "https://ha/sia@kabar.example", "https://ha/sia@kabar.example"),
        ("HTTP://Ana@KABAR.example:80?B=C#d", "HTTP://KABAR.example:80?B=C#d", "http://kabar.example/?B=C"),
        ("https://a:b@c@[2001:DB8::1]:444/E", "https://[2001:DB8::1]:444/E", "https://[2001:db8::1]:444/E"),
        (
            "https://kabar.example:443/@ana?b=c@d",
            "https://kabar.example:443/@ana?b=c@d",
            "https://kabar.example/@ana?b=c@d",
        ),
        ("ana:rahasia@kabar.example/a", "ana:kabar.example/a", "ana:kabar.example/a"),
        ("http://a:b@c:d/", "http://c:d/", "http://c:d/"),
        ("", "", ""),
    ],
)
def test_a_login_is_no_part_of_an_address(url: str, shown: str, requested: str) -> None:
    assert (without_login(url), feed_address(url)) == (shown, requested)
