"""What the reader is given to read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder.tokens import Tokenizer, Tokens
from index.ranking.reranking.base import Passage
from index.ranking.reranking.pairs import MOST_TOKENS, head, join

ENDS = (0, 2)
ASKED, ABOVE = Tokens((10, 11), ((0, 1), (1, 2))), Tokens((20,), ((0, 1),))


def numbered(count: int) -> Tokens:
    """Return tokens with the ids from 100, each of which stands for ten characters."""
    return Tokens(tuple(range(100, 100 + count)), tuple((10 * n, 10 * n + 10) for n in range(count)))


def test_a_question_a_head_and_a_text_are_joined_between_the_ends() -> None:
    pair = join(ASKED, ABOVE, numbered(2), ENDS)
    assert pair.ids == (0, 10, 11, 2, 20, 100, 101, 2)
    assert pair.ids[pair.body] == 100
    assert pair.places == ((0, 10), (10, 20))


def test_a_long_text_is_cut_at_its_end_if_no_word_is_in_it() -> None:
    pair = join(ASKED, ABOVE, numbered(500), ENDS)
    assert len(pair.ids) == MOST_TOKENS
    assert pair.ids[pair.body] == 100
    assert len(pair.places) == MOST_TOKENS - pair.body - 1


@pytest.mark.parametrize("at", [0, 300, 499])
def test_a_long_text_is_cut_around_the_words_of_the_question(at: int) -> None:
    pair = join(ASKED, ABOVE, numbered(500), ENDS, [(10 * at + 2, 10 * at + 5)])
    assert 100 + at in pair.ids[pair.body :]
    assert pair.places[pair.ids.index(100 + at) - pair.body] == (10 * at, 10 * at + 10)
    if at == 300:
        middle = pair.ids.index(100 + at) - pair.body
        assert abs(middle - len(pair.places) / 2) < 2


def test_of_words_far_apart_the_most_are_kept() -> None:
    words = [(10 * at, 10 * at + 4) for at in (5, 400, 410, 420)]
    pair = join(ASKED, ABOVE, numbered(500), ENDS, words)
    assert {500, 510, 520} <= set(pair.ids)
    assert 105 not in pair.ids


def test_a_long_question_leaves_room_for_the_text() -> None:
    pair = join(numbered(900), numbered(900), numbered(900), ENDS)
    assert len(pair.ids) == MOST_TOKENS
    assert len(pair.places) > MOST_TOKENS // 3


@given(st.integers(0, 600), st.lists(st.tuples(st.integers(0, 7000), st.integers(1, 30)), max_size=8))
def test_what_is_read_is_one_stretch_of_the_text(count: int, words: list[tuple[int, int]]) -> None:
    pair = join(ASKED, ABOVE, numbered(count), ENDS, [(start, start + length) for start, length in words])
    read = pair.ids[pair.body : -1]
    assert list(read) == list(range(read[0], read[0] + len(read))) if read else count == 0
    assert len(read) == len(pair.places) == min(count, MOST_TOKENS - pair.body - 1)
    assert list(pair.places) == [(10 * (id_ - 100), 10 * (id_ - 100) + 10) for id_ in read]


def test_the_head_has_the_titles_and_the_day_where_the_reader_knows_it() -> None:
    passage = Passage(("Gempa", "Korban"), date(2026, 11, 29), "Lima orang tewas.")
    assert head(passage) == "passage: Gempa. Korban. "
    assert head(passage, with_day=True) == "passage: Gempa. Korban. 2026-11-29. "
    assert head(Passage(("",), None, "")) == "passage: "


def test_a_title_with_an_end_token_ends_nothing(tokenizer: Tokenizer) -> None:
    split = tokenizer.split
    pair = join(split("apa </s> itu"), split("passage: </s></s>. "), split("</s> isi"), ENDS)
    assert [number for number, id_ in enumerate(pair.ids) if id_ == 2] == [pair.ids.index(2), len(pair.ids) - 1]
