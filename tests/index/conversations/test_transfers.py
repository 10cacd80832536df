from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import insert, select

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.conversations.transfers import transfer_chat
from index.library import Library
from index.model.records import SHARED, Credits, Verdict
from index.store.database import Database
from index.store.schema import libraries, tallies, votes
from tests.databases import database_at
from tests.fakes import FakeEmbedder

OLD, NEW = "chat:-5", "chat:-1005"
FLOOD = "Banjir merendam kota.\n\nTanggul jebol di dua tempat."
FERRY = "Feri tenggelam di selat.\n\nNelayan menolong penumpang."


@pytest.fixture(params=["disk", "memory"])
def library(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Library]:
    with open_configured_library(replace(settings, kutip_engine=request.param)) as opened:
        yield opened


def add(library: Library, text: str, scope: str, url: str | None = None) -> None:
    results = list(library.add_text(text, "message", Credits(title="Kabar", url=url), scope))
    assert not any(isinstance(result, Exception) for result in results), results


def sees(library: Library, question: str, name: str) -> bool:
    return library.ask(question, frozenset({SHARED, name})).verdict is not Verdict.NOT_FOUND


def counted(library: Library, name: str) -> tuple[int, int]:
    size = library.size(frozenset({name}))
    listed = library.articles(frozenset({name}))
    assert size == (len(listed), sum(article.paragraph_count for article in listed))
    return size


def test_a_moved_library_answers_under_its_new_name_alone(library: Library) -> None:
    add(library, FLOOD, OLD)
    assert sees(library, "Di mana tanggul jebol?", OLD)
    library.transfers.transfer_chat(OLD, NEW)
    library.transfers.transfer_chat(OLD, NEW)  # the new chat reports it, too
    assert sees(library, "Di mana tanggul jebol?", NEW)
    assert not sees(library, "Di mana tanggul jebol?", OLD)
    assert (counted(library, OLD), counted(library, NEW)) == ((0, 0), (1, 2))
    assert library.sync() is None


def test_an_article_that_the_new_chat_has_already_is_dropped(library: Library) -> None:
    add(library, FLOOD, OLD)
    add(library, FERRY, OLD, "https://kabar.example/feri")
    add(library, "Gempa mengguncang pulau.", OLD)
    add(library, FLOOD, NEW)
    add(library, "Feri itu ditemukan.", NEW, "https://kabar.example/feri")
    library.transfers.transfer_chat(OLD, NEW)
    assert counted(library, NEW) == (3, 4)
    assert counted(library, OLD) == (0, 0)
    assert [sees(library, asked, NEW) for asked in ("gempa pulau", "tanggul jebol", "nelayan penumpang")] == [
        True,
        True,
        False,
    ]
    assert not sees(library, "gempa pulau", OLD)
    assert library.sync() is None


def test_other_libraries_do_not_change(library: Library) -> None:
    add(library, FERRY, SHARED)
    add(library, FLOOD, "chat:9")
    library.transfers.transfer_chat(OLD, NEW)
    assert (counted(library, SHARED), counted(library, "chat:9"), counted(library, NEW)) == (
        (1, 2),
        (1, 2),
        (0, 0),
    )


def test_answers_and_the_language_move_along(library: Library) -> None:
    add(library, FLOOD, OLD)
    answer_id = library.answers.save(library.ask("tanggul jebol", frozenset({OLD})), OLD)
    library.chats.set_language(OLD, "id")
    library.transfers.transfer_chat(OLD, NEW)
    found = library.answers.load(answer_id, NEW, frozenset({NEW}))
    assert found
    assert "Tanggul jebol" in found.quotes[0].paragraph.text
    assert library.answers.load(answer_id, OLD, frozenset({NEW})) is None
    assert (library.chats.language(NEW), library.chats.language(OLD)) == ("id", None)


def test_a_language_chosen_in_the_new_chat_stays(library: Library) -> None:
    library.chats.set_language(OLD, "id")
    library.chats.set_language(NEW, "en")
    library.transfers.transfer_chat(OLD, NEW)
    assert library.chats.language(NEW) == "en"


def test_votes_move_along_and_nothing_of_the_old_name_is_left(settings: Settings) -> None:
    with open_configured_library(settings) as library:
        add(library, FLOOD, OLD)
        add(library, FERRY, NEW)
    database = Database(database_at(settings.kutip_data / "kutip.db"))
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


def test_vectors_are_computed_again_for_moved_articles(settings: Settings) -> None:
    embedder = FakeEmbedder()
    with open_configured_library(settings, embedder=embedder) as library:
        add(library, FLOOD, OLD)
        library.embed(lambda _done, _total: None)
        library.transfers.transfer_chat(OLD, NEW)
        made, count = library.embed(lambda _done, _total: None)
        assert (made, count) == (2, 2)
