"""Ask questions of tests/data/banjir.txt and of the examples."""

import pytest

from index.library import Library
from index.model.records import SHARED, Answer, Reason, Verdict

HERE = frozenset({SHARED})


def numbers(answer: Answer) -> list[int]:
    return [quote.paragraph.number for quote in answer.quotes]


def test_a_question_finds_another_form_of_its_word(flood: Library) -> None:
    answer = flood.ask("apa yang disepakati?")
    assert (answer.verdict, answer.reason) == (Verdict.FOUND, None)
    assert (
        answer.quotes[0].text == "Wali kota dan warga sepakat membangun tanggul setinggi 2,5 meter di tepi sungai."
    )
    assert [answer.quotes[0].paragraph.text[start:end] for start, end in answer.quotes[0].words] == ["sepakat"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("berapa keluarga yang mengungsi?", 2),
        ("Siapa wali kota?", 4),
        ("berapa tinggi tanggul?", 4),
        ("kapan pertemuan kedua?", 5),
        ("350", 2),
        ("2,5", 3),
        ("BANJIR KELURAHAN", 1),
    ],
)
def test_one_of_the_first_two_quotes_answers(flood: Library, question: str, first: int) -> None:
    answer = flood.ask(question)
    assert answer.verdict is not Verdict.NOT_FOUND
    assert first in numbers(answer)[:2]


def test_the_sentence_that_answers_is_marked(flood: Library) -> None:
    quote = flood.ask("berapa biayanya dalam rupiah?").quotes[0]
    assert quote.sentence_text == "Biayanya 19,5 miliar rupiah."


def test_links_and_advertisements_are_never_quoted(flood: Library) -> None:
    for question in ("surat berharga", "advertisement scroll", "gabung channel whatsapp", "sumber radio"):
        assert all(
            "Baca" not in quote.text and "Channel" not in quote.text for quote in flood.ask(question).quotes
        )
    assert flood.ask("gabung channel WhatsApp?").verdict is Verdict.NOT_FOUND


def test_an_empty_library_says_so(library: Library) -> None:
    answer = library.ask("apa yang disepakati?")
    assert (answer.verdict, answer.reason, answer.quotes) == (Verdict.NOT_FOUND, Reason.EMPTY_LIBRARY, ())


@pytest.mark.parametrize("question", ["apa itu?", "siapa?", "?", "", "   ", "what is it"])
def test_a_question_without_a_word_to_search_for_is_refused(flood: Library, question: str) -> None:
    answer = flood.ask(question)
    assert (answer.verdict, answer.reason) == (Verdict.NOT_FOUND, Reason.NO_WORDS)


def test_an_answer_names_the_words_that_no_paragraph_has(flood: Library) -> None:
    answer = flood.ask("what was forgotten?")
    assert (answer.verdict, answer.reason) == (Verdict.NOT_FOUND, Reason.OTHER_LANGUAGE)
    assert answer.unknown_words == ("forgotten",)


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("will you paint a tanggul?", ("paint",)),  # not "you", which no paragraph has either
        ("will you?", ("you",)),
    ],
)
def test_stop_words_are_unknown_words_only_of_a_question_without_others(
    flood: Library, question: str, unknown: tuple[str, ...]
) -> None:
    assert flood.ask(question).unknown_words == unknown


def test_a_common_word_alone_is_no_answer(flood: Library) -> None:
    answer = flood.ask("harga minyak goreng pekan ini?")
    assert answer.verdict is Verdict.NOT_FOUND
    assert answer.unknown_words == ("harga", "minyak", "goreng")


def test_a_small_share_of_the_question_is_no_answer(examples: Library) -> None:
    answer = examples.ask("berapa gaji presiden bank sentral Zimbabwe menurut undang-undang korupsi?")
    assert (answer.verdict, answer.reason, answer.quotes) == (Verdict.NOT_FOUND, Reason.LOW_COVERAGE, ())
    assert "Zimbabwe" in answer.unknown_words


