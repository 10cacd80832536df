"""The codes of a text without spaces find the same words as its analysis does."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.evaluation.calibration.reading import read_reading_sets
from index.evaluation.sets import read_set
from index.text.term_codes import Wanted, find, occurrences, terms_with_codes

DATA = Path(__file__).parents[4] / "shared" / "data"
LETTERS = "市长居民王ひらカーー々시장주민은กาเลทยน"
OTHERS = [
    "。", "、", " ", " ", "\n", "，", "KBS", "U.S.", ".A", "3.5 ", "2022", "年", "2022年3月3日", "3/3/2022",
    "é", "İ", "〇", "ｶﾞ", "ｶ", "\u0301", "か\u3099", "\ufe00", "\u200d", "ที่", "น้ำ", "ทำ", "ทํา", "กุ่", "\u0e48",
    "ๆ", "฿", "๕", "\u1112\u1161", "豈", "𠀀", "ゝ", "・", "株式", "AS", "5G", "iPhone", "İstanbul’da",
    "ລາ", "ខ្មែ", "ㅋ", "Ａ１", "x" * 50,
]  # fmt: skip
pieces = st.sampled_from([*LETTERS, *LETTERS, *OTHERS]) | st.text(LETTERS, min_size=2, max_size=12)
texts = st.lists(pieces, min_size=1, max_size=30).map("".join) | st.text(LETTERS + " 。", min_size=20)
# In the scripts that are read by codes, so that many of the texts have some.
regular = st.lists(
    st.sampled_from(
        ["市长", "居民王", "カー", "시장", "주민은", "ที่นี่", "น้ำทำ", "กก", "。", " ", "KBS", "2022年", "3/3/2022"]
    ),
    min_size=5,
).map("".join)


@given(
    text=texts | regular,
    code=st.sampled_from(["zh", "ja", "ko", "th", "id", "en", "tr", "vi", "und"]),
    chosen=st.randoms(use_true_random=False),
)
def test_codes_find_what_an_analysis_finds(text: str, code: str, chosen: Random) -> None:
    terms, codes = terms_with_codes(text, code)
    assert terms == analysis.terms(text, code)
    share, single = chosen.choice([0, 0.1, 0.4]), chosen.sample(LETTERS, chosen.choice([0, 0, 1, 3]))
    assert_found(
        codes, text, code, {term for term in terms if chosen.random() < share} | {*single, "城市", "gempa"}
    )


def assert_found(codes: bytes, text: str, code: str, terms: set[str]) -> None:
    wanted, expected = Wanted.of(terms), analysis.occurrences(text, code, terms)
    found = find(codes, text, code, wanted)
    assert found in (None, (expected.length, [(term.position, term.text) for term in expected.terms]))
    assert occurrences(codes, text, code, wanted) in (None, expected.terms)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tydiqa-ko-ko", "xquad-zh", "jaquad-ja", "iapp-th"])
def test_codes_of_real_paragraphs_find_what_an_analysis_finds(name: str) -> None:
    paragraphs = real_paragraphs(name)
    chosen, coded, size = Random(7), 0, 0  # noqa: S311 - it keeps no secret
    for text in paragraphs:
        terms, codes = terms_with_codes(text, name[-2:])
        assert terms == analysis.terms(text, name[-2:])
        assert_found(codes, text, name[-2:], set(chosen.sample(terms, min(15, len(terms)))))
        coded += bool(codes)
        size += len(codes)
    assert coded > 0.97 * len(paragraphs)
    assert size < sum(len(text.encode()) for text in paragraphs) / 8


def real_paragraphs(name: str) -> list[str]:
    folder, _, code = name.rpartition("-")
    if (DATA / folder).is_dir():
        return [one.text for one in read_set(DATA / folder).paragraphs if one.language == code]
    if not (DATA / "train" / "reader.jsonl.gz").is_file():
        pytest.skip("there are no judged sets beside the checkout")
    (found,) = [one for one in read_reading_sets(DATA / "train" / "reader.jsonl.gz") if one.name == name]
    return [one.text for one in found.paragraphs]


@pytest.mark.parametrize(
    ("text", "code", "wanted", "expected"),
    [
        ("昨天,市长同意。", "zh", "同意", [("同意", 3)]),
        ("2022年3月 KBS는 시장 주민은", "ko", "시장", [("시장", 6)]),
        ("KBS는 시장", "ko", "kbs", [("KBS", 0)]),
        ("ทำที่นี่ ทำที่", "th", "ทําที่", [("ทำที่", 0), ("ทำที่", 2)]),
        ("3/3/2022 市长", "zh", "20220303", [("3/3/2022", 0)]),
        ("王 市长同意", "zh", "王", [("王", 0)]),
        ("市长,2022年3月。去年,同意", "zh", "年", [("年", 2), ("年", 5)]),
    ],
)
def test_terms_found_by_codes_have_their_places(
    text: str, code: str, wanted: str, expected: list[tuple[str, int]]
) -> None:
    text += " …" * 20  # a short text has no codes
    _, codes = terms_with_codes(text, code)
    placed = occurrences(codes, text, code, Wanted.of({wanted}))
    assert placed is not None
    assert [(text[term.span.start : term.span.end], term.position) for term in placed] == expected


def test_a_text_with_codes_is_not_analysed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "市长昨天、同意修建堤坝。" * 20
    _, codes = terms_with_codes(text, "zh")
    monkeypatch.delattr(analysis, "occurrences")
    monkeypatch.delattr(analysis, "memo_of")
    found = find(codes, text, "zh", Wanted.of({"同意", "城市"}))
    assert found is not None
    assert len(found[1]) == 20


@pytest.mark.parametrize(
    "text",
    [
        "㐀㐁" * 20,
        "〇二〇二" * 20,
        "นํา" * 20,
        "ก\u0e48\u0e38" * 20,
        "漢กข" * 20,
        "市长" * 9000,
        "A word of 市长 among many others",
    ],
)
def test_what_only_the_text_can_say_has_no_codes(text: str) -> None:
    assert terms_with_codes(text, "zh")[1] == b""


@pytest.mark.parametrize("text", ["长" * 40, "KBS 시장 3/3/2022", ""])
def test_the_codes_of_another_text_are_ignored(text: str) -> None:
    _, codes = terms_with_codes("市长，" * 14, "zh")
    assert codes
    assert find(codes, text, "zh", Wanted.of({"市长"})) is None


@given(st.binary(max_size=30).map(b"\xff\xff".__add__), st.sampled_from(["市长", "市长KBS", "3/3/2022 시장"]))
def test_damaged_codes_raise_nothing(codes: bytes, text: str) -> None:
    find(codes, text, "zh", Wanted.of({"市长", "시장", "kbs", "20220303", "王"}))
