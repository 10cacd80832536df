import pytest

from index.query.answer_type import AskedKind, Kind, asked_for, has


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("Siapa yang memimpin rapat?", "id", Kind.NAME),
        ("Berapa warga yang tewas?", "id", Kind.NUMBER),
        ("Tahun berapa ia lahir?", "id", Kind.TIME),
        ("Apa yang disepakati?", "id", None),
        ("How many people died?", "en", Kind.NUMBER),
        ("What year was it?", "en", Kind.TIME),
        ("Whoever said so?", "en", None),
        ("Кто главный переговорщик?", "ru", Kind.NAME),
        ("当时有多少人？", "zh", Kind.NUMBER),
        ("谁是总统", "zh", Kind.NAME),
        ("언제 태어났나요?", "ko", Kind.TIME),
    ],
)
def test_a_question_tells_what_kind_of_answer_it_wants(question: str, language: str, kind: Kind | None) -> None:
    asked = asked_for(question, [language])
    assert (asked.kind if asked else None) is kind


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("Rapat dipimpin Budi Santoso kemarin.", Kind.NAME, True),
        ("Rapat dipimpin ketua desa kemarin.", Kind.NAME, False),
        ("Joko Widodo hadir.", Kind.NAME, True),
        ("Menurut Rusia, rapat batal.", Kind.NAME, False),
        ("Korban 27 orang.", Kind.NUMBER, True),
        ("Rapat pada 3 Maret 2022.", Kind.NUMBER, False),
        ("Rapat pada 3 Maret 2022.", Kind.TIME, True),
        ("Rapat pada Selasa.", Kind.TIME, True),
        ("Dibangun tahun 1884.", Kind.TIME, True),
        ("Korban 27 orang.", Kind.TIME, False),
    ],
)
def test_a_sentence_has_an_answer_or_not(sentence: str, kind: Kind, expected: bool) -> None:
    assert has(sentence, AskedKind(kind, frozenset({"rusia"})), "id") is expected


def test_what_the_question_says_itself_is_no_answer() -> None:
    assert not has("Boeing 737 jatuh.", AskedKind(Kind.NUMBER, frozenset({"737"})), "id")
