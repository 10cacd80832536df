"""A text that names a person, and one that only names places, bodies and days."""

import pytest

from index.query.expected.persons import names_person


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bupati Hartopo meninjau lokasi.", "id"),
        ("Menurut Arief, bantuan cukup.", "id"),
        ("Bantuan cukup, kata Suparmi.", "id"),
        ("Suparmi (45) kehilangan rumahnya.", "id"),
        ("Seorang warga bernama Tukiyem selamat.", "id"),
        ("Penyerang itu, Egy Maulana, cedera.", "id"),
        ("Di Semarang, Gubernur Ahmad Luthfi meninjau posko.", "id"),
        ("Surat itu diserahkan ke Presiden Prabowo.", "id"),
        ("Pak Harto menutup pabrik di Demak.", "id"),
        ("Gubernur Bank Indonesia Perry Warjiyo hadir.", "id"),
        ("Bantuan datang, kata Kepala Dinas Sosial Jawa Tengah Imam Maskur.", "id"),
        ("Perry Warjiyo menaikkan suku bunga.", "id"),
        ("The floods hit Demak, Mayor Esti said.", "en"),
        ("Putin said the talks would go on.", "en"),
        ("Lionel Messi scored twice in Doha.", "en"),
        ("The letter was sent to President Biden.", "en"),
        ("A farmer named Budi lost his cattle.", "en"),
        ("Der Bürgermeister schwieg.", "de"),
    ],
)
def test_a_person_is_named(text: str, language: str) -> None:
    assert names_person(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Sebanyak 1.200 warga mengungsi akibat banjir di Demak.", "id"),
        ("Banjir merendam Demak sejak Rabu.", "id"),
        ("Pengungsi ditampung di Masjid Agung Demak dan kantor Kecamatan Karanganyar.", "id"),
        ("BPBD Jawa Tengah mengirim tenda sejak Senin, 5 Februari 2024.", "id"),
        ("Warga di Kampung Melayu mengungsi ke Jatinegara. Kampung Melayu terendam.", "id"),
        ("Palang Merah Indonesia dan Badan Penanggulangan Bencana Daerah membuka posko.", "id"),
        ("Gubernur meninjau lokasi pada Maret.", "id"),
        ("Wali Kota Kudus dan Gubernur Jawa Tengah meninjau lokasi.", "id"),
        ("Pasien dirawat di Rumah Sakit Islam Kudus.", "id"),
        ("Floods hit Demak in Central Java.", "en"),
        ("The evacuees stay in the Grand Mosque of Demak.", "en"),
        ("The Red Cross sent tents on Monday, 5 February.", "en"),
        ("Some 900 people fled to Kudus from Demak.", "en"),
        ("The United Nations and the European Union agreed.", "en"),
        ("", "id"),
    ],
)
def test_no_person_is_named(text: str, language: str) -> None:
    assert not names_person(text, language)
