"""A notice is refused by its shape; an article that quotes or reports one is read."""

import pytest

from index.ingestion.readers.html import parse_page
from index.model.errors import Fault, ReadError


def page(title: str, *paragraphs: str, around: str = "") -> str:
    texts = "".join(f"<p>{text}</p>" for text in paragraphs)
    main = f"<main><h1>{title}</h1>{texts}</main>"
    return f"<html><head><title>{title}</title></head><body>{around}{main}</body></html>"


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        (
            "Sorry, you have been blocked",
            "This website is using a security service to protect itself from online attacks. There are several "
            "actions that could trigger this block including submitting a certain word or phrase. You can email "
            "the site owner to let them know you were blocked. Please include what you were doing when this page "
            "came up and the Cloudflare Ray ID found at the bottom of this page. "
            + "Your IP: Click to reveal. "
            * 10,
            "error",
        ),
        ("Mohon maaf", "Situs ini telah diblokir sesuai peraturan perundang-undangan. " * 4, "blocked"),
        ("Pembaruan", "Situs sedang diperbarui. Silakan kembali beberapa saat lagi.", "error"),
        ("Ups!", "Maaf, halaman ini sudah dihapus atau dipindahkan. Silakan kembali ke beranda.", "missing"),
        ("Ups!", "Maaf, artikel ini telah dipindah. Cari berita lain di kolom pencarian kami. " * 3, "missing"),
        ("Selamat datang", "Anda harus berusia 18 tahun atau lebih untuk masuk ke situs ini.", "age"),
        ("Age check", "You must be 21 years or older to enter this site.", "age"),
        ("Peramban", "Peramban Anda tidak didukung. Perbarui peramban untuk membuka halaman ini.", "browser"),
        ("Browser", "Your browser is out of date. Please upgrade it to view this page.", "browser"),
        ("Pencarian", "Tidak ada hasil. Coba kata kunci lain.", "missing"),
        ("Search", "No results were found for your search. Please try other words.", "missing"),
        ("kabar.example", "This domain is for sale. Make an offer to the owner.", "missing"),
        ("kabar.example", "Domain ini dijual. Hubungi kami untuk mengajukan penawaran.", "missing"),
    ],
)
def test_a_notice_is_refused_with_the_reason(title: str, text: str, found: str) -> None:
    with pytest.raises(ReadError) as refused:
        parse_page(page(title, text), "x.html")
    assert (refused.value.fault, refused.value.details["found"]) == (Fault.NO_ARTICLE, found)


@pytest.mark.parametrize(
    "text",
    [
        "Situs dinas diretas. Pengunjung melihat tulisan “Access denied” dan diminta mengaktifkan JavaScript, "
        "kata kepala dinas. Polisi menyelidiki peretasan itu.",
        "Museum Lumbir membuka pameran internet lama. Halaman tidak ditemukan sampai Senin, lalu muncul lagi.",
        "Naskah kuno itu dipamerkan sejak 3 Maret. Halaman terakhirnya tidak ditemukan.",
        "Akses ke situs judi itu diblokir sejak Senin.",
        "Situs bank itu menampilkan “You have been blocked” kepada nasabah dan memakai Cloudflare.",
        "The council sold its domain on Monday. “This domain is for sale,” the old page read.",
        "Pages could not be found for two hours on Friday, passengers said.",
        "Peneliti membaca ulang arsip. Artikel pertama tidak ada di perpustakaan mana pun, menurut Ratna Sekar.",
        "A ticket site said “please verify you are human” to 40,000 buyers; the captcha failed, the company said.",
        "Peserta harus berusia 18 tahun untuk masuk ke lomba itu, kata panitia.",
        "Warga mengeluhkan “situs sedang dalam perbaikan” selama tiga hari (3/2/2026).",
        "Menteri itu mengatakan peramban Anda tidak didukung bila belum diperbarui.",
    ],
)
def test_a_short_article_that_reports_a_notice_is_read(text: str) -> None:
    assert " ".join(parse_page(page("Kabar dari Lumbir hari ini", text), "x.html").texts) == text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Rumah nomor 404 di Lumbir dijual", "Rumah nomor 404 di Jalan Krajan dijual oleh pemiliknya."),
        ("Bandara Lumbir ditutup sementara", "Landasan diperbaiki. Situs bandara juga dalam perbaikan."),
        (
            "Regulator fines a site over its cookies",
            "The site made readers accept cookies before they could read.",
        ),
        (
            "Cara mengurus KTP yang hilang",
            "Warga Lumbir dapat mencetak KTP baru dalam dua hari di kantor desa pada jam kerja, dan tidak perlu "
            "membayar. Jika halaman pendaftaran tidak ditemukan, Anda bisa datang ke kantor desa.",
        ),
    ],
)
def test_a_headline_of_news_stands_above_no_notice(title: str, text: str) -> None:
    assert " ".join(parse_page(page(title, text), "x.html").texts) == text


