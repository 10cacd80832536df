"""Texts of a few words are in Indonesian or English unless much speaks for another language."""

import pytest

from index.analysis import language
from index.library import open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits

INDONESIAN = """
Ditangkap polisi
Bantuan tiba
Gempa Cianjur
Harga beras naik
Banjir rendam Demak
Menteri mundur
Jalan tol dibuka
Warga mengungsi ke masjid
Presiden bertemu petani
Listrik padam total
Rapat ditunda
Sekolah diliburkan
Pelaku ditahan
Kapal tenggelam
Timnas menang
Guru mogok
Pasar terbakar
Tiket habis
Gaji dipotong
Sidang dimulai
Hujan deras
Jembatan roboh
Korban selamat
Dana desa cair
Wali kota dilantik
Air surut
Pabrik tutup
Bandara ditutup
Buruh demo
Nelayan hilang
Rupiah melemah
Vaksin tersedia
Gubernur tinjau lokasi
Puskesmas kekurangan obat
Hutan terbakar lagi
Sapi kurban mahal
Murid belajar daring
Dosen tolak kebijakan
Pemain cedera lutut
Sopir truk tewas
Gunung meletus dini hari
Pengungsi butuh selimut
Polisi buru pencuri
Solar langka
Beras impor datang
Sampah menumpuk
Pohon tumbang
Rumah sakit penuh
Kereta anjlok
Jaksa tuntut terdakwa
Kebun sawit digusur
Tambang ilegal ditutup
Panen gagal
Sungai meluap
Musim kemarau panjang
Lampu merah mati
Demam berdarah meningkat
Ikan mati massal
Kopi Gayo diekspor
Pilkada serentak
Zakat fitrah
Mudik lancar
Tarif parkir naik
Bupati diperiksa KPK
Macet total
Utang lunas
Saya setuju
Terima kasih
Rapat besok pagi
Uang palsu beredar
Santri nusantara
LISTRIK PADAM
Hasil panen raya
Pemda gelar bazar
Desa tenggelam
Petani merugi
Kasus selesai
Stok aman
"""

ENGLISH = """
Police arrest suspect
Aid arrives
Rice prices rise
Flood hits Demak
Minister resigns
Toll road opens
Power cut
Schools closed
Ferry sinks
Team wins
Teachers strike
Market burns
Tickets sold out
Trial begins
Heavy rain
Bridge collapses
Victims found
Mayor sworn in
Water recedes
Factory shut
Airport reopens
Workers protest
Fisherman missing
Rupiah weakens
Vaccine available
Talks fail
President meets farmers
Budget approved
Suspect flees
Court rules
Strike ends
Governor visits site
Clinic lacks medicine
Forest burns again
Cattle prices soar
Students learn online
Lecturers reject policy
Striker injures knee
Truck driver dies
Volcano erupts
Evacuees need blankets
Police hunt thief
Fuel shortage
Imported rice arrives
Garbage piles up
Trees fall
Hospital full
Train derails
Prosecutors seek jail
Palm estate cleared
Illegal mine closed
Harvest fails
River overflows
Long dry season
Traffic lights fail
Dengue cases rise
Mass fish death
Coffee exports grow
Local elections
Meeting tomorrow
Smooth homecoming
Parking fees rise
Regent questioned
Total gridlock
Debt repaid
I agree
Thank you
Fake money circulates
POWER OUTAGE
Good harvest
Village sinks
Farmers lose out
Case closed
Stocks safe
Storm warning issued
Gas leak
Data breach
"""

