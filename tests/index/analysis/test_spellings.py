"""One word, number or date in several spellings is one term."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import analysis
from index.analysis import dates
from index.answering import highlight
from index.query.words import question_words

THIRD_OF_MARCH = "20220303"


@pytest.mark.parametrize(
    ("spellings", "code"),
    [
        ("10.000 10,000 10000 ١٠٬٠٠٠", "id"),
        ("19,5 19.5 ١٩٫٥", "id"),
        ("1.234.567,8 1,234,567.8", "en"),
        ("10:30 10.30", "id"),
        ("2022 ２０２２ ٢٠٢٢", "en"),
        ("Müller Mueller Muller", "de"),
        ("Straße Strasse STRASSE", "de"),
        ("Ørsted Orsted", "no"),
        ("Łódź Lodz", "pl"),
        ("İstanbul istanbul ISTANBUL İstanbul'da İstanbul’dan", "tr"),
        ("IĞDIR'DA Iğdır Iğdır'ın", "tr"),
        ("kırmızı kirmizi KIRMIZI", "und"),
        ("أحمد احمد", "ar"),
        ("مُحَمَّد محمـد محمد", "ar"),
        ("مدرسة مدرسه", "und"),
        ("کیان كيان", "und"),
        ("שָׁלוֹם שלום", "he"),
        ("क्\u200dष क्ष", "und"),
        ("Bundes\u00adtag Bundestag", "und"),
        ("War\u200bga warga war\u200ega wa\u034frga warga\ufe0f", "id"),
        ("U.K. UK u.k. uk", "en"),
        ("P.B.B. PBB", "id"),
        ("Ph.D. PhD", "en"),
        ("बाढ बाढ़", "hi"),
        ("गांव गाँव", "hi"),
        ("ज़िले जिले", "hi"),
        ("पांच पाँच", "hi"),
        ("हिन्दी हिंदी", "hi"),
    ],
)
def test_spellings_of_one_word_are_one_term(spellings: str, code: str) -> None:
    assert len(analysis.terms(spellings, code)) == len(spellings.split())
    assert len(set(analysis.terms(spellings, code))) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990an", "1990 an"),
        ("350km", "350 km"),
        ("19th", "19 th"),
        ("5G 3D G20", "5g 3d g20"),
        ("2.1 2.100 0.125 1.2.3", "2.1 2100 0.125 1.2.3"),
        ("24/7", "24 7"),
        ("Rp1,5 Rp120.000 Rp500 US$1.5bn", "rp 1.5 rp 120000 rp 500 us 1.5 bn"),
        ("RM50,000 IDR10.000 v1.2", "rm 50000 idr 10000 v 1.2"),
        ("1,5jt 3,5kg 1.250km 19.30WIB 10.5M", "1.5 jt 3.5 kg 1250 km 19.30 wib 10.5 m"),
        ("kompas.com t.co A.Yani e.g. No.5", "kompas com t co a yani eg no 5"),
        ("می\u200cخواهم", "مي خواهم"),
        ("தமிழ் বাংলা മലയാളം", "தமிழ் বাংলা മലയാളം"),
    ],
)
def test_words_end_where_people_expect(text: str, expected: str) -> None:
    assert analysis.terms(text, "und") == expected.split()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pada 3 Maret 2022.", "id"),
        ("(3/3/2022)", "id"),
        ("03-03-2022", "und"),
        ("2022-03-03T10:00", "und"),
        ("on March 3, 2022, they", "en"),
        ("the 3rd of March 2022", "id"),
        ("3. mars 2022", "no"),
        ("3 de marzo de 2022", "es"),
        ("3 березня 2022 року", "uk"),
        ("2022年3月3日", "zh"),
        ("2022년 3월 3일", "ko"),
    ],
)
def test_a_date_is_one_term_however_it_is_written(text: str, code: str) -> None:
    assert [term for _, term in dates.find_dates(text, code)] == [THIRD_OF_MARCH]
    assert THIRD_OF_MARCH in analysis.terms(text, code)


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("3 Pebruari 2025", "id", "20250203"),
        ("18 Agt 2025", "id", "20250818"),
        ("18 Agust. 2025", "id", "20250818"),
        ("18 AGS 2025", "id", "20250818"),
        ("3 Sept 2025", "id", "20250903"),
        ("Sept. 3, 2025", "en", "20250903"),
        ("3 Nop 2025", "id", "20251103"),
        ("3 Nopember 2025", "id", "20251103"),
    ],
)
def test_months_have_the_names_of_news_too(text: str, code: str, expected: str) -> None:
    assert [term for _, term in dates.find_dates(text, code)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12/3/2022", "20220312"),
        ("5/31/2021", "20210531"),
    ],
)
def test_the_day_comes_first_unless_it_cannot(text: str, expected: str) -> None:
    assert [term for _, term in dates.find_dates(text, "en")] == [expected]


@pytest.mark.parametrize(
    "text", ["31/2/2022", "2019-2022", "3 orang 2022", "tahun 2022", "1.2.3.2022.4", "99/99/2022"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert dates.find_dates(text, "id") == []


def test_a_question_finds_a_date_in_another_notation() -> None:
    wanted = {
        term: 1.0 for word in question_words("apa yang terjadi 3 March 2022?", ["id"]) for term in word.terms
    }
    text = "Perundingan pada 3/3/2022 di Brest."
    marked = highlight.mark(text, "id", wanted)
    assert [text[span.start : span.end] for span in marked.words] == ["3/3/2022"]


@given(st.text(alphabet="0123456789/.-, Maret年月日st"), st.sampled_from(["id", "en", "zh"]))
@example("3/3/2022-03-03", "id")
@example("0000 20:00/1/1900", "id")
def test_dates_stand_in_the_text(text: str, code: str) -> None:
    for span, term in dates.find_dates(text, code):
        assert 0 <= span.start < span.end <= len(text)
        assert len(term) == 8
