"""An answer that is shown again says what has changed in its quotes."""

from sqlalchemy import update

from index.library import Library
from index.model.clock import day_of, utc_now
from index.model.records import SHARED, Answer
from index.store.schema import versions
from tests.index.versions.conftest import FLOOD, Change

HERE = frozenset({SHARED})
WHO = "berapa warga mengungsi?"


def again(library: Library, answer_id: str) -> Answer:
    answer = library.answers.load(answer_id, "chat:1", HERE)
    assert answer is not None
    return answer


def kept(library: Library, question: str = WHO) -> str:
    return library.answers.save(library.ask(question), "chat:1", "user:1")


def test_a_changed_sentence_is_shown_as_it_was_with_the_day(library: Library, change: Change) -> None:
    change(*FLOOD)
    answer_id = kept(library)
    change(FLOOD[0], FLOOD[1].replace("120", "180"), FLOOD[2])
    quote = again(library, answer_id).quotes[0]
    assert quote.sentence_text == "Sebanyak 120 warga mengungsi ke sekolah."
    assert quote.change is not None
    assert not quote.change.keeps_sentence
    assert quote.change.day == day_of(utc_now())
    assert quote.change.present == FLOOD[1].replace("120", "180")
    changed = library.change(quote)
    assert changed.checked is not None
    assert len(changed.checked.sentences[0].changes) == 1


def test_a_change_elsewhere_leaves_a_quote_as_it_is(library: Library, change: Change) -> None:
    change(*FLOOD)
    answer = library.ask(WHO)
    answer_id = library.answers.save(answer, "chat:1")
    change("Hujan turun sepanjang hari Minggu di kota itu.", *FLOOD)
    quote = again(library, answer_id).quotes[0]
    assert quote.change is None
    assert (quote.paragraph.id, quote.paragraph.number) == (answer.quotes[0].paragraph.id, 3)
    assert [one.number for one in library.context(quote)] == [2, 3, 4]


def test_a_change_around_the_sentence_says_that_the_sentence_stays(library: Library, change: Change) -> None:
    change(*FLOOD)
    answer_id = kept(library)
    change(FLOOD[0], FLOOD[1].replace("dari provinsi", "dari pusat dan 4 kota"), FLOOD[2])
    quote = again(library, answer_id).quotes[0]
    assert quote.change is not None
    assert quote.change.keeps_sentence


def test_a_corrected_slip_is_quoted_as_it_is_now(library: Library, change: Change) -> None:
    change(FLOOD[0], FLOOD[1].replace("mengungsi", "mengunsi"), FLOOD[2])
    answer_id = kept(library, "berapa warga?")
    change(*FLOOD)
    quote = again(library, answer_id).quotes[0]
    assert quote.change is None
    assert quote.sentence_text == "Sebanyak 120 warga mengungsi ke sekolah."
    assert quote.text == FLOOD[1]


def test_a_removed_paragraph_says_so(library: Library, change: Change) -> None:
    change(*FLOOD)
    answer_id = kept(library)
    change(FLOOD[0], FLOOD[2])
    quote = again(library, answer_id).quotes[0]
    assert quote.change is not None
    assert quote.change.present is None
    assert library.change(quote).after is None


def test_what_is_changed_back_was_not_changed(library: Library, change: Change) -> None:
    change(*FLOOD)
    answer_id = kept(library)
    change(FLOOD[0], FLOOD[1].replace("120", "180"), FLOOD[2])
    change(*FLOOD)
    assert again(library, answer_id).quotes[0].change is None


def test_the_day_is_that_of_the_change_of_the_sentence(library: Library, change: Change) -> None:
    change(*FLOOD)
    answer_id = kept(library)
    change(*FLOOD[:2], "Air tidak surut pada malam hari.")
    with library.answers._database.writing() as connection:
        then = utc_now().replace(year=utc_now().year - 1, month=12, day=3)
        connection.execute(update(versions).values(replaced_at=then))
    change(FLOOD[0], FLOOD[1].replace("120", "180"), "Air tidak surut pada malam hari.")
    quote = again(library, answer_id).quotes[0]
    assert quote.change is not None
    assert quote.change.day == day_of(utc_now())


def test_an_answer_in_memory_is_brought_up_to_date(library: Library, change: Change) -> None:
    number = change(*FLOOD)
    answer = library.ask(WHO)
    assert library.as_now(answer) == answer
    change(FLOOD[0], FLOOD[1].replace("120", "180"), FLOOD[2])
    changed = library.as_now(answer)
    assert changed.quotes[0].change is not None
    assert library.as_now(changed) == changed
    library.remove(number)
    assert library.as_now(answer).quotes == ()


def test_quotes_of_a_removed_article_disappear_with_its_versions(library: Library, change: Change) -> None:
    number = change(*FLOOD)
    answer_id = kept(library)
    change(FLOOD[0], FLOOD[1].replace("120", "180"), FLOOD[2])
    library.remove(number)
    assert again(library, answer_id).quotes == ()


def test_a_vote_on_a_quote_of_an_earlier_version_is_taken(library: Library, change: Change) -> None:
    change(*FLOOD)
    answer_id = kept(library)
    change("Hujan turun sepanjang hari Minggu di kota itu.", *FLOOD)
    quote = again(library, answer_id).quotes[0]
    assert library.votes.vote(answer_id, quote.paragraph.id, "chat:1", "user:1", helpful=True) == "new"


def test_an_article_of_another_library_opens_no_version(library: Library, change: Change) -> None:
    change(*FLOOD, name="chat:7")
    answer = library.ask(WHO, frozenset({"chat:7"}))
    answer_id = library.answers.save(answer, "chat:1")
    change(FLOOD[0], FLOOD[1].replace("120", "180"), FLOOD[2], name="chat:7")
    assert again(library, answer_id).quotes == ()
