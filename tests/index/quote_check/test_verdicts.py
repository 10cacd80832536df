"""The verdicts on parts of sentences, retold claims, joined texts and what nobody wrote."""

import pytest

from index.library import Library
from index.model.checked import ChangeKind, Checked, CheckVerdict

ARTICLE = """Laga Final Ditunda di Kota Contoh

Jika hujan turun lagi, pertandingan akan ditunda sampai hari Minggu. Panitia menjual 1.250 tiket dalam dua jam.

Tidak benar bahwa wali kota membatalkan hadiah untuk para juara.

Menurut Sari Dewi, hadiah tetap dibayar bulan depan.

"Kami sepakat bermain dengan penonton yang terbatas," kata Budi Santoso.

Polisi mengatakan bahwa dua suporter ditahan.

Bukan polisi yang menutup jalan di depan stadion utama. Apakah laga itu akan disiarkan di televisi nasional?
"""


@pytest.fixture
def final(library: Library) -> Library:
    list(library.add_bytes(ARTICLE.encode(), "final.txt", "shared"))
    return library


def only(checked: Checked) -> tuple[CheckVerdict, bool, set[ChangeKind]]:
    (sentence,) = checked.sentences
    return sentence.verdict, sentence.is_shortened, {change.kind for change in sentence.changes}


@pytest.mark.parametrize(
    "claim",
    [
        "Panitia menjual 1.250 tiket dalam dua jam.",
        "“Panitia menjual 1.250 tiket dalam dua jam”",
        "panitia menjual 1.250 tiket",
        "Kami sepakat bermain dengan penonton yang terbatas",
        "Jika hujan turun lagi, pertandingan akan ditunda sampai hari Minggu.",
        "Tidak benar bahwa wali kota membatalkan hadiah untuk para juara.",
        "Apakah laga itu akan disiarkan di televisi nasional?",
    ],
)
def test_what_stands_in_an_article_is_exact(final: Library, claim: str) -> None:
    assert only(final.check(claim)) == (CheckVerdict.EXACT, False, set())


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("Pertandingan akan ditunda sampai hari Minggu.", ChangeKind.DROPPED),
        ("pertandingan akan ditunda", ChangeKind.DROPPED),
        ("Wali kota membatalkan hadiah untuk para juara.", ChangeKind.NEGATION),
        ("Polisi yang menutup jalan di depan stadion utama.", ChangeKind.NEGATION),
    ],
)
def test_a_part_that_lost_what_turns_its_sense_is_shortened_and_shows_the_whole_sentence(
    final: Library, claim: str, kind: ChangeKind
) -> None:
    checked = final.check(claim)
    assert only(checked) == (CheckVerdict.ALTERED, True, {kind})
    (sentence,) = checked.sentences
    assert sentence.place is not None
    assert sentence.place.text.split()[0] in ("Jika", "Tidak", "Bukan")


@pytest.mark.parametrize(
    ("claim", "speaker"),
    [
        ("Hadiah tetap dibayar bulan depan.", "Sari Dewi"),
        ("Dua suporter ditahan.", "Polisi"),
        ("Tiket yang dijual panitia dalam dua jam: 1.250.", None),
    ],
)
def test_what_an_article_gives_as_somebodys_words_or_in_others_is_reported(
    final: Library, claim: str, speaker: str | None
) -> None:
    checked = final.check(claim)
    if checked.verdict is CheckVerdict.ALTERED:  # the same words in another order
        assert speaker is None
        return
    assert checked.verdict is CheckVerdict.REPORTED
    (sentence,) = checked.sentences
    assert sentence.place is not None
    assert sentence.place.speaker_text == speaker


def test_the_speaker_of_exact_words_is_named(final: Library) -> None:
    (sentence,) = final.check("Kami sepakat bermain dengan penonton yang terbatas").sentences
    assert sentence.place is not None
    assert sentence.place.speaker_text == "Budi Santoso"


