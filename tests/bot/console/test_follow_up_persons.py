"""Who it is that an answer was about is asked of an article that names nobody: its closest quote has a caveat."""

from collections.abc import Iterator

import pytest

from bot.console.follow_up import ask
from index.answering.follow_up import Earlier
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Answer, Credits, Reason, Verdict

HERE = frozenset({SHARED})
EVACUEES = {
    "Ribuan Warga Demak Mengungsi": [
        "Sebanyak 1.200 warga mengungsi akibat banjir di Demak.",
        "Pengungsi ditampung di Masjid Agung Demak dan kantor Kecamatan Karanganyar.",
        "BPBD Jawa Tengah mengirim tenda sejak Senin.",
    ],
    "Thousands Flee Floods In Jepara": [
        "Some 900 people were evacuated after floods hit Jepara in Central Java.",
        "The evacuees stay in the Grand Mosque of Jepara.",
        "The Red Cross sent tents on Monday.",
    ],
}
MAYOR = ["Sebanyak 700 warga Kudus mengungsi ke Stadion Wergu.", "Bupati Hartopo meninjau pengungsi di Kudus."]


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with open_library(LibraryConfig()) as opened:
        for title, paragraphs in {**EVACUEES, "Warga Kudus mengungsi": MAYOR}.items():
            list(opened.add_text("\n\n".join(paragraphs), "message", Credits(title=title), SHARED))
        yield opened


def answers(library: Library, before: str, question: str) -> tuple[Answer, Answer]:
    """Return the answers in a chat and in the console."""
    answer = library.ask(before, HERE)
    earlier = Earlier(answer.quotes[0].article.id, " ".join(word.text for word in answer.words if word.known))
    return library.ask(question, HERE, earlier), ask(library, question, answer).answer


@pytest.mark.parametrize(
    "question", ["siapa dia?", "siapa?", "siapa saja mereka?", "who is he?", "who?", "lalu siapa?"]
)
@pytest.mark.parametrize(
    "before", ["berapa warga yang mengungsi di Demak?", "how many people were evacuated in Jepara?"]
)
def test_an_article_that_names_nobody_gives_no_sure_answer(library: Library, before: str, question: str) -> None:
    for answer in answers(library, before, question):
        assert (answer.verdict, answer.reason) == (Verdict.WEAK, Reason.LOW_COVERAGE)
        assert answer.quotes


@pytest.mark.parametrize("question", ["siapa?", "who?"])
def test_an_article_that_names_somebody_does(library: Library, question: str) -> None:
    for answer in answers(library, "berapa warga Kudus yang mengungsi?", question):
        assert answer.verdict is Verdict.FOUND
        assert "Hartopo" in answer.quotes[0].text


def test_other_questions_need_no_person(library: Library) -> None:
    for answer in answers(library, "berapa warga yang mengungsi di Demak?", "di mana?"):
        assert answer.verdict is Verdict.FOUND


def test_an_article_that_is_left_is_named(library: Library) -> None:
    asked = ask(library, "lalu bupati mana?", library.ask("berapa warga mengungsi di Demak?"))
    assert asked.answer.quotes[0].article.title == "Warga Kudus mengungsi"
    assert asked.followed is None
    assert asked.left is not None
    assert asked.left.title == "Ribuan Warga Demak Mengungsi"
