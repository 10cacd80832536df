"""Lines of the menu that each page of a site has, and news that begins like them."""

import pytest

from index.ingestion.layout.noise import is_noise
from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle

MENU = [
    "Mode gelap",
    "Light mode",
    "Dark / Light Mode",
    "Text size",
    "Ukuran teks: A A+",
    "Facebook | X | WhatsApp",
    "Twitter Telegram Line",
    "Cetak",
    "Save",
    "E-mail",
    "Rekomendasi untukmu",
    "Khusus untuk Anda",
    "See more",
    "Sign in to comment",
    "Join the conversation",
    "Disclaimer",
    "Terms of Use",
    "Terms & Conditions",
    "Syarat dan Ketentuan",
    "Cookie Policy",
    "Kebijakan Cookie",
    "Pedoman Pemberitaan Media Siber",
    "Kode Etik Jurnalistik",
    "Tentang Kami",
    "About us",
    "Kontak kami",
    "Info Iklan",
    "Sitemap",
    "Turn on notifications",
    "Izinkan notifikasi",
    "Kamu sedang membaca konten eksklusif",
    "Nikmati artikel bebas iklan. Gabung Kabar Plus",
    "Ikuti kabar terkini lewat Instagram",
    "Ilustrasi: Unsplash",
    "Published 12 mins read",
    "Page: 1 2 3 All",
    "Written by Ana Rina; Edited by Budi Tarno",
    "Image source",
]
NEWS = [
    "Mode gelap dipakai tiga dari lima pemilik ponsel.",
    "Text size was the judge's complaint.",
    "Facebook dan Telegram diblokir sejak Minggu.",
    "Telegram",
    "X · Telegram · Line",
    "x x",
    "Cetak biru itu hilang.",
    "Save the Children mengirim tenda.",
    "Print was never dead, the owner said.",
    "Play-off digelar Sabtu.",
    "Email itu dikirim dari dermaga.",
    "Khusus untuk warga Lumbir",
    "See all of the harbour from the tower, guides said.",
    "Join the conversation, the mayor told critics.",
    "Terms of the ceasefire",
    "Syarat dan ketentuan haji diubah.",
    "Privacy policy of the harbour drew anger.",
    "Kebijakan privasi itu digugat.",
    "Kode etik hakim dilanggar, kata komisi.",
    "Tentang kami, kata mereka, tidak ada yang bertanya.",
    "Aktifkan notifikasi gempa, pesan kepala pos.",
    "Kamu sedang membaca, kata guru itu.",
    "Baca berita tanpa iklan di ponsel membuat warga lupa waktu.",
    "Ikuti kabar terbaru dari dermaga di radio desa.",
    "Ilustrasi: kapal karam di dermaga",
    "8 dari 10",
]


@pytest.mark.parametrize("line", MENU)
def test_what_stands_on_each_page_of_a_site_is_noise(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize("line", NEWS)
def test_news_that_begins_like_it_is_not(line: str) -> None:
    assert not is_noise(line)


def test_a_page_is_read_without_its_menu() -> None:
    news = ["Perahu itu berangkat pagi ini dari dermaga lama.", "Warga menunggu sejak subuh, kata nakhoda."]
    around = "".join(f"<p>{line}</p>".replace("&", "&amp;") for line in MENU)
    page = f"<html><body><article><h1>Perahu</h1><p>{news[0]}</p>{around}<p>{news[1]}</p></article></body></html>"
    (article,) = parse_bytes(page.encode(), "x.html")
    assert isinstance(article, ParsedArticle)
    assert list(article.texts) == news