@pytest.mark.parametrize(
    "claim",
    [
        "Presiden meresmikan jembatan baru yang menghubungkan dua pulau di timur.",
        "Bumi itu datar.",
        "The moon is made of green cheese, scientists confirmed on Tuesday.",
    ],
)
def test_what_nobody_wrote_is_not_here(final: Library, claim: str) -> None:
    assert final.check(claim).verdict is CheckVerdict.NOT_HERE


@pytest.mark.parametrize("claim", ["", " ", "?!", "🙏🙏", "Diteruskan berkali-kali", "https://kabar.example/a"])
def test_a_text_that_claims_nothing_has_no_sentences(final: Library, claim: str) -> None:
    checked = final.check(claim)
    assert (checked.sentences, checked.verdict) == ((), CheckVerdict.NOT_HERE)


def test_the_worst_sentence_decides_and_what_a_phone_adds_does_not(final: Library) -> None:
    said = "Diteruskan berkali-kali\nPENTING!! Panitia menjual 1.250 tiket dalam dua jam.\nSumber: grup sebelah\nhttps://a.example"
    assert final.check(said).verdict is CheckVerdict.EXACT
    verdicts = [one.verdict for one in final.check(f"{said}\nBumi itu datar dan penuh keju.").sentences]
    assert verdicts == [CheckVerdict.EXACT, CheckVerdict.NOT_HERE]


@pytest.mark.parametrize(
    "remark", ["VIRAL!!", "Astaga!", "Sebarkan ke semua grup!", "Tolong bagikan ke keluarga.", "Please share"]
)
def test_what_people_call_out_beside_a_text_is_no_claim(final: Library, remark: str) -> None:
    said = "Menurut Sari Dewi, hadiah tetap dibayar bulan depan."
    assert final.check(f"{remark}\n{said}").verdict is CheckVerdict.EXACT
    assert [one.verdict for one in final.check(f"{said} {remark}").sentences] == [CheckVerdict.EXACT]
    assert final.check(remark).verdict is CheckVerdict.NOT_HERE
    assert final.check(f"{said} Tapi, bohong.").verdict is CheckVerdict.NOT_HERE


def test_a_text_from_two_articles_is_joined_and_near_copies_count_once(final: Library) -> None:
    other = "Harga Beras Naik\n\nHarga beras naik 12 persen di pasar induk sejak awal bulan ini, kata pedagang."
    list(final.add_bytes(other.encode(), "beras.txt", "shared"))
    list(final.add_bytes(ARTICLE.replace("di televisi", "di radio").encode(), "salinan.txt", "shared"))
    first = "Panitia menjual 1.250 tiket dalam dua jam."
    alone = final.check(first)
    assert not alone.is_joined
    assert alone.sentences[0].place is not None
    assert len(alone.sentences[0].place.also) == 1
    assert final.check(f"{first} Harga beras naik 12 persen di pasar induk sejak awal bulan ini.").is_joined


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", "\ufeff"])
def test_signs_that_show_nothing_alter_nothing(final: Library, sign: str) -> None:
    said = "Panitia menjual 1.250 tiket dalam dua jam."
    hidden = " ".join(f"{sign}{word[:-2]}{sign}{word[-2:]}" for word in said.split())
    assert only(final.check(hidden)) == (CheckVerdict.EXACT, False, set())


def test_a_few_words_that_stand_anywhere_make_no_text_a_joined_one(final: Library) -> None:
    other = "Pasar Induk\n\nIa menambahkan, harga beras naik 12 persen di pasar induk sejak awal bulan ini."
    list(final.add_bytes(other.encode(), "beras.txt", "shared"))
    checked = final.check("Ia menambahkan, Panitia menjual 1.250 tiket dalam dua jam. Ia menambahkan,")
    assert not checked.is_joined


