from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import insert, select

from bot.runtime.app import App, open_app
from bot.runtime.settings import Settings
from index.conversations.transfers import transfer_chat
from index.model.records import SHARED, Credits, Verdict
from index.store.database import Database
from index.store.schema import libraries, tallies, votes
from tests.fakes import FakeEmbedder

OLD, NEW = "chat:-5", "chat:-1005"
FLOOD = "Banjir merendam kota.\n\nTanggul jebol di dua tempat."
FERRY = "Feri tenggelam di selat.\n\nNelayan menolong penumpang."


@pytest.fixture(params=["disk", "memory"])
def app(request: pytest.FixtureRequest, settings: Settings) -> Iterator[App]:
    with open_app(replace(settings, kutip_engine=request.param)) as opened:
        yield opened


def add(app: App, text: str, library: str, url: str | None = None) -> None:
    results = list(app.add_text(text, "message", Credits(title="Kabar", url=url), library))
    assert not any(isinstance(result, Exception) for result in results), results


def sees(app: App, question: str, name: str) -> bool:
    return app.ask(question, frozenset({SHARED, name})).verdict is not Verdict.NOT_FOUND


def counted(app: App, name: str) -> tuple[int, int]:
    size = app.size(frozenset({name}))
    listed = app.sources(frozenset({name}))
    assert size == (len(listed), sum(article.paragraph_count for article in listed))
    return size


def test_a_moved_library_answers_under_its_new_name_alone(app: App) -> None:
    add(app, FLOOD, OLD)
    assert sees(app, "Di mana tanggul jebol?", OLD)
    app.transfers.transfer_chat(OLD, NEW)
    app.transfers.transfer_chat(OLD, NEW)  # the other chat tells it, too
    assert sees(app, "Di mana tanggul jebol?", NEW)
    assert not sees(app, "Di mana tanggul jebol?", OLD)
    assert (counted(app, OLD), counted(app, NEW)) == ((0, 0), (1, 2))
    assert app.prepare() is None


def test_what_the_new_one_has_already_is_not_there_twice(app: App) -> None:
    add(app, FLOOD, OLD)
    add(app, FERRY, OLD, "https://kabar.example/feri")
    add(app, "Gempa mengguncang pulau.", OLD)
    add(app, FLOOD, NEW)
    add(app, "Feri itu ditemukan.", NEW, "https://kabar.example/feri")
    app.transfers.transfer_chat(OLD, NEW)
    assert counted(app, NEW) == (3, 4)
    assert counted(app, OLD) == (0, 0)
    assert [sees(app, asked, NEW) for asked in ("gempa pulau", "tanggul jebol", "nelayan penumpang")] == [
        True,
        True,
        False,
    ]
    assert not sees(app, "gempa pulau", OLD)
    assert app.prepare() is None


def test_the_shared_library_and_others_stay_as_they_are(app: App) -> None:
    add(app, FERRY, SHARED)
    add(app, FLOOD, "chat:9")
    app.transfers.transfer_chat(OLD, NEW)
    assert (counted(app, SHARED), counted(app, "chat:9"), counted(app, NEW)) == ((1, 2), (1, 2), (0, 0))


def test_answers_and_the_language_follow(app: App) -> None:
    add(app, FLOOD, OLD)
    answer_id = app.answers.save(app.ask("tanggul jebol", frozenset({OLD})), OLD)
    app.chats.set_language(OLD, "id")
    app.transfers.transfer_chat(OLD, NEW)
    found = app.answers.load(answer_id, NEW, frozenset({NEW}))
    assert found
    assert "Tanggul jebol" in found.quotes[0].paragraph.text
    assert app.answers.load(answer_id, OLD, frozenset({NEW})) is None
    assert (app.chats.language(NEW), app.chats.language(OLD)) == ("id", None)


def test_a_language_chosen_in_the_new_chat_stays(app: App) -> None:
    app.chats.set_language(OLD, "id")
    app.chats.set_language(NEW, "en")
    app.transfers.transfer_chat(OLD, NEW)
    assert app.chats.language(NEW) == "en"


def test_votes_follow_and_nothing_of_the_old_name_is_left(settings: Settings) -> None:
    with open_app(settings) as app:
        add(app, FLOOD, OLD)
        add(app, FERRY, NEW)
    database = Database(settings.kutip_data / "kutip.db")
    vote = {"answer_id": "a", "paragraph_id": 1, "voter": "user:7", "place": OLD, "helpful": True}
    with database.writing() as connection:
        connection.execute(
            insert(votes).values(vote | {"question": "q", "quotes": [1], "voted_at": datetime(2026, 1, 1)})
        )
    transfer_chat(database, OLD, NEW)
    with database.reading() as connection:
        assert connection.execute(select(votes.c.place)).scalars().all() == [NEW]
        assert OLD not in connection.execute(select(libraries.c.name)).scalars().all()
        assert len(set(connection.execute(select(tallies.c.library_id)).scalars())) == 1
    database.close()


def test_meaning_is_made_anew_for_what_moved(settings: Settings) -> None:
    embedder = FakeEmbedder()
    with open_app(settings, embedder=embedder) as app:
        add(app, FLOOD, OLD)
        app.embed(lambda _done, _total: None)
        app.transfers.transfer_chat(OLD, NEW)
        made, count = app.embed(lambda _done, _total: None)
        assert (made, count) == (2, 2)
