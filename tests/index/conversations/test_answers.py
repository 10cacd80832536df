from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.library import Library
from index.model.clock import utc_now
from index.model.records import SHARED
from index.store.schema import answers

HERE = frozenset({SHARED})


def test_an_answer_is_loaded_unchanged_after_a_restart(settings: Settings, examples: Library) -> None:
    answer = replace(examples.ask("apa yang disepakati?"), topic="Brest")
    answer_id = examples.answers.save(answer, "chat:1")
    with open_configured_library(settings) as restarted:
        assert restarted.answers.load(answer_id, "chat:1", HERE) == answer


def test_an_answer_of_an_earlier_release_has_no_stop_words(examples: Library) -> None:
    answer_id = examples.answers.save(examples.ask("what was agreed?"), "chat:1")
    with examples.answers._database.writing() as connection:
        content = connection.execute(select(answers.c.content)).scalar_one()
        del content["stop_words"]
        connection.execute(update(answers).values(content=content))
    loaded = examples.answers.load(answer_id, "chat:1", HERE)
    assert loaded is not None
    assert not any(word.is_stop_word for word in loaded.words)


def test_an_answer_opens_only_where_it_was_asked(examples: Library) -> None:
    answer_id = examples.answers.save(examples.ask("apa yang disepakati?"), "chat:1")
    assert examples.answers.load(answer_id, "chat:2", HERE) is None
    assert examples.answers.load("unknown", "chat:1", HERE) is None


def test_quotes_of_a_removed_article_disappear_from_old_answers(examples: Library) -> None:
    answer = examples.ask("apa yang disepakati?")
    answer_id = examples.answers.save(answer, "chat:1")
    examples.remove(answer.quotes[0].article.id)
    loaded = examples.answers.load(answer_id, "chat:1", HERE)
    assert loaded is not None
    kept = [quote for quote in answer.quotes if quote.article.id != answer.quotes[0].article.id]
    assert loaded == replace(answer, quotes=tuple(kept))


def test_an_article_out_of_scope_is_not_in_an_answer(examples: Library) -> None:
    answer_id = examples.answers.save(examples.ask("apa yang disepakati?"), "chat:1")
    loaded = examples.answers.load(answer_id, "chat:1", frozenset({"chat:1"}))
    assert loaded is not None
    assert loaded.quotes == ()


@pytest.mark.parametrize(("age", "left"), [(29, 2), (31, 1)])
def test_old_answers_are_deleted_with_the_next_one(examples: Library, age: int, left: int) -> None:
    answer = examples.ask("apa yang disepakati?")
    examples.answers.save(answer, "chat:1")
    database = examples.answers._database
    then = utc_now() - timedelta(days=age)
    with database.writing() as connection:
        connection.execute(update(answers).values(asked_at=then))
    examples.answers.save(answer, "chat:1")
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(answers)).scalar_one() == left
