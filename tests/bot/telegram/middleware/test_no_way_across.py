"""Nobody gets into the library of another chat, whether as a reader, an editor or an operator."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from bot.telegram.protocol.deep_links import ArticleLink, payload_of
from index.answering.follow_up import Earlier
from index.library import Library
from index.model.records import SHARED, Credits, Verdict
from tests.fakes import ANA, BOT, NO_LIMITS, ReadingsInProcess, RecordingRequest, Updates, message

THEIRS, GROUP, OPERATOR, EDITOR = -9, -5, 1000, 8
QUESTION = "di mana kunci brankas disimpan?"
PLACES = {"private": 7, "group": GROUP}
PERSONS = {"reader": 7, "editor": EDITOR, "operator": OPERATOR}


@dataclass(frozen=True)
class Secret:
    """The data of another group: an article of some pages, and an answer to Budi that quotes it."""

    article: int
    paragraph: int
    answer: str


@pytest.fixture
def secret(examples: Library) -> Secret:
    text = "Kunci brankas disimpan di laci Rahmat.\n\n" + "\n\n".join(f"Zamrud ke-{n}. " * 60 for n in range(9))
    list(examples.add_text(text, "message", Credits(title="Brankas Zamrud"), f"chat:{THEIRS}"))
    answer = examples.ask(QUESTION, frozenset({SHARED, f"chat:{THEIRS}"}))
    assert "Rahmat" in answer.quotes[0].text
    kept = examples.answers.save(answer, f"chat:{THEIRS}", "user:77")
    return Secret(answer.quotes[0].article.id, answer.quotes[0].paragraph.id, kept)


@pytest.fixture
async def bot(examples: Library, settings: Settings, request_: RecordingRequest) -> AsyncIterator[BotApplication]:
    operated = replace(settings, kutip_operators=frozenset({OPERATOR}))
    examples.editors.appoint(EDITOR, OPERATOR)
    request_.administrators.update(PERSONS.values())
    application = build_application(examples, operated, request_, NO_LIMITS, readings=ReadingsInProcess())
    await application.initialize()
    yield application
    await application.shutdown()


def assert_untouched(examples: Library, secret: Secret, request: RecordingRequest) -> None:
    """Assert that none of it was shown, and all of it is still there."""
    told = [call for call in request.calls if any(w in str(call.parameters) for w in ("Rahmat", "amrud"))]
    assert told == []
    theirs = frozenset({f"chat:{THEIRS}"})
    assert [article.id for article in examples.articles(theirs)] == [secret.article]
    assert examples.answers.load(secret.answer, f"chat:{THEIRS}", theirs) is not None
    assert examples.votes.all() == []


WRITTEN = {
    "a question": "/ask " + QUESTION,
    "the article's words": "/ask kunci brankas",
    "/sources": "/sources",
    "/article": "/article {article}",
    "/article, tapped": "/article_{article}",
    "/remove": "/remove {article}",
    "/remove, tapped": "/remove_{article}",
    "/share": "/share {article}",
    "/share, tapped": "/share_{article}",
    "/forget": "/forget",
    "a deep link": "/start {link}",
    "a deep link to a question": "/start q_a3VuY2kgYnJhbmthcw",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("person", PERSONS)
@pytest.mark.parametrize("way", WRITTEN)
async def test_not_by_what_is_written(
    way: str,
    person: str,
    place: str,
    bot: BotApplication,
    examples: Library,
    secret: Secret,
    request_: RecordingRequest,
    updates: Updates,
) -> None:
    chat_id = PERSONS[person] if place == "private" else GROUP
    text = WRITTEN[way].format(article=secret.article, link=payload_of(ArticleLink(secret.article)))
    await bot.process_update(updates.text(text, chat_id, **{"from": {**ANA, "id": PERSONS[person]}}))
    assert request_.sent()
    assert_untouched(examples, secret, request_)


FORGED = {
    "its quote": "q:{answer}:{paragraph}",
    "its context": "c:{answer}:{paragraph}",
    "its signals": "w:{answer}:{paragraph}",
    "a vote for it": "u:{answer}:{paragraph}",
    "a vote against it": "d:{answer}:{paragraph}",
    "its article": "a:{article}:0",
    "a page of its article": "a:{article}:2",
    "its paragraph in an answer of one's own": "q:{own}:{paragraph}",
    "its context by an answer of one's own": "c:{own}:{paragraph}",
    "the sources of that chat": "s:chat.-9:0",
    "all sources": "s:all:0",
    "forgetting": "f:all:{person}",
    "forgetting as that chat": "f:all:0",
    "adding": "o:add",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("person", PERSONS)
@pytest.mark.parametrize("way", FORGED)
async def test_not_by_forged_buttons(
    way: str,
    person: str,
    place: str,
    bot: BotApplication,
    examples: Library,
    secret: Secret,
    request_: RecordingRequest,
    updates: Updates,
) -> None:
    user_id = PERSONS[person]
    chat_id = user_id if place == "private" else GROUP
    own = examples.answers.save(examples.ask("apa yang disepakati?"), f"chat:{chat_id}", f"user:{user_id}")
    data = FORGED[way].format(
        article=secret.article, paragraph=secret.paragraph, answer=secret.answer, own=own, person=user_id
    )
    await bot.process_update(updates.press(data, chat_id, by={**ANA, "id": user_id}))
    assert "answerCallbackQuery" in {call.method for call in request_.calls}
    assert_untouched(examples, secret, request_)


@pytest.mark.parametrize("person", PERSONS)
async def test_not_by_inline_queries(
    person: str,
    bot: BotApplication,
    examples: Library,
    secret: Secret,
    request_: RecordingRequest,
    updates: Updates,
) -> None:
    for offset in ("", "10", "999"):
        await bot.process_update(updates.inline(QUESTION, offset, by={**ANA, "id": PERSONS[person]}))
    assert [call.method for call in request_.calls].count("answerInlineQuery") == 3
    assert_untouched(examples, secret, request_)


@pytest.mark.parametrize("data", ["a:{article}:0", "c:{answer}:{paragraph}", "q:{answer}:{paragraph}"])
@pytest.mark.parametrize("place", PLACES)
async def test_not_by_replies_to_what_the_bot_never_said(
    place: str,
    data: str,
    bot: BotApplication,
    examples: Library,
    secret: Secret,
    request_: RecordingRequest,
    updates: Updates,
) -> None:
    chat_id = PLACES[place]
    button = {"text": "?", "callback_data": data.format(**vars(secret))}
    replied = {**message(chat_id, "?"), "from": BOT, "reply_markup": {"inline_keyboard": [[button]]}}
    for question in (QUESTION, "di mana?"):
        await bot.process_update(updates.text(question, chat_id, reply_to_message=replied))
    assert len(request_.sent()) == 2
    assert_untouched(examples, secret, request_)


def test_not_in_the_library_itself(examples: Library, secret: Secret) -> None:
    here = frozenset({SHARED, "chat:7"})
    assert examples.ask(QUESTION, here).verdict is Verdict.NOT_FOUND
    assert examples.ask(QUESTION, here, Earlier(secret.article, QUESTION)).verdict is Verdict.NOT_FOUND
    assert all("Rahmat" not in quote.text for quote in examples.rank(QUESTION, here, 50).quotes)
    assert secret.article not in {article.id for article in examples.articles(here)}