def test_a_sentence_of_a_long_paragraph_is_found_among_many_short_ones(final: Library) -> None:
    said = "Bupati Lumbir membuka jembatan gantung baru di atas sungai."
    long = " ".join(f"Kalimat{n} panjang{n} tentang hal{n} lain{n} di desa." for n in range(120))
    list(final.add_bytes(f"Jembatan\n\n{long} {said} {long}".encode(), "panjang.txt", "shared"))
    short = "\n\n".join(f"Bupati Desa{n} membuka sungai baru dan jembatan gantung baru." for n in range(60))
    list(final.add_bytes(f"Daftar\n\n{short}".encode(), "daftar.txt", "shared"))
    checked = final.check(said)
    assert checked.verdict is CheckVerdict.EXACT
    assert checked.articles[0].title == "Jembatan"


def test_a_long_sentence_is_that_of_the_paragraph_with_most_of_it_not_of_the_nearest(final: Library) -> None:
    begin, end = "Partai Hijau melanjutkan pemilihan pendahuluan dengan", "pemilihan Utah pada 29 Februari."
    first = f"{begin} kaukus Nevada pada 22 Februari, disusul {end}"
    second = f"{begin} {end} Hasilnya diumumkan pada malam itu juga oleh panitia pusat."
    list(final.add_bytes(f"Kaukus\n\n{first}".encode(), "satu.txt", "shared"))
    list(final.add_bytes(f"Hasil\n\n{second}".encode(), "dua.txt", "shared"))
    claim = f"{first.replace('22', '23')} Hasilnya diumumkan pada malam itu juga oleh panitia pusat."
    altered = final.check(claim).sentences[0]
    assert [change.kind for change in altered.changes] == [ChangeKind.DATE]


def test_the_day_of_a_month_is_a_date(final: Library) -> None:
    list(final.add_bytes(b"Acara\n\nPesta rakyat dibuka pada 7 Mei di alun-alun kota.", "a.txt", "shared"))
    (sentence,) = final.check("Pesta rakyat dibuka pada 9 Mei di alun-alun kota.").sentences
    assert [change.kind for change in sentence.changes] == [ChangeKind.DATE]


def test_one_letter_of_a_name_is_no_number(final: Library) -> None:
    list(
        final.add_bytes(
            b"Kode\n\nThe access was restored, Sergey M, a maintainer, wrote on the site.", "a.txt", "shared"
        )
    )
    (sentence,) = final.check("The access was restored, Sergey Brin, a maintainer, wrote on the site.").sentences
    assert [change.kind for change in sentence.changes] == [ChangeKind.NAME]


def test_a_chat_sees_its_own_articles_and_no_others(final: Library) -> None:
    list(final.add_bytes(b"Rahasia\n\nKami bertemu di dermaga tua pada pukul empat pagi.", "a.txt", "chat:7"))
    claim = "Kami bertemu di dermaga tua pada pukul empat pagi."
    assert final.check(claim).verdict is CheckVerdict.NOT_HERE
    assert final.check(claim, frozenset({"shared", "chat:7"})).verdict is CheckVerdict.EXACT


def test_a_long_text_is_cut_and_says_so(final: Library) -> None:
    said = "Menurut Sari Dewi, hadiah tetap dibayar bulan depan. "
    for text in (said * 400, said * 101, said * 30_000):
        checked = final.check(text)
        assert checked.is_cut
        assert len(checked.text) == 100 * len(said) - 1
        assert [one.verdict for one in checked.sentences] == [CheckVerdict.EXACT] * 100
    assert not final.check(said * 100).is_cut
    longest = final.check("panjang " * 2000)
    assert (longest.is_cut, longest.text[-8:]) == (True, " panjang")


@pytest.mark.parametrize("text", ["ya " * 3000, "1 " * 3000, "a" * 9000, "\u200b" * 500, "漢字" * 2000, "\ud800"])
def test_odd_texts_raise_nothing(final: Library, text: str) -> None:
    assert final.check(text).verdict in (CheckVerdict.NOT_HERE, CheckVerdict.ALTERED, CheckVerdict.EXACT)