OTHERS = {
    "de": [
        "Die Polizei nimmt Verdächtigen fest",
        "Bürgermeister tritt zurück",
        "Schulen bleiben geschlossen",
        "Der Prozess beginnt",
        "Der Minister tritt zurück",
    ],
    "nl": [
        "Politie houdt verdachte aan",
        "Burgemeester treedt af",
        "Scholen blijven dicht",
        "De rechtszaak begint",
    ],
    "fr": [
        "La police arrête un suspect",
        "Le maire démissionne",
        "Le procès commence",
        "Le ministre démissionne",
        "Bonjour à tous",
    ],
    "es": [
        "La policía detiene a un sospechoso",
        "El alcalde dimite",
        "Comienza el juicio",
        "El ministro renuncia",
    ],
    "it": [
        "La polizia arresta un sospettato",
        "Il sindaco si dimette",
        "Inizia il processo",
        "Il ministro si dimette",
        "Buongiorno a tutti",
    ],
    "pt": [
        "A polícia prende suspeito",
        "O prefeito renuncia",
        "Começa o julgamento",
        "O ministro pede demissão",
        "Bom dia a todos",
    ],
    "tr": ["Polis şüpheliyi yakaladı", "Belediye başkanı istifa etti", "Tren raydan çıktı", "Bakan istifa etti"],
    "pl": [
        "Policja zatrzymała podejrzanego",
        "Burmistrz podał się do dymisji",
        "Proces się rozpoczął",
        "Pociąg wykoleił się",
    ],
    "sv": ["Polisen griper misstänkt", "Tåg spårade ur"],
    "da": ["Politiet anholder mistænkt", "Borgmesteren går af"],
    "tl": [
        "Inaresto ng pulisya ang suspek",
        "Nagbitiw ang alkalde",
        "Sarado ang mga paaralan",
        "Nagsimula ang paglilitis",
        "Malakas na ulan",
        "Puno ang ospital",
        "Nagbitiw ang ministro",
    ],
    "af": ["Polisie neem verdagte in hegtenis", "Skole is gesluit", "Die verhoor begin", "Die minister bedank"],
    "vi": ["Cảnh sát bắt nghi phạm", "Thị trưởng từ chức", "Trường học đóng cửa"],
    "ru": ["Полиция задержала подозреваемого", "Мэр ушёл в отставку"],
    "zh": ["警方逮捕嫌疑人", "市长辞职"],
    "ja": ["警察が容疑者を逮捕", "市長が辞任"],
    "ar": ["الشرطة تعتقل مشتبها به", "استقالة رئيس البلدية"],
    "ko": ["경찰이 용의자를 체포했다"],
    "th": ["ตำรวจจับผู้ต้องสงสัย"],
    "hi": ["पुलिस ने संदिग्ध को पकड़ा"],
    "fi": ["Poliisi pidätti epäillyn", "Juna suistui raiteilta"],
    "hu": [
        "A rendőrség elfogta a gyanúsítottat",
        "Lemondott a polgármester",
        "Kisiklott a vonat",
        "Lemond a miniszter",
    ],
    "ro": ["Poliția a arestat un suspect", "Primarul a demisionat"],
    "cs": ["Policie zadržela podezřelého"],
    "sw": ["Polisi wamkamata mshukiwa", "Habari za asubuhi"],
    "eo": ["La polico arestis suspekton", "La urbestro demisiis", "La ministro demisias"],
    "st": [
        "Mapolesa a tshwere mmelaelwa",
        "Ramotse o itokolotse mosebetsing",
        "Letona le itokolotse mosebetsing",
        "Meroho e bitsa chelete",
    ],
    "la": ["Custodes suspectum ceperunt", "Praefectus urbis se abdicavit", "Minister munus deponit"],
    "no": ["Ministeren går av"],
    "so": ["Wasiirka wuu is casilay"],
    "eu": ["Ministroak dimisioa eman du"],
}


@pytest.mark.parametrize(("code", "texts"), [("id", INDONESIAN), ("en", ENGLISH)])
def test_short_texts_are_in_a_usual_language(code: str, texts: str) -> None:
    short = texts.strip().splitlines()
    wrong = {text: found for text in short if (found := language.detect(text)) != code}
    assert len(short) >= 75
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Guru mogok", "id"),
        ("Dana desa cair", "id"),
        ("Menteri mundur", "id"),
        ("Nelayan hilang", "id"),
        ("Panen gagal", "id"),
        ("Trial begins", "en"),
        ("Vaccine available", "en"),
        ("Truck driver dies", "en"),
        ("Train derails", "en"),
        ("Regent questioned", "en"),
    ],
)
def test_what_the_model_takes_for_another_language_is_not(text: str, code: str) -> None:
    assert language._model().identifier.classify(text)[0] != code
    assert language.detect(text) == code


@pytest.mark.parametrize("code", OTHERS)
def test_short_texts_in_other_languages_are_still_told(code: str) -> None:
    assert {text: language.detect(text) for text in OTHERS[code]} == dict.fromkeys(OTHERS[code], code)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Wir warten", "de"), ("Guten Morgen", "de"), ("Nous attendons", "fr"), ("Ospedale pieno", "it")],
)
def test_a_function_word_speaks_for_its_language(text: str, code: str) -> None:
    assert language.detect(text) == code


@pytest.mark.parametrize(
    ("text", "code"), [("Kraftig regn", "da"), ("Ministeri eroaa", "fi"), ("Hospitali imejaa", "sw")]
)
def test_the_most_frequent_language_of_the_library_is_usual_in_it(text: str, code: str) -> None:
    assert language.detect(text) in ("id", "en")
    assert language.detect(text, [code, "en"]) == code
    assert language.detect(text, ["en", code]) in ("id", "en")
    assert language.detect("Guru mogok", [code, "id"]) == "id"


@pytest.mark.parametrize("languages", [["und"], ["ms", "id"], []])
def test_a_library_in_a_language_that_the_model_lacks_changes_nothing(languages: list[str]) -> None:
    assert language.detect("Guru mogok", languages) == "id"


def test_a_short_article_is_stored_in_the_language_of_its_library() -> None:
    with open_library(LibraryConfig()) as library:
        for text in ("Guru mogok.", "Kraftig regn."):
            list(library.add_text(text, text, Credits(title=""), SHARED))
        assert {article.language for article in library.articles()} <= {"id", "en"}
    with open_library(LibraryConfig()) as library:
        for text in ("Regeringen vil hjælpe landmændene, der har mistet deres høst.", "Kraftig regn."):
            list(library.add_text(text, text, Credits(title=""), SHARED))
        assert [article.language for article in library.articles()] == ["da", "da"]
