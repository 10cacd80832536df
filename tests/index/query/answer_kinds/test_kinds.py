"""Numbers, times and names in texts, and which of them a question asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model.records import Span
from index.query.answer_kinds.kinds import AnswerKind, asked_kind, candidates
from index.query.answer_kinds.whole_words import whole_words
from index.query.parsing import parse

LANGUAGES = ("id", "en", "no", "zh", "")


def found(text: str, kind: AnswerKind, language: str, said: str = "") -> list[str]:
    spans = candidates(text, kind, language, frozenset(said.split())).fitting
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Siapa dirut MRT?", "name"),
        ("Pada tahun berapakah ia lahir?", "time"),
        ("tanggal berapa pemilu?", "time"),
        ("Pada abad berapakah candi itu dibangun?", "time"),
        ("Berapakah harga beras?", "number"),
        ("How old was he when he died?", "number"),
        ("Who was president when the wall fell?", "name"),
        ("Di manakah banjir terjadi?", "place"),
        ("Apa yang disepakati?", "other"),
        ("Kenapa tanggul jebol?", None),
        ("Apa itu tanggul?", None),
    ],
)
def test_a_question_asks_for_a_kind(question: str, kind: str | None) -> None:
    asked = asked_kind(parse(question, ("id", "en"), None))
    assert (asked.value if asked else None) == kind


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("Kereta melaju 350 kilometer per jam.", "id", ["350 kilometer per jam"]),
        ("Anggarannya Rp 4,8 triliun untuk 2026.", "id", ["Rp 4,8 triliun"]),
        ("About 10% of 1,160,000 square miles", "en", ["10%", "1,160,000 square miles"]),
        ("mellom 12 til 14 milliarder kroner", "no", ["12 til 14 milliarder kroner"]),
        ("Pada 2010 hutan terbakar, 17 orang tewas.", "id", ["17 orang"]),
        ("Sekitar dua kilometer ada di desa.", "id", ["dua kilometer"]),
        ("Skornya 3-1.", "id", ["3-1"]),
        ("Lebih dari satu juta orang pergi.", "id", ["satu juta orang"]),
        ("More than one million people left a city.", "en", ["one million people"]),
        ("Biayanya US$24 juta.", "id", ["US$24 juta"]),
        ("Ia lahir 4 Mei 1928[1] pukul 14.30.", "id", []),
        ("Selasa (18/10) di Jakarta", "id", []),
    ],
)
def test_a_number_has_its_unit_and_is_no_time(text: str, language: str, numbers: list[str]) -> None:
    assert found(text, AnswerKind.NUMBER, language) == numbers


@pytest.mark.parametrize(
    ("text", "language", "times"),
    [
        ("Whoosh diresmikan Senin (2/10/2023).", "id", ["Senin (2/10/2023)"]),
        ("Ia lahir 4 Mei 1928 di desa.", "id", ["4 Mei 1928"]),
        ("from January 24 through January 26, 2017, on BET", "en", ["January 24 through January 26, 2017"]),
        ("October 1, 1908, to May 26, 1927", "en", ["October 1, 1908", "May 26, 1927"]),
        ("14. mai døde han, siden juni 2018 syk.", "no", ["14. mai", "juni 2018"]),
        ("Sultan Iskandar Thani (1637-1641)", "id", ["1637-1641"]),
        ("dibangun pada abad ke-20", "id", ["abad ke-20"]),
        ("Pukul 14.30 WIB, 1500 orang datang.", "id", ["Pukul 14.30 WIB"]),
        ("It may march on.", "en", []),
    ],
)
def test_a_time_is_found_as_a_whole(text: str, language: str, times: list[str]) -> None:
    assert found(text, AnswerKind.TIME, language) == times


def test_a_name_is_cut_where_the_question_says_it() -> None:
    text = "Hal itu dikatakan Kepala Bandara Kasim Sutrisno di Pekanbaru."
    said = "siapa kepala bandara kasim"
    assert found(text, AnswerKind.NAME, "id", said) == ["Sutrisno", "Pekanbaru"]
    assert found("Costa Rican President José María Figueres.", AnswerKind.NAME, "en", "costa rican president") == [
        "José María Figueres"
    ]


def test_what_the_question_says_itself_is_no_answer() -> None:
    assert found("Banjir 2005 menewaskan 17 orang pada 2007.", AnswerKind.TIME, "id", "2005 banjir") == ["2007"]
    assert found("Ada 17 orang.", AnswerKind.NUMBER, "id", "17 orang") == []


@given(st.text(max_size=200), st.sampled_from(list(AnswerKind)), st.sampled_from(LANGUAGES))
def test_every_candidate_is_a_part_of_the_text(text: str, kind: AnswerKind, language: str) -> None:
    for span in candidates(text, kind, language, frozenset({"a", "di"})).fitting:
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("text", ["1 " * 20000, "1," * 20000, "A " * 20000, "3/3/" * 10000, "satu " * 8000])
def test_long_texts_of_one_kind_are_looked_through(text: str) -> None:
    for kind in AnswerKind:
        candidates(text, kind, "id", frozenset())


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_whole_words_are_a_part_of_the_text(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    span = Span(start, min(len(text), start + length))
    if words := whole_words(text, span):
        assert 0 <= words.start < words.end <= len(text)


def test_a_range_of_tokens_becomes_one_of_words() -> None:
    text = "Kata Sutrisno (54), di Bandara (Soekarno-Hatta)."

    def words(part: str) -> str | None:
        start = text.index(part)
        made = whole_words(text, Span(start, start + len(part)))
        return text[made.start : made.end] if made else None

    assert words("risno (54),") == "Sutrisno (54)"
    assert words("andara (Soekarno-Hat") == "Bandara (Soekarno-Hatta)"
    assert words("), ") is None


@pytest.mark.parametrize(
    ("question", "text", "language", "numbers"),
    [
        ("berapa orang hilang", "Tiga desa terendam, 12 warga hilang.", "id", ["12 warga"]),
        ("how many people live there", "The island has two ports and 4,000 residents.", "en", ["4,000 residents"]),
        ("berapa orang mengungsi", "They came with three demands.", "en", []),
        ("berapa orang mengungsi", "Lebih dari dua juta mengungsi.", "id", ["dua juta mengungsi"]),
        ("berapa kapal yang tiba", "Dalam 3 jam tiba 14 kapal.", "id", ["14 kapal"]),
        ("how many goals did she score", "She scored seven in 12 matches.", "en", ["seven", "12 matches"]),
        ("berapa harga beras", "Harganya Rp 17.400 di 3 pasar.", "id", ["Rp 17.400", "3 pasar"]),
    ],
)
def test_a_number_counts_what_the_question_counts(
    question: str, text: str, language: str, numbers: list[str]
) -> None:
    spans = candidates(text, AnswerKind.NUMBER, language, frozenset(), question).fitting
    assert [text[span.start : span.end] for span in spans] == numbers
