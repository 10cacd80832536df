from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.sentences import MOST_PARTS, split_parts, split_sentences
from tests.conftest import DATA


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Kata dr. Budi, harga naik 2.5 persen. Warga protes.", "id", 2),
        ("Он сказал 😀 в 2022 г. в Москве. Это всё.", "ru", 2),
        ("Ia lahir di Jl. Sudirman No. 5. Ir. Soekarno hadir di Kab. Bogor.", "id", 2),
        ("Saham PT. Telkom Tbk. naik. Tiba pkl. 10.00.", "id", 2),
        ("Ini laba PT Telkom Tbk. Warga senang.", "id", 2),
        ("今天下雨。明天晴天。", "zh", 2),
        ("Tanpa akhir", "xx", 1),
    ],
)
def test_abbreviations_end_no_sentence(text: str, language: str, count: int) -> None:
    assert len(split_sentences(text, language)) == count


def listed() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the language and the sentences of each line of tests/data/sentences, with "|" between sentences."""
    for path in sorted((DATA / "sentences").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            language, text = line.split("\t") if path.stem == "others" else (path.stem, line)
            yield language, tuple(text.split("|"))


def test_nearly_all_sentences_of_the_list_are_found() -> None:
    every, wrong = 0, []
    for language, sentences in listed():
        text = ("" if language in ("zh", "ja") else " ").join(sentences)
        found = {text[slice(*span)] for span in split_sentences(text, language)}
        every += len(sentences)
        wrong += [sentence for sentence in sentences if sentence not in found]
    assert every > 500
    assert len(wrong) <= 8, wrong  # sentencex alone misses 80


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kerugian mencapai Rp. 3,2 miliar.", "id"),
        ("Rapat ditutup KH. Hasyim pukul 10.00.", "id"),
        ("Dst. dsb. dll. tidak dibahas.", "id"),
        ("He came at 5 p.m. Monday.", "en"),
        ("She lives at No. 10 Downing St. in Corran.", "en"),
        ("Das 1. FC-Team gewann.", "de"),
        ('"Siapa yang menang?" tanya warga.', "id"),
    ],
)
def test_a_sentence_stays_whole(text: str, language: str) -> None:
    assert split_sentences(text, language) == [(0, len(text))]


def test_a_text_without_capitals_has_sentences_too() -> None:
    text = "polisi menangkap dua orang. mereka mencuri sepeda."
    assert [text[slice(*span)] for span in split_sentences(text, "id")] == [
        "polisi menangkap dua orang.",
        "mereka mencuri sepeda.",
    ]


@given(st.text(min_size=1), st.sampled_from(["id", "en", "ru", "zh", "und", ""]))
def test_sentences_are_parts_of_the_text_in_order(text: str, language: str) -> None:
    end = 0
    spans = split_sentences(text, language)
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    if text.strip():
        assert {c for c in text if c.isalnum()} == {c for s in spans for c in text[slice(*s)] if c.isalnum()}


def test_a_long_paragraph_has_parts_of_whole_sentences() -> None:
    text = " ".join(
        f"Kalimat nomor {number} ini cukup panjang untuk dihitung sebagai kalimat." for number in range(12)
    )
    found = [text[slice(*part)] for part in split_parts(text, "id")]
    assert len(found) == 3
    assert " ".join(found) == text
    assert max(map(len, found)) < 1.5 * min(map(len, found))


def test_a_chinese_character_counts_as_several_letters() -> None:
    assert len(split_parts("今天下雨，明天晴天，后天有风。" * 12, "zh")) == 2


@pytest.mark.parametrize("text", ["Pendek.", "tanpa titik " * 100])
def test_a_short_paragraph_and_one_sentence_are_one_part(text: str) -> None:
    assert [slice(*part) for part in split_parts(text.strip(), "id")] == [slice(0, len(text.strip()))]


@given(st.text(min_size=1), st.sampled_from(["id", "zh", ""]))
def test_parts_are_few_and_in_order(text: str, language: str) -> None:
    found = split_parts(text, language)
    assert 1 <= len(found) <= MOST_PARTS
    assert found == sorted(found)