def test_half_of_the_question_is_a_weak_answer(flood: Library) -> None:
    answer = flood.ask("siapa membangun jembatan dan tanggul?")
    assert (answer.verdict, answer.reason) == (Verdict.WEAK, Reason.LOW_COVERAGE)
    assert answer.unknown_words == ("jembatan",)
    assert answer.quotes


def test_a_match_report_accounts_for_each_word_of_the_question(flood: Library) -> None:
    for quote in flood.ask("berapa keluarga mengungsi karena gempa?").quotes:
        report = quote.match_report
        matched = {match.text for match in (*report.matched, *report.in_title)}
        assert matched | {match.text for match in report.missing} == {"keluarga", "mengungsi", "karena", "gempa"}
        assert 0 < report.coverage < 1


def test_scores_fall_and_the_same_question_gives_the_same_answer(examples: Library) -> None:
    first, second = examples.ask("Rusia Ukraina koridor"), examples.ask("Rusia Ukraina koridor")
    assert first.quotes == second.quotes
    scores = [quote.score for quote in first.quotes]
    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("question", "address", "says"),
    [
        ("what was agreed?", "world/humanitarian-corridors-brest", "agreed"),
        ("Apa singkatan nama Whoosh?", "transportasi/kereta-cepat-whoosh", "Waktu Hemat"),
        ("Почему разбилась «Луна-25»?", "nauka/luna-25", "разбил"),
        ("кто получил премию мира?", "mir/nobel-mira-2022", "Мемориал"),
        ("Who scored for France, Mbappe?", "sport/world-cup-final-2022", "Mbappé"),
        ("kapan Greysia dan Apriyani merebut emas?", "olahraga/medali-emas-greysia-apriyani", "2/8/2021"),
    ],
)
def test_questions_in_each_language_of_a_mixed_library(
    examples: Library, question: str, address: str, says: str
) -> None:
    answer = examples.ask(question)
    assert answer.verdict is Verdict.FOUND
    assert answer.quotes[0].article.url == f"https://kabar.example/{address}"
    assert any(says in quote.text for quote in answer.quotes[:3])


def test_an_article_is_found_from_when_it_is_added_until_it_is_removed(flood: Library) -> None:
    assert flood.ask("gempa").verdict is Verdict.NOT_FOUND
    list(flood.add_bytes(b"Gempa mengguncang kota lain.", "gempa.txt", SHARED))
    (quote,) = flood.ask("gempa").quotes
    flood.remove(quote.article.id)
    assert flood.ask("gempa").verdict is Verdict.NOT_FOUND


def test_a_chat_searches_only_the_shared_library_and_its_own(flood: Library) -> None:
    list(flood.add_bytes(b"Gempa mengguncang kota lain.", "gempa.txt", "chat:1"))
    assert flood.ask("gempa", frozenset({SHARED, "chat:1"})).verdict is Verdict.FOUND
    elsewhere = flood.ask("gempa", frozenset({SHARED, "chat:2"}))
    assert (elsewhere.verdict, elsewhere.unknown_words) == (Verdict.NOT_FOUND, ("gempa",))


def test_a_very_long_question_is_cut_and_answered(flood: Library) -> None:
    answer = flood.ask("sungai tanggul " + "\x00\ud800" + "a" * 100_000)
    assert answer.question == "sungai tanggul"
    assert answer.verdict is Verdict.FOUND
    assert len(flood.ask("a" * 100_000).question) == 1000


def test_a_line_of_a_hundred_thousand_words_is_marked_in_pieces(library: Library) -> None:
    list(library.add_bytes(("Rusia dan Ukraina sepakat. " * 25_000).encode(), "long.txt", SHARED))
    quote = library.ask("Rusia").quotes[0]
    assert len(quote.paragraph.text) <= 4_000
    assert len(quote.words) == quote.paragraph.text.count("Rusia")
    assert sum(piece.is_word for piece in quote.pieces()) == len(quote.words)


def test_a_question_of_stop_words_alone_gets_a_weak_answer(flood: Library) -> None:
    answer = flood.ask("sejak sebelum?")
    assert answer.verdict is Verdict.WEAK
    assert answer.quotes[0].match_report.coverage > 0.3
