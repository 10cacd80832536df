from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import insert

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.conversations.erasure import DataSubject, Traces
from index.library import Library
from index.model.records import SHARED, Credits, Verdict
from index.store.schema import votes
from tests.databases import only_sqlite
from tests.fakes import FakeEmbedder

HERE, THERE, ANA, BUDI = "chat:-5", "chat:-6", "user:7", "user:8"
QUESTION = "Di mana tanggul kemarin jebol?"


@pytest.fixture(params=["disk", "memory"])
def library(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Library]:
    with open_configured_library(replace(settings, kutip_engine=request.param), embedder=FakeEmbedder()) as opened:
        for scope in (SHARED, HERE, THERE):
            text = f"Tanggul jebol di {scope}.\n\nWarga mengungsi."
            assert list(opened.add_text(text, "message", Credits(title=f"Banjir {scope}"), scope))
        opened.embed(lambda _made, _of: None)
        yield opened


def asked(library: Library, place: str, asker: str, judged: bool = True) -> str:
    answer = library.ask(QUESTION, frozenset({SHARED, place}))
    answer_id = library.answers.save(answer, place, asker)
    if judged:
        values = {"answer_id": answer_id, "paragraph_id": 1, "voter": asker, "place": place, "helpful": True}
        values |= {"question": QUESTION, "quotes": [1], "voted_at": datetime(2022, 3, 3)}
        with library.erasure._database.writing() as connection:
            connection.execute(insert(votes).values(values))
    return answer_id


def finds(library: Library, words: str, scope: str) -> bool:
    return library.ask(words, frozenset({scope})).verdict is not Verdict.NOT_FOUND


def test_everything_of_a_chat_is_erased_and_nothing_of_others(library: Library) -> None:
    gone, stays = asked(library, HERE, ANA), asked(library, THERE, ANA)
    library.chats.set_language(HERE, "id")
    subject = DataSubject(chat=HERE)
    traces = Traces(articles=1, questions=1, votes=1, language=True)
    assert library.erasure.count(subject) == traces
    assert library.erasure.erase(subject) == traces
    assert not library.erasure.count(subject)
    assert not library.erasure.erase(subject)
    assert library.answers.load(gone, HERE, frozenset({SHARED})) is None
    assert library.answers.load(stays, THERE, frozenset({SHARED})) is not None
    assert library.chats.language(HERE) is None
    assert not finds(library, "tanggul jebol", HERE)
    assert all(finds(library, "tanggul jebol", each) for each in (THERE, SHARED))
    assert [article.library for article in library.articles(frozenset({SHARED, HERE, THERE}))] == [SHARED, THERE]
    assert library.size(frozenset({HERE})) == (0, 0)
    assert library.sync() is None


def test_a_person_is_erased_from_one_chat_or_from_all(library: Library) -> None:
    asked(library, HERE, ANA)
    asked(library, HERE, BUDI)
    asked(library, THERE, ANA)
    assert library.erasure.erase(DataSubject(person=ANA, place=HERE)) == Traces(questions=1, votes=1)
    assert library.erasure.count(DataSubject(person=ANA)) == Traces(questions=1, votes=1)
    assert library.erasure.erase(DataSubject(person=ANA)) == Traces(questions=1, votes=1)
    assert library.erasure.count(DataSubject(person=BUDI)) == Traces(questions=1, votes=1)
    assert finds(library, "tanggul jebol", HERE)


def test_an_answer_without_an_asker_belongs_to_its_chat_alone(library: Library) -> None:
    library.answers.save(library.ask(QUESTION), HERE)
    assert not library.erasure.count(DataSubject())
    assert not library.erasure.count(DataSubject(person=ANA))
    assert library.erasure.count(DataSubject(chat=HERE)).questions == 1


@only_sqlite
def test_erased_text_can_not_be_read_from_the_files(settings: Settings) -> None:
    with open_configured_library(settings) as library:
        text = "Mahoni raksasa tumbang.\n\n" + "Zulkarnain menebangnya sendirian. " * 400
        assert list(library.add_text(text, "message", Credits(title="Pohon"), HERE))
        library.answers.save(library.ask("Kenapa Zulkarnain menebang?", frozenset({HERE})), HERE, ANA)
        files = [settings.kutip_data / "kutip.db", settings.kutip_data / "kutip.db-wal"]
        assert any(b"Zulkarnain" in file.read_bytes() for file in files)
        library.erasure.erase(DataSubject(chat=HERE))
        assert not any(b"Zulkarnain" in file.read_bytes() for file in files if file.exists())


def test_an_unreachable_chat_stays_marked(library: Library) -> None:
    library.chats.set_language(HERE, "en")
    library.chats.mark_unreachable(HERE)
    assert library.erasure.erase(DataSubject(chat=HERE)).language
    assert library.chats.unreachable() == [HERE]
