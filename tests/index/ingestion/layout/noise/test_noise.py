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


@pytest.mark.parametrize(
    "name", ["Ada Trent", "Will Bell", "The Editorial Board", "Dr. Budi, M.Si.", "Tim Kabar", "jane doe", "ana"]
)
def test_a_name_may_have_the_letters_of_a_stop_word(name: str) -> None:
    assert read_layout(without_heading("Kapal Karam", f"Penulis: {name}", "Kapal karam."), "").author == name


@pytest.mark.parametrize("said", ["Tidak.", "Saya", "Mengapa Anda?", "Ia Pulang!", "Kami menolak", "Baik."])
def test_what_a_writer_says_is_no_name(said: str) -> None:
    layout = read_layout(without_heading("Wawancara", f"Penulis: {said}", "Kapal karam."), "")
    assert layout.author is None
    assert len(layout.paragraphs) == 2


@pytest.mark.parametrize(
    "line",
    [
        "Reporter: Budi",
        "Reporter: Ada Trent",
        "Reporter: Budi Santoso | Editor: Cici Wijaya",
        "Editor : Drs. H. Budi Santoso, M.Si.",
        "Reporter: ana/bud",
        "Editor: Ana Rina dan Budi",
        "Pewarta: Ana Rina",
        "Tags: banjir, lumbir",
        "Tag: Banjir Lumbir",
        "Baca selengkapnya",
        "Baca selengkapnya...",
        "Selengkapnya",
        "Read more",
        "Read more »",
        "Klik di sini untuk berlangganan",
        "Klik di sini",
        "Click here to subscribe",
        "Baca Pula: Banjir di Lumbir",
        "Baca pula Banjir di Lumbir",
        "Berita terkait: Banjir di Lumbir",
        "Artikel terkait: Banjir di Lumbir",
        "Related: Flood in Lumbir",
        "Related stories: Flood in Lumbir",
        "Follow Kabar Senja di Google News",
        "Follow berita Kabar Senja di Google News",
        "Berita ini telah tayang di Kabar Senja",
        "Berita ini sudah tayang di kabar.com dengan judul Banjir",
        "Artikel ini telah tayang di Kabar.com dengan judul Banjir di Lumbir, 12 warga mengungsi, kata bupati",
        "1 2 3 4 »",
        "« 1 2 3",
        "« Sebelumnya",
        "Selanjutnya »",
        "‹ Sebelumnya",
        "All rights reserved",
        "All rights reserved.",
        "Seluruh hak cipta dilindungi",
        "Sponsored",
        "Bersponsor",
        "Sponsored content",
        "Perbesar",
        "Image source, Getty Images",
        "Image caption, Air di Lumbir",
        "📸 Ani/Kabar",
        "📷: Ani/Kabar",
        "👉 Ikuti @kabarcontoh",
        "Ikuti @kabarcontoh",
        "Join channel kami: t.me/kabarcontoh",
        "👉 Ikuti @kabarcontoh Join channel kami: t.me/kabarcontoh",
        "Follow @kabarcontoh",
        "Follow us: @kabarcontoh",
        "Gabung: https://t.me/kabarcontoh",
        "Copyright 2026 Kabar Senja. All rights reserved.",
        "Copyright ANTARA 2026",
        "COPYRIGHT © ANTARA 2026",
        "Hak Cipta © 2026 Kabar",
        "Join our WhatsApp channel",
        "Follow our channel for more",
        "Join the Kabar channel on Telegram",
        "Thank you for reading!",
        "Terima kasih sudah membaca.",
        "Baca Juga Siapa yang Menang?",
        "Baca juga Kapal Karam di Lumbir",
        'Baca juga: "Saya lelah", kata bupati',
    ],
)
def test_credits_and_invitations_of_posts_are_noise(line: str) -> None:
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        "Reporter: Mengapa Anda mundur?",
        "Reporter: Kapan Anda mundur?",
        "Editor: Saya tidak pernah melihat naskah itu.",
        "Editor: Tidak.",
        "Editor: Ya, benar",
        "Reporter: Why did you resign?",
        "Pewarta: Siapa yang menandatangani surat itu?",
        "Editor: We ran the story because it was true.",
        "Reporter: Budi, kenapa?",
        "Reporter: Terima kasih, Pak.",
        "Join forces in the English Channel, the navy told its crews.",
        "Follow the river through the English Channel, he said.",
        "Join hands across the channel",
        "Ikuti arus di kanal itu, kata nakhoda.",
        "Copyright law 2026 was passed by parliament",
        "Copyright 2026 rules were passed by parliament.",
        "Hak cipta 2026 diubah oleh DPR, kata menteri.",
        "Lihat juga Pasal 5 undang-undang itu, kata hakim.",
        "Baca juga Alkitab setiap malam, kata pendeta itu.",
        "Simak juga Pasal 7.",
        "See also Section 5 of the act, the judge said.",
        "Terima kasih telah membaca doa untuk korban, kata ibunya.",
        "Terima kasih sudah membaca surat saya, tulis Rina.",
        "Thank you for reading my letter, she told the mayor.",
        "Baca: kata itu ditulis tiga kali di dinding.",
        "Subscribe today or lose it, the editor told readers.",
        "Subscribe now to continue the strike fund, the union said.",
        "Artikel ini telah tayang dua kali di koran, kata jaksa.",
        "Artikel ini terbit pada 1998 dan dibaca jaksa di sidang.",
        "This article was first published in 1998 and cost him his job.",
        "Komentar lain datang dari bupati.",
        "Bagikan ini ke tetangga, kata lurah.",
        "Join us in the fight against dengue, the mayor said.",
        "Ikuti kami, kata guru itu kepada murid.",
        "Follow us on the long road to Brest, the guide said.",
        "Dapatkan vaksin di WhatsApp channel palsu, tiga warga tertipu.",
        "Gabung ke grup itu berbahaya, kata polisi.",
        "Gabung di grup teroris, dua pemuda ditangkap.",
        "Cek kabar itu di Google News sebelum percaya, kata dosen itu.",
        "Ikuti sidang lewat saluran WhatsApp, kata jaksa.",
        "Baca berita dari Google News saja tidak cukup, kata dosen itu.",
        "Kami menggunakan cookies buatan sendiri untuk jualan, kata ibu itu.",
        "We use cookies as bait, said the fisherman.",
        "Foto: Polisi menunjukkan barang bukti.",
        "Video: Warga merekam kejadian itu dari atap.",
        "Tambahkan gula ke sumber utama adonan itu.",
        "Add a preferred source of protein to the dish.",
        "Dilarang mengutip isi surat itu tanpa izin tertulis, kata hakim.",
        "The ruling may not be published without permission of the court, the judge said.",
        "Sign up for a newsletter or leave, he told staff.",
        "Daftar korban ada di newsletter kampus.",
        "Iklan - rokok itu dilarang, kata menteri.",
        "Jangan lewatkan: hujan meteor malam ini di langit Lumbir.",
        "Pengunjung pasar hari ini: 300",
        "Sponsored walks raised 3,000 pounds.",
        "Perbesar kapal itu, perintah bupati.",
        "Selengkapnya dibahas rapat besok.",
        "Image source code was leaked.",
        "«12»",
        "© adalah lambang hak cipta, kata dosen itu.",
        "📸 Warga mengungsi ke balai desa.",
        "Klik tautan ini, tiga warga tertipu.",
        "Klik di sini, lalu unggah berkas KTP.",
        "Related to this, he resigned.",
        "Berita terkait: kata itu muncul dalam sidang.",
        "Read more than ten books, the minister told pupils.",
        "Ikuti @bupati, kata poster itu.",
    ],
)
def test_what_a_person_says_is_no_noise(line: str) -> None:
    assert not is_noise(line)
