"""The words of a question, which are remembered, are those that the analysis of any text finds."""

from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import words

ALPHABET = st.sampled_from("aB.ç'’-0,9 \n?!€#東京แม่ขด서울عربी\u200c\u00ad")


@given(st.text(ALPHABET, max_size=40))
@example("Siapa U.S.-nya Rp500, 1.5m dan 東京都 di 서울에서?")
def test_the_words_of_a_question_are_those_of_any_text(text: str) -> None:
    found = words.words_of_question(text)
    assert found.undivided == tuple(words.undivided_words(text))
    assert found.divided == tuple(words.split_words(text))
    assert found.places == tuple(words.find_words(text))
    assert tuple(text[start:end] for start, end in found.places) == found.divided
    assert words.folded_words(text) == tuple(map(words.fold, found.undivided))