def test_a_notice_below_a_headline_is_one_if_it_speaks_at_once() -> None:
    with pytest.raises(ReadError):
        parse_page(
            page("Harga beras naik di pasar Wringin", "We value your privacy. Accept all cookies?"), "x.html"
        )


ITEMS = (
    "Banjir rendam tiga desa di Lumbir",
    "Harga beras naik di pasar Wringin",
    "Jembatan Panjer dibuka kembali",
)


@pytest.mark.parametrize(
    "time", ["2 jam lalu", "3/2/2026", "Selasa, 3 Februari 2026 08:00 WIB", "08.00", "5 hours ago"]
)
def test_a_list_of_headlines_with_their_times_is_a_front_page(time: str) -> None:
    items = "".join(f"<li><a href='/{item}'>{item}</a> <span>{time}</span></li>" for item in ITEMS)
    with pytest.raises(ReadError) as refused:
        parse_page(f"<html><title>Kabar</title><body><h1>Terkini</h1><ul>{items}</ul>", "x.html")
    assert refused.value.details["found"] == "front"
    texts = (
        "Pasar Wringin dibuka kembali setelah dua bulan diperbaiki.",
        "Pedagang kembali berjualan pada Senin pagi.",
    )
    read = parse_page(page("Pasar Wringin Dibuka Kembali", *texts, around=f"<ul>{items}</ul>"), "x.html")
    assert read.texts == texts


@pytest.mark.parametrize("number", ["1/5", "1 / 12", "3 dari 7", "2 of 9"])
def test_the_page_of_a_picture_is_no_article(number: str) -> None:
    with pytest.raises(ReadError):
        parse_page(page("Foto: Panen kopi di Krajan", number), "x.html")


HEADLINES = [f'<a href="/{number}">Banjir merendam desa nomor {number} di Lumbir</a>' for number in range(5)]
CARDS = "".join(
    f"<article><h2>{one}</h2><p>Cuplikan dari berita tentang desa itu.</p></article>" for one in HEADLINES
)
LIST = "<ul>" + "".join(f"<li>{one}</li>" for one in HEADLINES) + "</ul>"


@pytest.mark.parametrize(
    "heading",
    [
        "Hasil pencarian untuk: banjir",
        "Search results for: flood",
        "Tag: banjir di Lumbir raya",
        "Arsip berita bulan Maret 2026",
        "Indeks Berita",
        "Stories tagged with flood",
    ],
)
@pytest.mark.parametrize("links", [CARDS, LIST, LIST.replace("li>", "p>")], ids=["cards", "items", "lines"])
def test_a_list_of_articles_below_the_name_of_a_list_is_refused(heading: str, links: str) -> None:
    with pytest.raises(ReadError) as refused:
        parse_page(f"<html><body><h1>{heading}</h1>{links}</body></html>", "x.html")
    assert (refused.value.fault, refused.value.details["found"]) == (Fault.NO_ARTICLE, "front")


@pytest.mark.parametrize(
    "heading", ["Indeks berita palsu naik", "Hasil pencarian korban: 3 selamat", "Tag: Lumbir"]
)
def test_an_article_with_links_below_such_a_heading_is_read(heading: str) -> None:
    texts = [
        f"Tim penyelamat {number} menemukan warga di hulu sungai, kata kepala desa. " * 5 for number in range(3)
    ]
    shown = parse_page(page(heading, *texts, around=LIST), "x.html").texts
    assert shown == tuple(text.strip() for text in texts)


@pytest.mark.parametrize(
    "body",
    [
        "<noscript>Halaman ini memerlukan JavaScript</noscript>",
        "<html><body><noscript>Please enable scripts.</noscript></body></html>",
        "<html><body><p></p><noscript><p>Aktifkan</p></noscript><script>k</script></body></html>",
    ],
)
def test_a_page_that_shows_only_what_browsers_without_scripts_see_needs_javascript(body: str) -> None:
    with pytest.raises(ReadError) as refused:
        parse_page(body, "x.html")
    assert (refused.value.fault, refused.value.details["found"]) == (Fault.NO_ARTICLE, "script")
