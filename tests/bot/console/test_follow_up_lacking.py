"""A follow-up about what the quoted article lacks is no sure answer of that article, also by meaning."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.console.follow_up import ask
from index.answering.follow_up import Earlier
from index.library import Library, open_library
from index.library_config import LibraryConfig
from index.model.records import SHARED, Credits, Reason, Verdict
from index.retrieval.dense.embedding_cache import CachedEmbedder

# The model embeds all ten examples.
pytestmark = pytest.mark.slow
HERE = frozenset({SHARED})
EXAMPLES = Path(__file__).parents[3] / "examples"
VISIT = "Kunjungan ke Cilacap\n\nGubernur meninjau longsor di Cilacap. Kata gubernur, bantuan segera dikirim."
ENGLISH = "siapa Messi?"


@pytest.fixture(scope="module")
def library(kept_embedder: CachedEmbedder) -> Iterator[Library]:
    with open_library(LibraryConfig(embedder=kept_embedder)) as opened:
        list(opened.add([str(EXAMPLES)]))
        opened.embed(lambda _made, _of: None)
        yield opened


def earlier(library: Library, question: str) -> Earlier:
    answer = library.ask(question, HERE)
    return Earlier(answer.quotes[0].article.id, " ".join(word.text for word in answer.words if word.known))


@pytest.mark.parametrize(
    ("before", "question", "unknown"),
    [
        (ENGLISH, "lalu apa kata gubernur?", ("gubernur",)),
        (ENGLISH, "berapa gajinya?", ("gajinya",)),
        (ENGLISH, "terus gimana kata bupati?", ("bupati",)),
        ("apa yang disepakati Rusia dan Ukraina?", "then what did the governor say?", ("governor",)),
        ("apa yang disepakati Rusia dan Ukraina?", "what about the prisoners?", ("prisoners",)),
    ],
)
def test_what_no_article_has_is_no_sure_answer_in_chats_and_in_the_console(
    library: Library, before: str, question: str, unknown: tuple[str, ...]
) -> None:
    in_chat = library.ask(question, HERE, earlier(library, before))
    in_console = ask(library, question, library.ask(before)).answer
    for answer in (in_chat, in_console):
        caveats = {
            Verdict.WEAK: (Reason.OTHER_LANGUAGE, Reason.LOW_COVERAGE),
            Verdict.NOT_FOUND: (Reason.UNKNOWN_WORDS,),
        }
        assert answer.reason in caveats[answer.verdict]
        assert answer.unknown_words == unknown


def test_what_another_article_says_of_somebody_comes_before_one_that_does_not_name_him(library: Library) -> None:
    question = "lalu apa kata Podolyak?"
    for answer in (
        library.ask(question, HERE, earlier(library, ENGLISH)),
        ask(library, question, library.ask(ENGLISH)).answer,
    ):
        assert "Podolyak" in answer.quotes[0].text


def test_what_only_others_have_words_of_is_no_answer_of_the_article(library: Library) -> None:
    (added,) = list(library.add_text(VISIT, "message", Credits(title="", language="id"), SHARED))
    assert not isinstance(added, Exception)
    library.embed(lambda _made, _of: None)
    answer = library.ask("lalu apa kata gubernur?", HERE, earlier(library, ENGLISH))
    library.remove(added.article.id, HERE)
    assert "gubernur" in answer.quotes[0].text


def test_what_the_article_says_in_another_language_stays_its_sure_answer(library: Library) -> None:
    answer = library.ask("siapa pelatihnya?", HERE, earlier(library, ENGLISH))
    assert answer.verdict is Verdict.FOUND
    assert "coach" in answer.quotes[0].text.casefold()
