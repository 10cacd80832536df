import pytest

from index.ingestion.layout.conventions import read_layout
from index.ingestion.layout.noise import is_noise
from tests.index.parsed_paragraphs import without_heading


@pytest.mark.parametrize(
    "line",
    [
        "3 jam yang lalu",
        "10 menit lalu",
        "2 hours ago",
        "Halaman Berikutnya",
        "Halaman 1 2 3 Selanjutnya",
        "1 2 3 Next",
        "Page 1 of 4",
        "Baca selengkapnya di halaman selanjutnya.",
        "Continue reading below the advertisement",
        "Story continues below advertisement",
        "Lanjutkan membaca setelah iklan",
        "Simak Video 'Detik-detik Kapal Karam':",
        "Lihat juga video Kapal Karam di Lumbir",
        "Tonton Video: Kapal Karam",
        "Watch: Ferry runs aground",
        "(ana)",
        "(ana/bud)",
        "Artikel ini telah tayang di Kabar.com dengan judul Kapal Karam",
        "This article was originally published in the Harbour Times.",
        "Cek berita dan artikel lainnya di Google News",
        "Ikuti kami di Instagram dan X",
        "Artikel ini hanya untuk pelanggan premium.",
        "Subscribe to continue reading",
        "Already a subscriber? Log in",
        "Berita Terkait",
        "Related Stories:",
        "Terpopuler",
        "Komentar (12)",
        "Bagikan di Facebook Twitter",
        "Share this article",
        "Copy link",
        "4 min read",
        "We use cookies to improve this site.",
        "Daftar sekarang untuk newsletter mingguan",
        "-----",
        "* * *",
        "➖➖➖",
        "🌊🌊🌊",
        "• • •",
        "09.10 WIB",
        "Kemarin",
        "LIVE",
        "A A A",
        "Tim Redaksi",
        "Ringkasan Berita:",
        "Pilihan Redaksi",
        "Lanjutkan membaca artikel ini di bawah",
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "Jangan lewatkan: Gempa di Sirah",
        "Pilih saluran dan ikuti kabar kami di WhatsApp Channel",
        "Follow WhatsApp Channel Kabar Senja untuk berita terbaru setiap hari",
        "#pasar #kebakaran",
        "Dengarkan artikel ini",
        "Terima kasih telah membaca artikel ini.",
        "Reporting by Ada Trent in Penhollow; Editing by Tom Bell",
        "Our Standards: The Principles of the Ledger",
        "Dilarang keras mengambil isi situs ini tanpa izin tertulis dari redaksi.",
        "Dilihat: 312",
        "Total pengunjung: 1.204.556",
        "Dok. Kabar Senja",
    ],
)
def test_furniture_is_noise(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "Kapal itu karam 3 jam yang lalu, kata nakhoda.",
        "Halaman rumah warga terendam.",
        "Halaman selanjutnya berisi daftar korban.",
        "Komentar bupati memicu protes.",
        "Bagikan sembako, calon bupati dipanggil pengawas.",
        "Lihat video itu, polisi mencari pelaku.",
        "Share prices fell by a tenth.",
        "Related to the mayor, he won the contract.",
        "Next year the port reopens.",
        "Watch makers reported higher sales.",
        "Ikuti kami, kata guru itu kepada murid.",
        "(Bersambung)",
        "Rabu 04.33",
        "Terkini, tiga orang dirawat.",
        "12",
        "Reporting by phone, he said the dam had held.",
        "Dilarang mengambil gambar di ruang sidang, kata hakim.",
        "Live music returned to the harbour.",
        "Kemarin warga pulang.",
        "Redaksi surat kabar itu tutup.",
        "Editor itu mengundurkan diri.",
        "Iklan rokok dilarang di dekat sekolah.",
        "Statistik kecelakaan naik.",
    ],
)
def test_news_that_begins_like_furniture_is_not(line: str) -> None:
    assert not is_noise(line)


def test_bylines_are_credits() -> None:
    layout = read_layout(
        without_heading("Kapal Karam", "By Ana Rina", "Kapal karam.", "Penulis: Budi | Editor: Cici"), ""
    )
    assert layout.author == "Ana Rina"
    assert layout.paragraphs == without_heading("Kapal karam.")
    assert read_layout(without_heading("Kapal Karam", "Oleh Ana Rina", "Kapal karam."), "").author == "Ana Rina"
