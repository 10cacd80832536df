"""The words that are chosen of a quote: by a reading, or by words alone."""

from hypothesis import given
from hypothesis import strategies as st

from index.answering.answer_words.choosing import INPUTS, Basis, Choice, choose
from index.answering.quoting import with_answer
from index.model.features import Features, MatchReport, Pointed, Reading
from index.model.lazy.late import Late
from index.model.records import Article, Paragraph, Quote, Span
from index.query.parsing import parse
from index.text.sentences import split_sentences

TEXT = "Banjir surut pada Senin. Sebanyak 3.000 orang tidur di tenda milik Badan Pangan. Bantuan 5 truk datang."
ASKED = "Berapa orang tidur di tenda?"


def quote(text: str, reading: Reading | None, language: str = "id") -> Quote:
    sentences = split_sentences(text, language)
    start = text.find("orang")
    words = (Span(start, start + 5),) if start >= 0 else ()
    sentence = next((one for one in sentences if one.start <= start < one.end), sentences[0])
    article = Article(id=1, library="shared", paragraph_count=1, title="T", language=language)
    report = MatchReport((), (), (), 1.0, Features(), reading=reading)
    return Quote(
        article,
        Paragraph(1, 1, 1, text),
        Span(0, len(text)),
        Late.known((sentence, words)),
        1.0,
        report,
    )


def chosen(question: str, reading: Reading | None = None) -> Choice | None:
    return choose(parse(question, ("id",), None), quote(TEXT, reading), 0.9)


def text_of(choice: Choice | None) -> str | None:
    return TEXT[slice(*choice.words)] if choice else None


def pointed(*parts: tuple[str, float]) -> Reading:
    likely = tuple(
        Pointed(start := TEXT.index(part), start + len(part), probability) for part, probability in parts
    )
    return Reading(2.0, (likely[0].start, likely[0].end), likely[0].probability, likely)


def test_the_only_words_of_a_kind_in_the_marked_sentence_are_chosen_without_a_reading() -> None:
    choice = chosen(ASKED)
    assert text_of(choice) == "3.000 orang"
    assert choice
    assert choice.basis is Basis.WORDS
    assert chosen("Kapan orang tidur di tenda?") is None  # its sentence has no time
    assert chosen("Apa yang orang tiduri di tenda?") is None  # what is no kind, only a reading knows
    assert chosen("Kenapa orang tidur di tenda?") is None


def test_what_a_reading_points_at_is_widened_to_what_is_asked_for() -> None:
    choice = chosen(ASKED, pointed(("3.000", 0.5), ("000 orang", 0.3), ("5", 0.1)))
    assert text_of(choice) == "3.000 orang"
    assert choice
    assert choice.basis is Basis.READER
    assert choice.inputs["alone"] == choice.inputs["in_sentence"] == choice.inputs["together"] == 1.0


def test_of_several_the_one_that_is_pointed_at_is_chosen() -> None:
    assert text_of(chosen("Berapa bantuan?", pointed(("5", 0.6), ("3.000", 0.2)))) == "5 truk"


def test_what_is_of_another_kind_is_chosen_where_nothing_else_is_pointed_at() -> None:
    assert text_of(chosen("Berapa luasnya?", pointed(("tenda milik", 0.6)))) == "tenda milik"


def test_words_of_the_question_are_never_chosen() -> None:
    assert chosen("Apa itu Badan Pangan tenda?", pointed(("Badan Pangan", 0.9))) is None
    assert chosen("Milik apa tenda Badan Pangan?", pointed(("Badan Pangan", 0.9))) is None


def test_a_reranker_that_knows_only_the_best_range_is_enough() -> None:
    start = TEXT.index("3.000")
    assert text_of(chosen(ASKED, Reading(2.0, (start, start + 5), 0.9))) == "3.000 orang"


QUESTIONS = st.sampled_from([ASKED, "Apa ini?", "Siapa?", "Kapan?", "Where?"])
RANGES = st.lists(st.tuples(st.integers(0, 150), st.integers(1, 40), st.floats(0.0, 1.0)), max_size=5)


@given(
    st.text(min_size=1, max_size=150), RANGES, st.sampled_from([ASKED, "Apa ini?", "Siapa?", "Kapan?", "Where?"])
)
def test_chosen_words_are_cut_from_the_paragraph_and_its_marked_sentence(
    text: str, ranges: list[tuple[int, int, float]], question: str
) -> None:
    likely = tuple(
        Pointed(start % len(text), min(len(text), start % len(text) + length), probability)
        for start, length, probability in ranges
    )
    best = (likely[0].start, likely[0].end) if likely else None
    asked = quote(text, Reading(1.0, best, 0.5, likely))
    choice = choose(parse(question, ("id", "en"), None), asked, 0.5)
    if choice is None:
        return
    assert set(choice.inputs) == set(INPUTS[choice.basis])
    answered = with_answer(asked, choice.words)
    assert 0 <= choice.words.start < choice.words.end <= len(text)
    assert answered.sentence.start <= choice.words.start < choice.words.end <= answered.sentence.end
    assert answered.text == text
    assert "".join(piece.text for piece in answered.pieces() if piece.in_answer) == text[slice(*choice.words)]


def test_a_number_of_something_else_is_not_chosen_though_a_reading_points_at_it() -> None:
    text = "Utusan datang dengan tiga tuntutan soal orang yang terjebak."
    start = text.index("tiga")
    reading = Reading(2.0, (start, start + 4), 0.9, (Pointed(start, start + 4, 0.9),))
    assert choose(parse("Berapa orang terjebak?", ("id",), None), quote(text, reading), 0.9) is None
    assert choose(parse("Berapa tuntutan utusan?", ("id",), None), quote(text, reading), 0.9)
