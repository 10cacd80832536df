"""Whoever types fast takes one turn at a time, and only the newest of the queries that wait is answered."""

import asyncio

from bot.telegram.middleware.newest_query import NewestQueries


async def test_only_the_newest_of_the_queries_that_wait_is_answered() -> None:
    queries, held, answered = NewestQueries(), asyncio.Event(), list[str]()

    async def ask(person: int, text: str) -> None:
        async with queries.turn(person) as is_newest:
            if is_newest:
                if text == "a":
                    await held.wait()
                answered.append(text)

    async with asyncio.TaskGroup() as group:
        for text in ("a", "ab", "abc", "abcd"):
            group.create_task(ask(7, text))
            await asyncio.sleep(0)
        await group.create_task(ask(8, "other"))
        assert answered == ["other"]
        held.set()
    assert answered == ["other", "a", "abcd"]
    await ask(7, "later")
    assert answered[-1] == "later"


async def test_a_query_that_fails_holds_up_no_later_one() -> None:
    queries = NewestQueries()
    try:
        async with queries.turn(7):
            raise RuntimeError
    except RuntimeError:
        pass
    async with queries.turn(7) as is_newest:
        assert is_newest
