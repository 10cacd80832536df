import pytest

from index.model.web_address import is_web_address


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
    ],
)
def test_what_is_no_address_of_the_web(text: str) -> None:
    assert not is_web_address(text)
