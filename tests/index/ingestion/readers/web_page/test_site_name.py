import pytest

from index.ingestion.readers.html import parse_page
from index.ingestion.readers.web_page.site_name import agrees, publisher_of


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("BBC News", "www.bbc.com"),
        ("BBC News Indonesia", "bbc.co.uk"),
        ("KOMPAS.com", "regional.kompas.com"),
        ("KOMPAS.tv", "www.kompas.tv"),
        ("detikcom", "news.detik.com"),
        ("detiknews", "news.detik.com"),
        ("Antara News", "www.antaranews.com"),
        ("ANTARA", "antaranews.com"),
        ("CNN Indonesia", "www.cnnindonesia.com"),
        ("liputan6.com", "www.liputan6.com"),
        ("Tribunnews.com", "jakarta.tribunnews.com"),
        ("SINDOnews Nasional", "nasional.sindonews.com"),
        ("Pikiran Rakyat", "www.pikiran-rakyat.com"),
        ("Republika Online", "republika.co.id"),
        ("Tempo", "en.tempo.co"),
        ("IDN Times", "www.idntimes.com"),
        ("The New York Times", "www.nytimes.com"),
        ("The Jakarta Post", "www.thejakartapost.com"),
        ("the Guardian", "www.theguardian.com"),
        ("South China Morning Post", "www.scmp.com"),
        ("The Associated Press", "apnews.com"),
        ("Reuters", "www.reuters.com"),
        ("Süddeutsche Zeitung", "www.sueddeutsche.de"),
        ("EL PAÍS", "elpais.com"),
        ("Badan Meteorologi, Klimatologi, dan Geofisika", "www.bmkg.go.id"),
        ("Universitas Indonesia", "www.ui.ac.id"),
        ("Kabar Contoh", "kabar.example"),
    ],
)
def test_a_name_is_believed_if_the_host_is_made_of_it(name: str, host: str) -> None:
    assert publisher_of(f"https://{host}/berita/1", name) == name


@pytest.mark.parametrize(
    ("name", "host", "shown"),
    [
        ("BBC News", "www.kabar-palsu.example", "kabar-palsu.example"),
        ("BBC News", "bbc.kabar.example", "bbc.kabar.example"),
        ("BBC News", "bbc.com.kabar.example", "bbc.com.kabar.example"),
        ("BBC News", "bbc-news-asli.com", "bbc-news-asli.com"),
        ("BBC News", "notbbc.com", "notbbc.com"),
        ("BBC News", "bbcnews.blogspot.com", "bbcnews.blogspot.com"),
        ("BBC News", "bbc.github.io", "bbc.github.io"),
        ("BBC News", "news.com", "news.com"),
        ("BBC News", "www.b.com", "b.com"),
        ("KOMPAS.com", "kompass.com", "kompass.com"),
        ("KOMPAS.com", "www.detik.com", "detik.com"),
        ("KOMPAS.com", "com-kompas.id", "com-kompas.id"),
        ("", "www.kabar.example", "kabar.example"),
        (None, "m.kabar.example", "m.kabar.example"),
        ("BBC News", "203.0.113.9", "203.0.113.9"),
        ("BBC News", "[2001:db8::1]", "2001:db8::1"),
        ("BBC News", "localhost", "localhost"),
        ("a " * 5_000, "kabar.example", "kabar.example"),
    ],
)
def test_the_host_is_shown_where_it_does_not_agree(name: str | None, host: str, shown: str) -> None:
    assert publisher_of(f"https://{host}/berita/1", name) == shown


@pytest.mark.parametrize(
    ("name", "host", "shown"),
    [
        ("新华网", "www.xinhuanet.com", "新华网 (xinhuanet.com)"),
        ("الجزيرة نت", "www.aljazeera.net", "الجزيرة نت (aljazeera.net)"),
        ("Коммерсантъ", "www.kommersant.ru", "Коммерсантъ (kommersant.ru)"),
        ("Η Καθημερινή", "www.kathimerini.gr", "Η Καθημερινή (kathimerini.gr)"),
        ("朝日新聞デジタル", "www.asahi.com", "朝日新聞デジタル (asahi.com)"),
        ("新华网", "kabar-palsu.example", "新华网 (kabar-palsu.example)"),
        ("ВВС", "kabar-palsu.example", "ВВС (kabar-palsu.example)"),  # Cyrillic letters that look like the BBC's
        ("ВBС", "kabar-palsu.example", "kabar-palsu.example"),  # one of them is Latin
        ("新" * 300, "kabar.example", "新" * 40 + " (kabar.example)"),
        ("аррӏе", "xn--80ak6aa92e.com", "аррӏе (xn--80ak6aa92e.com)"),
        ("BBC News 中文", "www.bbc.com", "BBC News 中文"),
        ("BBC News 中文", "kabar-palsu.example", "kabar-palsu.example"),
        ("12345", "kabar.example", "kabar.example"),
        ("★★★", "kabar.example", "kabar.example"),
    ],
)
def test_a_name_in_another_script_is_shown_with_its_host(name: str, host: str, shown: str) -> None:
    assert publisher_of(f"https://{host}/berita/1", name) == shown


def test_many_words_that_begin_alike_are_soon_compared() -> None:
    assert not agrees("a" * 100 + " " + "a " * 50, f"https://{'a' * 62}b.com/")


@pytest.mark.parametrize(
    ("url", "publisher"), [("https://www.bbc.com/1", "BBC News"), ("https://me.example/1", "me.example")]
)
def test_a_page_can_not_pass_for_one_of_another_publisher(url: str, publisher: str) -> None:
    head = '<title>Banjir</title><meta property="og:site_name" content="BBC News">'
    text = "Banjir merendam Kota Contoh, kata wali kota. Tanggul jebol di dua tempat pada Senin pagi."
    page = f"<html><head>{head}</head><body><article><h1>Banjir</h1><p>{text}</p></article></body></html>"
    assert parse_page(page, url, url).publisher == publisher
