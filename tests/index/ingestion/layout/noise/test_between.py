"""Furniture within an article, some of which only the paragraphs around it tell from a step of a guide."""

import pytest

from index.ingestion.layout.noise import is_noise
from index.ingestion.layout.noise.between import is_furniture_between
from index.ingestion.readers import parse_bytes
from index.model.records import ParsedArticle

ABOVE = "Pedagang memindahkan es dan ikan ke lapangan di sebelah balai desa pagi itu."
BELOW = "Kepala desa berjanji bahwa pasar yang lama dibuka kembali sebelum bulan puasa."

LINES = [
    "Halaman: 1 2 3 4",
    "Page: 1 2",
    "Share: FB Twitter WA",
    "Bagikan: WA FB Telegram",
    "Dapatkan update berita terpilih setiap hari dari Kabar Senja",
    "Dapatkan kabar terbaru setiap pagi lewat Kabar Senja",
    "Tonton: Perahu nelayan kembali ke Lumbir",
    "Saksikan: Perahu nelayan kembali ke Lumbir",
    "Updated: 5 minutes ago",
    "Diperbarui 3 jam yang lalu",
    "Kredit foto: Rina Sari",
    "Terima kasih telah membaca berita kami hari ini",
    "Terima kasih sudah membaca artikel ini di Kabar Senja!",
    "Lihat artikel menarik lainnya:",
    "Temukan berita lainnya",
    "Laporan wartawan Kabar.com, Rina Sari",
    "(Laporan Kontributor Kabar Senja dari Lumbir, Budi)",
    "Hoaks or Not",
    "Cek Fakta",
    "Konten ini adalah hasil kerja sama Kabar Senja dan Radio Lumbir",
    "Jangan lupa subscribe YouTube kami",
    "Jangan lupa ikuti akun Instagram dan TikTok kami ya!",
]
BETWEEN = [
    "Sumber: Antara",
    "Source: Harbour Times",
    "Unduh aplikasi Kabar Senja di Play Store",
    "Install aplikasi Kabar Senja",
    "Laporkan kesalahan ketik",
    "Report an error",
    "Join the discussion",
]


def paragraphs(text: str, name: str = "x.txt") -> list[str]:
    (article,) = parse_bytes(text.encode(), name)
    assert isinstance(article, ParsedArticle)
    return [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_only_sites_have_is_furniture(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize("line", [*LINES, *BETWEEN])
def test_furniture_between_paragraphs_is_never_quoted(line: str) -> None:
    assert line not in paragraphs(f"Pasar Ikan Ditutup\n\n{ABOVE}\n\n{line}\n\n{BELOW}")
    page = "".join(f"<p>{text}</p>" for text in (ABOVE, ABOVE.replace("es", "garam"), line, BELOW))
    html = f"<html><body><article><h1>Pasar Ikan Ditutup</h1>{page}</article></body></html>"
    assert line not in paragraphs(html, "x.html")


@pytest.mark.parametrize("line", BETWEEN)
def test_the_same_words_are_a_step_where_other_steps_stand_around_them(line: str) -> None:
    assert not is_noise(line)
    assert not is_furniture_between(
        "Langkah-langkahnya adalah sebagai berikut, menurut petugas di balai desa:", line, BELOW
    )
    assert not is_furniture_between(ABOVE, line, "Isi nama dan alamat")
    assert not is_furniture_between(None, line, BELOW)
    assert not is_furniture_between(ABOVE, f"{line}.", BELOW)


@pytest.mark.parametrize(
    "line",
    [
        "Laporan wartawan itu dibantah bupati",
        "Terima kasih sudah membaca surat saya",
        "Terima kasih sudah membaca Laskar Pelangi.",
        "Tonton: film itu diputar lagi.",
        "Saksikan: Kepala desa menari.",
        "Kredit: Bank Lumbir",
        "Halaman: luas dan hijau",
        "Jangan lupa ikuti upacara kami di lapangan",
        "Jangan lupa follow up laporan kami ke polisi",
        "Dapatkan berita baik setiap hari dari warga",
        "Cek fakta itu dulu sebelum menyebarkannya.",
        "Konten ini adalah karya siswa",
        "Share: 12 persen",
        "Sumber: mereka datang malam hari",
        "Laporkan kesalahan itu ke polisi",
        "Join the navy",
    ],
)
def test_sentences_and_fields_that_begin_alike_are_kept(line: str) -> None:
    assert not is_noise(line)
    assert not is_furniture_between(ABOVE, line, BELOW)
