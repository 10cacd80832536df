from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import insert

from bot.runtime.app import App, database_in, open_app
from bot.runtime.settings import Settings
from index.conversations.erasure import Scope, Traces
from index.model.records import SHARED, Credits, Verdict
from index.store.schema import votes
from tests.fakes import FakeEmbedder

HERE, THERE, ANA, BUDI = "chat:-5", "chat:-6", "user:7", "user:8"
QUESTION = "Di mana tanggul kemarin jebol?"


@pytest.fixture(params=["disk", "memory"])
def app(request: pytest.FixtureRequest, settings: Settings) -> Iterator[App]:
    with open_app(replace(settings, kutip_engine=request.param), embedder=FakeEmbedder()) as opened:
        for library in (SHARED, HERE, THERE):
            text = f"Tanggul jebol di {library}.\n\nWarga mengungsi."
            assert list(opened.add_text(text, "message", Credits(title=f"Banjir {library}"), library))
        opened.embed(lambda _made, _of: None)
        yield opened


def asked(app: App, place: str, asker: str, judged: bool = True) -> str:
    answer = app.ask(QUESTION, frozenset({SHARED, place}))
    answer_id = app.answers.save(answer, place, asker)
    if judged:
        values = {"answer_id": answer_id, "paragraph_id": 1, "voter": asker, "place": place, "helpful": True}
        values |= {"question": QUESTION, "quotes": [1], "voted_at": datetime(2022, 3, 3)}
        with app.erasure._database.writing() as connection:
            connection.execute(insert(votes).values(values))
    return answer_id


def finds(app: App, words: str, library: str) -> bool:
    return app.ask(words, frozenset({library})).verdict is not Verdict.NOT_FOUND


def test_all_of_a_chat_is_forgotten_and_nothing_of_others(app: App) -> None:
    gone, stays = asked(app, HERE, ANA), asked(app, THERE, ANA)
    app.chats.set_language(HERE, "id")
    scope = Scope(chat=HERE)
    traces = Traces(articles=1, questions=1, votes=1, language=True)
    assert app.erasure.count(scope) == traces
    assert app.erasure.erase(scope) == traces
    assert not app.erasure.count(scope)
    assert not app.erasure.erase(scope)
    assert app.answers.load(gone, HERE, frozenset({SHARED})) is None
    assert app.answers.load(stays, THERE, frozenset({SHARED})) is not None
    assert app.chats.language(HERE) is None
    assert not finds(app, "tanggul jebol", HERE)
    assert all(finds(app, "tanggul jebol", library) for library in (THERE, SHARED))
    assert [article.library for article in app.sources(frozenset({SHARED, HERE, THERE}))] == [SHARED, THERE]
    assert app.size(frozenset({HERE})) == (0, 0)
    assert app.prepare() is None


def test_a_person_is_forgotten_in_one_chat_or_everywhere(app: App) -> None:
    asked(app, HERE, ANA)
    asked(app, HERE, BUDI)
    asked(app, THERE, ANA)
    assert app.erasure.erase(Scope(person=ANA, place=HERE)) == Traces(questions=1, votes=1)
    assert app.erasure.count(Scope(person=ANA)) == Traces(questions=1, votes=1)
    assert app.erasure.erase(Scope(person=ANA)) == Traces(questions=1, votes=1)
    assert app.erasure.count(Scope(person=BUDI)) == Traces(questions=1, votes=1)
    assert finds(app, "tanggul jebol", HERE)


def test_an_answer_without_an_asker_belongs_to_its_chat_alone(app: App) -> None:
    app.answers.save(app.ask(QUESTION), HERE)
    assert not app.erasure.count(Scope())
    assert not app.erasure.count(Scope(person=ANA))
    assert app.erasure.count(Scope(chat=HERE)).questions == 1


def test_what_is_forgotten_can_not_be_read_from_the_files(settings: Settings) -> None:
    with open_app(settings) as app:
        text = "Mahoni raksasa tumbang.\n\n" + "Zulkarnain menebangnya sendirian. " * 400
        assert list(app.add_text(text, "message", Credits(title="Pohon"), HERE))
        app.answers.save(app.ask("Kenapa Zulkarnain menebang?", frozenset({HERE})), HERE, ANA)
        files = [database_in(settings), database_in(settings).with_name("kutip.db-wal")]
        assert any(b"Zulkarnain" in file.read_bytes() for file in files)
        app.erasure.erase(Scope(chat=HERE))
        assert not any(b"Zulkarnain" in file.read_bytes() for file in files if file.exists())


def test_that_a_chat_is_gone_stays_known(app: App) -> None:
    app.chats.set_language(HERE, "en")
    app.chats.mark_unreachable(HERE)
    assert app.erasure.erase(Scope(chat=HERE)).language
    assert app.chats.unreachable() == [HERE]
