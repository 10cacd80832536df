import hashlib
import json
import threading
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index import analysis
from index.analysis import dates, unspaced, words

CODES = ["id", "en", "ru", "ar", "tr", "zh", "und"]


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("Kedua pihak menyepakati; disepakati?", "id", ["dua", "pihak", "sepakat", "sepakat"]),
        ("Agreed: agreements, agreeing", "en", ["agre", "agreement", "agre"]),
        ("Договорились о коридорах", "ru", ["договор", "о", "коридор"]),
        ("350 orang, 3/3/2022", "id", ["20220303", "350", "orang", "3", "3", "2022"]),
        ("19,5 persen, pukul 10:30", "id", ["19.5", "persen", "pukul", "10.30"]),
        ("Polandia-Belarus", "id", ["polandia", "belarus"]),
        ("Jum’at dan Jum'at", "id", ["jumat", "dan", "jumat"]),
        ("Mbappé MBAPPÉ mbappe", "id", ["mbappe", "mbappe", "mbappe"]),
        ("Ёлка елка", "ru", ["елк", "елк"]),
        ("Майский", "und", ["майский"]),
        ("ﬁnal Straße STRASSE", "und", ["final", "strasse", "strasse"]),
        ("हिन्दी में", "und", ["हिंदी", "में"]),
        ("G20 COVID-19", "en", ["g20", "covid", "19"]),
        ("***", "id", []),
    ],
)  # fmt: skip
def test_terms(text: str, code: str, expected: list[str]) -> None:
    assert analysis.terms(text, code) == expected


@given(st.text(), st.sampled_from(CODES))
def test_terms_are_at_their_offsets(text: str, code: str) -> None:
    found, length = analysis.occurrences(text, code, set(analysis.terms(text, code)))
    assert [term.text for term in found] == analysis.terms(text, code)
    assert [term.position for term in found] == list(range(length))
    words_alone = found[len(dates.find_dates(text, code)) :]
    assert [term.span.start for term in words_alone] == sorted(term.span.start for term in words_alone)
    for term in words_alone:
        assert analysis.term_of(text[term.span.start : term.span.end], code) == term.text


@given(st.text(), st.sampled_from(CODES))
def test_only_wanted_terms_are_found(text: str, code: str) -> None:
    terms = analysis.terms(text, code)
    wanted = set(terms[::2])
    found, length = analysis.occurrences(text, code, wanted)
    assert [(term.position, term.text) for term in found] == [
        (position, term) for position, term in enumerate(terms) if term in wanted
    ]
    assert length == len(terms)


@given(st.text() | st.text("UASWHOuswho.,;-'/ 1"), st.sampled_from(CODES))
@example("The U.S. and the US agreed on 3 March 2022; who is WHO?", "en")
@example("U.S., AS, A.S. dan W.H.O. (WHO) 3/3/2022", "id")
@example("IĞDIR'DA Iğdır I'DAN 1.5M Rp500 anak-anak", "tr")
@example("a" * 50 + "-" + "b" * 50, "id")
def test_terms_in_place_are_those_that_are_located(text: str, code: str) -> None:
    terms = analysis.terms_in_place(text, code)
    for wanted in (set(terms), set(terms[::3])):
        found, length = analysis.occurrences(text, code, wanted)
        if not unspaced.has_unspaced(text):
            assert length == len(terms)
            assert [(term.position, term.text) for term in found] == [
                (position, term) for position, term in enumerate(terms) if term in wanted
            ]


@given(st.text(), st.sampled_from(CODES))
@example("\ufdfa", "ar")
@example("a\u037a", "el")
def test_a_term_has_no_white_space(text: str, code: str) -> None:
    for term in analysis.terms(text, code):
        assert term.split() == [term]
        assert not any(unicodedata.category(character) == "Cc" for character in term)


@pytest.mark.parametrize("letter", ["a", "\ufdfa", "й", "\U0001d552", "1"])
def test_a_term_is_cut_at_a_length(letter: str) -> None:
    (term,) = analysis.terms(letter * 100_000, "id")
    assert len(term) == 255


@given(st.text())
def test_splitting_returns_the_words_that_are_found(text: str) -> None:
    assert words.split_words(text) == [text[span.start : span.end] for span in words.find_words(text)]


def test_many_threads_stem_as_one_does() -> None:
    said = [f"{word}{n}" for n in range(300) for word in ("menyepakati", "perundingan", "mengungsi")]
    expected = [analysis.terms(word, "id") for word in said]
    analysis.memo_of("id").clear()
    results: list[list[list[str]]] = []
    threads = [
        threading.Thread(target=lambda: results.append([analysis.terms(word, "id") for word in said]))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 8


SAMPLE = """
Kedua pihak menyepakati koridor kemanusiaan, kata Podolyak (3/3/2022); Jum’at pukul 10:30, 19,5 persen.
The sides agreed on humanitarian corridors. Mbappé's STRASSE, Straße, ﬁnal; COVID-19 and G20.
Стороны договорились о коридорах: ёлка, Майский. Εκλογές στην Αθήνα. Türkiye'de seçimler yapıldı.
اتفق الطرفان على ممرات إنسانية ﷺ. हिन्दी में समाचार। 市长和居民同意修建堤坝。 시장과 주민들이 합의했다. การเลือกตั้ง
"""
DIGEST = "d1475b595a41b228"


def test_the_version_is_raised_when_terms_change() -> None:
    terms = {
        code: analysis.terms(SAMPLE, code) for code in ["ar", "el", "en", "hi", "id", "no", "ru", "tr", "und"]
    }
    digest = hashlib.sha256(json.dumps([analysis.VERSION, terms]).encode()).hexdigest()[:16]
    assert digest == DIGEST, f"terms changed: raise analysis.VERSION and update the digest to {digest}"
