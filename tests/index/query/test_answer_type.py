import pytest

from index.query.answer_type import AnswerType, ExpectedAnswer, expected_answer, has_answer


@pytest.mark.parametrize(
    ("question", "language", "type_"),
    [
        ("Siapa yang memimpin rapat?", "id", AnswerType.NAME),
        ("Berapa warga yang tewas?", "id", AnswerType.NUMBER),
        ("Tahun berapa ia lahir?", "id", AnswerType.TIME),
        ("Apa yang disepakati?", "id", None),
        ("How many people died?", "en", AnswerType.NUMBER),
        ("What year was it?", "en", AnswerType.TIME),
        ("Whoever said so?", "en", None),
        ("Кто главный переговорщик?", "ru", AnswerType.NAME),
        ("当时有多少人？", "zh", AnswerType.NUMBER),
        ("谁是总统", "zh", AnswerType.NAME),
        ("언제 태어났나요?", "ko", AnswerType.TIME),
    ],
)
def test_a_question_expects_a_type_of_answer(question: str, language: str, type_: AnswerType | None) -> None:
    expected = expected_answer(question, [language])
    assert (expected.type if expected else None) is type_


@pytest.mark.parametrize(
    ("sentence", "type_", "expected"),
    [
        ("Rapat dipimpin Budi Santoso kemarin.", AnswerType.NAME, True),
        ("Rapat dipimpin ketua desa kemarin.", AnswerType.NAME, False),
        ("Joko Widodo hadir.", AnswerType.NAME, True),
        ("Menurut Rusia, rapat batal.", AnswerType.NAME, False),
        ("Korban 27 orang.", AnswerType.NUMBER, True),
        ("Rapat pada 3 Maret 2022.", AnswerType.NUMBER, False),
        ("Rapat pada 3 Maret 2022.", AnswerType.TIME, True),
        ("Rapat pada Selasa.", AnswerType.TIME, True),
        ("Dibangun tahun 1884.", AnswerType.TIME, True),
        ("Korban 27 orang.", AnswerType.TIME, False),
    ],
)
def test_a_sentence_has_an_answer_of_the_expected_type_or_none(
    sentence: str, type_: AnswerType, expected: bool
) -> None:
    assert has_answer(sentence, ExpectedAnswer(type_, frozenset({"rusia"})), "id") is expected


def test_a_number_from_the_question_itself_is_no_answer() -> None:
    assert not has_answer("Boeing 737 jatuh.", ExpectedAnswer(AnswerType.NUMBER, frozenset({"737"})), "id")


@pytest.mark.parametrize(
    ("question", "language", "text", "is_defined"),
    [
        ("apa itu jarak pagar?", "id", "Jarak pagar adalah tanaman perdu penghasil minyak.", True),
        ("apa itu jarak pagar?", "id", "Petani menanam jarak pagar di Lumbir.", False),
        ("apa itu jarak pagar?", "id", "Hal itu adalah kabar baik bagi petani.", False),
        ("apa itu KRC?", "id", "Kebun Raya Cibodas (KRC) dibuka lagi.", True),
        ("kepanjangan KRC", "id", "Kebun Raya Cibodas disingkat KRC.", True),
        ("apa itu KRC?", "id", "Kepala KRC (52) hadir.", False),
        ("apa itu KRC?", "id", "Kebun Raya Bogor (KRB) dibuka lagi.", False),
        ("apa itu stunting?", "id", "Tugas kader adalah mencegah stunting.", False),
        ("apa itu stunting?", "id", "Tujuannya adalah gizi. Stunting adalah gagal tumbuh.", True),
        ("pengertian stunting", "id", "Stunting merupakan gangguan tumbuh pada anak.", True),
        ("what is a weir?", "en", "A weir is a low wall across a river.", True),
        ("what is a weir?", "en", "The weir broke on Monday.", False),
        ("was ist ein Wehr?", "de", "Ein Wehr ist ein niedriger Damm.", True),
        ("что такое плотина?", "ru", "Плотина — это стена поперёк реки.", True),
    ],
)
def test_a_definition_stands_behind_the_word_that_is_asked_for(
    question: str, language: str, text: str, is_defined: bool
) -> None:
    expected = expected_answer(question, [language])
    assert expected is not None
    assert expected.type is AnswerType.DEFINITION
    assert has_answer(text, expected, language) is is_defined
