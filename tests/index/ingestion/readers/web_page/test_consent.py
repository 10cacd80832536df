"""Pages that ask for consent are refused with the reason; articles about cookies and privacy are read."""

import pytest

from index.ingestion.readers.html import parse_page
from index.model.errors import Fault, ReadError
from tests.index.ingestion.readers.web_page.test_refusals import page

PAGES = [
    ("Kabar Senja", ["Kami menggunakan cookie untuk meningkatkan pengalaman Anda di situs ini.", "Setuju"]),
    (
        "Kabar Senja - Berita Terkini",
        [
            "Situs ini menggunakan cookies untuk menyajikan konten dan iklan yang sesuai dengan minat "
            "Anda. Pelajari lebih lanjut di Kebijakan Cookie.",
            "Terima Semua",
            "Atur Preferensi",
        ],
    ),
    (
        "Persetujuan",
        [
            "Dengan melanjutkan, Anda menyetujui Kebijakan Privasi dan Ketentuan Layanan kami.",
            "Lanjutkan",
        ],
    ),
    (
        "Kami menghargai privasi Anda",
        [
            "Kami dan mitra kami menyimpan dan/atau mengakses informasi di perangkat, seperti cookie, "
            "dan memproses data pribadi, seperti pengidentifikasi unik dan informasi standar yang "
            "dikirim oleh perangkat untuk iklan dan konten yang dipersonalisasi.",
            "Dengan izin Anda, kami dan mitra kami dapat menggunakan data geolokasi yang akurat. Anda "
            "dapat mengeklik untuk memberikan persetujuan atas pemrosesan tersebut.",
            "TIDAK SETUJU",
            "SETUJU",
        ],
    ),
    (
        "Sebelum lanjut ke Kabar Senja",
        [
            "Kami memakai kuki dan data untuk menyediakan layanan serta mengukur kunjungan.",
            "Terima semua",
            "Tolak semua",
            "Opsi lainnya",
        ],
    ),
    (
        "Pemberitahuan Privasi",
        [
            "Website ini memakai cookie agar dapat berfungsi dengan baik. Dengan terus menggunakan "
            "website ini, Anda dianggap setuju dengan penggunaan cookie.",
            "Mengerti",
        ],
    ),
    (
        "Kabar Senja",
        [
            "Laman ini menggunakan cookie. Dengan mengklik tombol Setuju, Anda mengizinkan kami "
            "menyimpan cookie di peramban Anda.",
            "Setuju",
            "Kelola cookie",
        ],
    ),
    (
        "Perbarui Persetujuan",
        [
            "Kami telah memperbarui Kebijakan Privasi kami. Silakan baca dan setujui sebelum melanjutkan.",
            "Saya setuju",
        ],
    ),
    (
        "Kabar Senja",
        [
            "Pilih cara Anda mendukung kami: lanjutkan gratis dengan iklan dan pelacakan, atau "
            "berlangganan tanpa iklan.",
            "Lanjutkan dengan iklan",
            "Berlangganan",
        ],
    ),
    (
        "Cookie",
        [
            "Kebijakan cookie. Cookie wajib selalu aktif. Cookie analitik membantu kami memahami "
            "pengunjung. Cookie iklan menampilkan iklan yang relevan.",
            "Simpan pilihan",
            "Terima semua",
        ],
    ),
    (
        "Weiterlesen mit Werbung",
        [
            "Besuchen Sie kabar.example wie gewohnt mit Werbung und Tracking. Details zu Werbe- und "
            "Analyse-Trackern sowie zum jederzeit möglichen Widerruf finden Sie in unserer "
            "Datenschutzerklärung.",
            "Akzeptieren und weiter",
        ],
    ),
    (
        "We value your privacy",
        [
            "We and our partners store and/or access information on a device, such as cookies.",
            "I do not accept",
            "I accept",
        ],
    ),
    (
        "Your privacy choices",
        [
            "By continuing to use this site you agree to our Privacy Policy and Terms of Use.",
            "OK",
        ],
    ),
    (
        "Sesuaikan Preferensi Persetujuan",
        [
            "Kami menggunakan cookie untuk membantu Anda bernavigasi secara efisien dan menjalankan "
            "fungsi tertentu. Anda akan menemukan informasi terperinci tentang semua cookie di bawah "
            "setiap kategori persetujuan.",
            'Cookie yang dikategorikan sebagai "Diperlukan" disimpan di peramban Anda karena penting '
            "untuk mengaktifkan fungsi dasar situs.",
            "Kami juga menggunakan cookie pihak ketiga yang membantu kami menganalisis cara Anda "
            "menggunakan situs web ini, menyimpan preferensi Anda, dan menyediakan konten dan iklan "
            "yang relevan. Cookie ini hanya akan disimpan di peramban Anda dengan persetujuan Anda "
            "sebelumnya.",
            "Anda dapat memilih untuk mengaktifkan atau menonaktifkan beberapa atau semua cookie ini, "
            "tetapi penonaktifan sebagian dapat memengaruhi pengalaman penelusuran Anda.",
            "Tolak Semua",
            "Simpan Preferensi Saya",
            "Terima Semua",
        ],
    ),
    (
        "Kabar Pesisir",
        [
            "Situs ini menggunakan cookies untuk memastikan Anda mendapatkan pengalaman terbaik.",
            "Pelajari lebih lanjut",
            "Mengerti",
        ],
    ),
    (
        "Kabar Pesisir",
        [
            "Kami memerlukan izin Anda untuk memuat iklan yang dipersonalisasi.",
            "Izinkan semua",
            "Tidak, terima kasih",
        ],
    ),
    (
        "Privasi Anda penting bagi kami",
        [
            "Kami serta 732 mitra menyimpan data pada perangkat Anda untuk menampilkan iklan.",
            "Setuju & Tutup",
        ],
    ),
    (
        "Pemberitahuan cookie",
        [
            "Dengan mengeklik “Terima Semua Cookie”, Anda menyetujui penyimpanan cookie di perangkat "
            "Anda untuk meningkatkan navigasi situs.",
            "Pengaturan Cookie",
            "Tolak Semua",
        ],
    ),
    (
        "Kabar",
        [
            "Dengan masuk ke situs ini, Anda menyetujui Syarat dan Ketentuan serta Kebijakan Privasi kami.",
        ],
    ),
    (
        "Kabar",
        [
            "Aplikasi ini memakai cookie pihak ketiga. Jika Anda terus menjelajah, kami menganggap Anda setuju.",
            "OK",
        ],
    ),
    (
        "Cookies on Harbour Times",
        [
            "We use cookies to give you the best experience. You can change your settings at any time.",
            "Accept additional cookies",
            "Reject additional cookies",
        ],
    ),
    (
        "Consent",
        [
            "We and our 800 partners process personal data such as IP addresses.",
            "Manage options",
            "Consent",
        ],
    ),
    (
        "Pusat Preferensi Privasi",
        [
            "Saat Anda mengunjungi situs web mana pun, situs tersebut dapat menyimpan atau mengambil "
            "informasi di peramban Anda, sebagian besar dalam bentuk cookie.",
            "Cookie yang benar-benar diperlukan Selalu aktif",
            "Konfirmasi pilihan saya",
        ],
    ),
]
ARTICLES = [
    (
        "Pemerintah atur penggunaan cookie di situs web",
        [
            "Pemerintah menerbitkan aturan baru tentang penggunaan cookie di situs web. Situs harus "
            "meminta persetujuan sebelum menyimpan cookie di peramban pengguna.",
            "Aturan itu berlaku mulai 1 Maret.",
        ],
    ),
    (
        "Cara menghapus cookie di ponsel Anda",
        [
            "Cookie membuat ponsel Anda lambat? Buka pengaturan peramban, lalu pilih hapus data. Anda "
            "bisa menyetujui atau menolak cookie satu per satu.",
            "Setelah itu, mulai ulang peramban Anda.",
        ],
    ),
    (
        "Koran Lumbir didenda karena kebijakan privasi",
        [
            "Koran itu didenda karena menulis “dengan melanjutkan, Anda menyetujui Kebijakan Privasi "
            "kami” tanpa tombol tolak. Denda itu 200 juta rupiah.",
            "Pengelola koran menyatakan akan banding.",
        ],
    ),
    (
        "Toko kue Wringin menjual cookie cokelat",
        [
            "Kami menggunakan cookie cokelat buatan sendiri, kata pemilik toko itu. Toko menerima semua"
            " pesanan sampai Sabtu.",
            "Harga satu kotak Rp30.000.",
        ],
    ),
    (
        "Data pribadi 2 juta pelanggan bocor",
        [
            "Data pribadi dua juta pelanggan dijual di internet. Perusahaan itu memproses data pribadi "
            "tanpa persetujuan, menurut penyelidik.",
            "Kebijakan privasi perusahaan diperbarui sehari kemudian.",
        ],
    ),
    (
        "Google batal hapus cookie pihak ketiga",
        [
            "Google membatalkan rencana menghapus cookie pihak ketiga dari Chrome. Pengguna akan diminta memilih.",
            "Kami memperbarui pendekatan kami, tulis wakil presidennya.",
        ],
    ),
    (
        "Apa itu cookie dan mengapa situs meminta persetujuan Anda",
        [
            "Setiap kali Anda membuka situs, muncul kotak persetujuan cookie. Cookie adalah berkas "
            "kecil yang disimpan di peramban Anda.",
            "Anda boleh menolak. Situs tetap harus dapat dibuka, menurut aturan baru.",
        ],
    ),
    (
        "Readers reject cookies on news sites",
        [
            "Most readers reject cookies when a site asks them, a study found.",
            "The study looked at 400 sites.",
        ],
    ),
    (
        "Opini: Privasi kita bukan barang dagangan",
        [
            "Kami menolak menjual data Anda. Setiap hari kami melihat situs yang memaksa pembacanya "
            "menyetujui semua cookie.",
            "Redaksi koran ini tidak memakai pelacak.",
        ],
    ),
    (
        "Warganet keluhkan notifikasi cookie",
        [
            "Warganet mengeluhkan notifikasi cookie yang muncul di setiap situs. Survei menunjukkan 7 "
            "dari 10 pengguna menekan tombol terima semua tanpa membaca.",
            "Peneliti menyarankan tombol tolak dibuat sama besar.",
        ],
    ),
    (
        "WhatsApp perbarui kebijakan privasi",
        [
            "WhatsApp memperbarui kebijakan privasi mulai Februari. Pengguna yang tidak setuju tidak "
            "dapat memakai akun mereka.",
            "Perusahaan itu membagikan data dengan mitra iklan.",
        ],
    ),
    (
        "Surat pembaca: kami menolak cookie",
        [
            "Kami pembaca setia koran ini. Kami tidak mau menerima semua cookie, dan meminta tombol "
            "tolak ditampilkan di halaman depan.",
            "Sudah tiga kali kami menulis kepada redaksi.",
        ],
    ),
    (
        "Tips aman: jangan asal klik setuju",
        [
            "Jangan asal klik setuju. Baca kebijakan privasi sebelum Anda memasang aplikasi. Periksa "
            "data apa yang diminta.",
            "Jika ragu, tolak.",
        ],
    ),
    (
        "Court rules on cookie banners",
        [
            "A court ruled that a site may not say “by continuing you agree” to its readers. Sites have"
            " to offer a button to reject cookies.",
            "The ruling takes effect in May.",
        ],
    ),
    (
        "Aturan data pribadi berlaku",
        [
            "Undang-Undang Pelindungan Data Pribadi berlaku penuh. Perusahaan harus meminta persetujuan"
            " sebelum memproses data pribadi dan menyimpan cookie.",
            "Denda paling banyak 2 persen dari pendapatan.",
        ],
    ),
]


@pytest.mark.parametrize(("title", "paragraphs"), PAGES)
def test_a_page_that_asks_for_consent_is_refused_with_the_reason(title: str, paragraphs: list[str]) -> None:
    with pytest.raises(ReadError) as refused:
        parse_page(page(title, *paragraphs), "x.html")
    assert (refused.value.fault, refused.value.details["found"]) == (Fault.NO_ARTICLE, "consent")


@pytest.mark.parametrize(("title", "paragraphs"), ARTICLES)
def test_an_article_about_cookies_or_privacy_is_read(title: str, paragraphs: list[str]) -> None:
    assert list(parse_page(page(title, *paragraphs), "x.html").texts) == paragraphs


def test_a_short_article_below_the_question_for_consent_is_read() -> None:
    news = ["Banjir merendam tiga desa di Lumbir sejak subuh.", "Warga mengungsi ke balai desa dan belum pulang."]
    asking = "Kami menggunakan cookie untuk meningkatkan pengalaman Anda. Dengan melanjutkan, Anda setuju. Setuju"
    for paragraphs in ([asking, *news], [*news, asking]):
        assert set(news) <= set(parse_page(page("Banjir rendam Lumbir", *paragraphs), "x.html").texts)
