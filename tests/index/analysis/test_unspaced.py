from collections.abc import Iterator, Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.analysis import words
from index.answering import highlight
from index.model.records import Span
from index.query.words import question_words

SCRIPTS = "市长居民ひらカー々시장주민กาเลืต้ລາວខ្មែរမြန်မာ 2a,"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市长同意。", "市长 长同 同意"),
        ("王", "王"),
        ("東京タワーへ", "東京 京タ タワ ワー ーへ"),
        ("2022年3月KBS堤坝", "2022 年 3 月 kbs 堤坝"),
        ("시장은 KBS는 2022년", "시장 장은 kbs 는 2022 년"),
        ("ｶﾞｽ", "ガス"),
        ("ทำ ที่นี่", "ทํา ที่นี่"),
        ("二〇二二", "二〇 〇二 二二"),
    ],
)
@pytest.mark.parametrize("code", ["zh", "ja", "ko", "th", "id", "und"])
def test_text_without_spaces_is_searched_in_pairs_whatever_the_language(
    text: str, expected: str, code: str
) -> None:
    assert analysis.terms(text, code) == expected.split()


@pytest.mark.parametrize(
    ("question", "code", "expected"),
    [
        ("谁同意修建？", "zh", ["同意", "意修", "修建"]),
        ("市长什么时候同意", "zh", ["市长", "时候", "候同", "同意"]),
        ("首都はどこですか", "ja", ["首都"]),
        ("시장은 무엇에 합의", "ko", ["시장", "합의"]),
        ("수도는 어디인가요?", "ko", ["수도"]),
        ("Siapa 普京?", "id", ["普京"]),
        ("谁", "zh", []),
        ("누구", "ko", []),
    ],
)
def test_a_question_is_searched_in_pairs_without_its_question_words(
    question: str, code: str, expected: Sequence[str]
) -> None:
    assert [word.text for word in question_words(question, [code])] == list(expected)


def test_pairs_that_match_are_marked_as_one_word() -> None:
    text = "昨天，市长同意了。居民高兴。"
    weights = {term: 1.0 for word in question_words("谁是同意的市长", ["zh"]) for term in word.terms}
    marks = highlight.mark(text, "zh", weights)
    assert [text[span.start : span.end] for span in marks.words] == ["市长同意"]
    assert text[marks.sentence.start : marks.sentence.end] == "昨天，市长同意了。"


@given(st.text(alphabet=SCRIPTS), st.sampled_from(["zh", "ko", "und"]))
def test_marks_never_overlap(text: str, code: str) -> None:
    marks = highlight.mark(text, code, dict.fromkeys(analysis.terms(text, code), 1.0))
    for before, after in zip(marks.words, marks.words[1:], strict=False):
        assert before.end < after.start


@given(st.text(alphabet=SCRIPTS))
def test_each_pair_is_a_word_of_its_own(text: str) -> None:
    for word in words.split_words(text):
        assert words.split_words(word) == [word]


@given(
    st.lists(st.sampled_from([*SCRIPTS, "。", "U.S.", ".A", "3.5 ", "ทำ", "นํ้า", "่", "々", "〇", "ｶﾞ", "\u0301"])),
    st.sampled_from(["zh", "ja", "th", "id", "und"]),
    st.randoms(use_true_random=False),
)
def test_terms_are_placed_alike_between_usual_runs_and_word_by_word(
    parts: list[str], code: str, random: Random
) -> None:
    text = "".join(parts)
    terms = analysis.terms(text, code)
    wanted = frozenset([*random.sample(terms, len(terms) // 3), text[:1].strip() or "王"])
    memo, at = analysis.memo_of(code), analysis.Term("", Span(7, 7), 3)
    usual, word_by_word = list[analysis.Term](), list[analysis.Term]()
    assert analysis._place(text, memo, wanted, at, usual) == analysis.place_words(
        text, memo, wanted, at, word_by_word
    )
    assert usual == word_by_word


def test_usual_text_is_not_divided_to_find_the_few_terms_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "市长昨天、同意修建堤坝。"
    wanted = frozenset(analysis.terms(text, "zh")[2:5])
    searched: list[str] = []

    def recorded(piece: str) -> Iterator[tuple[int, str, bool]]:
        searched.append(piece)
        return iter(())

    monkeypatch.setattr(words, "find_undivided", recorded)
    assert len(analysis.occurrences(text * 50, "zh", wanted).terms) == 150
    assert all(len(piece) == 1 for piece in searched)  # a mark, which is remembered
