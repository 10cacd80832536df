"""A chat follows feeds with /follow, sees them with /sources and ends it with /unfollow, and is told of ends."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application, tidy
from index.conversations.erasure import DataSubject
from index.library import Library
from index.model.clock import utc_now
from index.model.errors import Fault, ReadError
from index.model.sources import NewSource, State
from index.syncing.syncer import Syncer
from tests.fakes import NO_LIMITS, RecordingRequest, Updates
from tests.publisher.clock import FakeClock
from tests.publisher.feeds import story
from tests.publisher.publisher import HTML, Feed, Publisher
from tests.publisher.reader import AGENT, ReadingsOn
from tests.publisher.requests import Reply

URL = "https://kabar.example/feed"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, kutip_contact="redaksi@kutip.example", kutip_chat_sources=2)


@pytest.fixture
def publisher() -> Publisher:
    made = Publisher(FakeClock())
    made.add_feed(URL.replace("https", "http"), Feed())  # the publisher does not tell one from the other
    made.publish(URL.replace("https", "http"), story(1, "kabar.example", made.clock.now))
    return made


@pytest.fixture
async def bot(
    library: Library, settings: Settings, request_: RecordingRequest, publisher: Publisher
) -> AsyncIterator[BotApplication]:
    application = build_application(library, settings, request_, NO_LIMITS, readings=ReadingsOn(publisher))
    await application.initialize()
    yield application
    await application.shutdown()


async def said(
    text: str, bot: BotApplication, updates: Updates, request_: RecordingRequest, chat_id: int = 7
) -> str:
    await bot.process_update(updates.text(text, chat_id))
    return str(request_.sent()[-1]["text"])


async def test_a_chat_follows_sees_and_ends(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, library: Library, publisher: Publisher
) -> None:
    assert "/follow" in await said("/sources", bot, updates, request_)
    assert "<code>/follow" in await said("/follow", bot, updates, request_)
    reply = await said("/follow kabar.example/feed", bot, updates, request_)
    assert reply.startswith("Following <b>Kabar</b>. Its 1 item becomes an article of this chat")
    Syncer(library.source_stores, ReadingsOn(publisher), AGENT).sync_due()
    answer = library.ask("apa laporan 1 dari kabar.example?", frozenset({"chat:7"}))
    assert answer.quotes
    assert "/unfollow_1" in await said("/sources", bot, updates, request_)
    assert "followed already" in await said(f"/follow {URL}", bot, updates, request_)
    assert "/sources lists them" in await said("/unfollow_9", bot, updates, request_)
    assert "<b>Kabar</b> is no longer followed" in await said("/unfollow_1", bot, updates, request_)
    assert not library.source_stores.sources.all()
    assert len(library.articles(frozenset({"chat:7"}))) == 1


@pytest.mark.parametrize("typed", [f"feed:{URL}", URL.replace("https", "feed"), f"FEED:{URL}"])
async def test_the_address_may_be_as_browsers_hand_it_on(
    typed: str, bot: BotApplication, updates: Updates, request_: RecordingRequest, library: Library
) -> None:
    assert "Following <b>Kabar</b>" in await said(f"/follow {typed}", bot, updates, request_)
    assert library.source_stores.sources.get(1).url == URL


@pytest.mark.parametrize("typed", [f"({URL})", f"{URL}.", f"tolong ikuti {URL} ya", f"Kabar Contoh\n{URL}"])
async def test_the_address_may_stand_among_other_words(
    typed: str, bot: BotApplication, updates: Updates, request_: RecordingRequest, library: Library
) -> None:
    assert "Following <b>Kabar</b>" in await said(f"/follow {typed}", bot, updates, request_)
    assert library.source_stores.sources.get(1).url == URL


@pytest.mark.parametrize("typed", ["/etc", "halo dunia", "(kabar)", f"{URL} https://lain.example/feed"])
async def test_what_is_no_address_is_shown_as_it_was_typed(
    typed: str, bot: BotApplication, updates: Updates, request_: RecordingRequest
) -> None:
    reply = await said(f"/follow {typed}", bot, updates, request_)
    assert re.sub("</?code>", "", reply).startswith(f"{typed} is not an address that can be followed")


@pytest.mark.parametrize("others", [(), ("olahraga", "ekonomi")])
async def test_the_address_of_a_site_leads_to_its_feed(
    others: tuple[str, ...],
    bot: BotApplication,
    updates: Updates,
    request_: RecordingRequest,
    library: Library,
    publisher: Publisher,
) -> None:
    links = "".join(f"<link rel=alternate type=application/rss+xml href=/{name}>" for name in ("feed", *others))
    publisher.pages["http://kabar.example/"] = Reply(200, HTML, f"<head>{links}</head><p>Halo</p>".encode())
    reply = await said("/follow kabar.example", bot, updates, request_)
    if others:
        assert reply.startswith("<b>https://kabar.example/</b> has 3 feeds or sitemaps. Which one")
        assert "\n2. <code>https://kabar.example/olahraga</code>\n" in reply
        assert not library.source_stores.sources.all()
    else:
        assert "Following <b>Kabar</b>" in reply
        assert library.source_stores.sources.get(1).url == URL


def question(*urls: str) -> dict[str, Any]:
    """Return the text of a message that lists addresses, with the entities that Telegram makes of it."""
    text = "kabar.example has feeds.\n\n" + "\n".join(f"{at}. {url}" for at, url in enumerate(urls, start=1))
    entities = [{"type": "code", "offset": text.index(url), "length": len(url)} for url in urls]
    return {"text": text, "entities": [{"type": "bold", "offset": 0, "length": 13}, *entities]}


@pytest.mark.parametrize(
    ("data", "chat_id", "title"), [("n:2", 7, "Kabar"), ("n:1", 7, None), ("n:3", 7, None), ("n:2", -100, None)]
)
async def test_a_button_follows_the_feed_with_its_number(
    data: str,
    chat_id: int,
    title: str | None,
    bot: BotApplication,
    updates: Updates,
    request_: RecordingRequest,
    library: Library,
) -> None:
    listed = question("https://kabar.example/tiada", URL)
    await bot.process_update(updates.press(data, chat_id, **listed))
    found = library.source_stores.sources.all()
    assert [one.title for one in found] == ([title] if title else [])
    edited = [str(call.parameters["text"]) for call in request_.calls if call.method == "editMessageText"]
    assert bool(edited) is bool(title)
    if title:
        assert edited[-1].startswith("Following <b>Kabar</b>")
    if chat_id < 0:  # and then by an administrator
        request_.administrators.add(7)
        await bot.process_update(updates.press(data, chat_id, **listed))
        assert [one.library for one in library.source_stores.sources.all()] == ["chat:-100"]


async def test_each_feed_has_a_button_that_says_where_it_leads(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, publisher: Publisher
) -> None:
    names = ["feed", f"rubrik/{'a' * 450}", *(f"{'b' * 440}{one}" for one in range(8)), "?kategori=ekonomi"]
    links = "".join(f"<link rel=alternate type=application/rss+xml href=/{name}>" for name in names)
    publisher.pages["http://kabar.example/"] = Reply(200, HTML, f"<head>{links}</head><p>Halo</p>".encode())
    await said("/follow kabar.example", bot, updates, request_)
    sent = request_.sent()[-1]
    rows = sent["reply_markup"]["inline_keyboard"]
    assert [row[0]["callback_data"] for row in rows] == [f"n:{one}" for one in range(1, len(rows) + 1)]
    assert rows[0][0]["text"] == "1. feed"
    assert str(sent["text"]).count("<code>") == len(rows)
    assert len(str(sent["text"])) < 4_096


async def test_the_list_says_why_a_source_fails(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, library: Library
) -> None:
    source = library.source_stores.sources.add("chat:7", NewSource(URL, "Kabar"))
    error = ReadError(Fault.PAGE_NOT_FETCHED, source=f"{URL}?<b>", why="status", status=500)
    library.source_stores.sources.fail(source, error, utc_now(), utc_now(), State.ACTIVE)
    reply = await said("/sources", bot, updates, request_)
    assert f"{URL}?&lt;b&gt; cannot be fetched: its server answered 500." in reply


@pytest.mark.parametrize(
    ("typed", "reply"),
    [
        ("kabar.example/tiada", "cannot be fetched: its server answered 404"),
        ("ftp://kabar.example", "is not an address that can be followed"),
        ("halo dunia", "is not an address that can be followed"),
        ("http://kabar.test/", "its server cannot be reached from the internet"),
    ],
)
async def test_what_cannot_be_followed_gets_one_line(
    typed: str, reply: str, bot: BotApplication, updates: Updates, request_: RecordingRequest, library: Library
) -> None:
    assert reply in await said(f"/follow {typed}", bot, updates, request_)
    assert not library.source_stores.sources.all()


async def test_in_a_group_only_administrators_follow(
    bot: BotApplication, updates: Updates, request_: RecordingRequest, library: Library
) -> None:
    assert "administrators" in await said(f"/follow {URL}", bot, updates, request_, chat_id=-100)
    request_.administrators.add(7)
    assert "Following" in await said(f"/follow {URL}", bot, updates, request_, chat_id=-100)
    request_.administrators.clear()
    assert "administrators" in await said("/unfollow 1", bot, updates, request_, chat_id=-100)
    assert library.source_stores.sources.all()


@pytest.mark.parametrize(("state", "words"), [(State.FAILED, "for 30 days"), (State.GONE, "gone for good")])
async def test_a_chat_is_told_once_of_a_source_that_has_ended(
    state: State, words: str, bot: BotApplication, request_: RecordingRequest, library: Library
) -> None:
    source = library.source_stores.sources.add("chat:7", NewSource(URL, "Kabar <i>"))
    error = ReadError(Fault.PAGE_NOT_FETCHED, source=URL, why="status", status=410)
    library.source_stores.sources.fail(source, error, utc_now(), utc_now() + timedelta(days=1), state)
    for _ in range(2):
        await tidy(bot, library)
    (sent,) = request_.sent()
    assert words in sent["text"]
    assert "Kabar &lt;i&gt;" in sent["text"]
    assert sent["chat_id"] == 7


async def test_the_sources_of_a_chat_are_forgotten_and_move_with_it(library: Library) -> None:
    for chat in ("chat:1", "chat:2"):
        library.source_stores.sources.add(chat, NewSource(URL))
    library.source_stores.sources.add("chat:1", NewSource(f"{URL}/lain"))
    library.transfers.transfer_chat("chat:1", "chat:2")
    assert sorted(one.url for one in library.source_stores.sources.all({"chat:2"})) == [URL, f"{URL}/lain"]
    assert library.erasure.count(DataSubject(chat="chat:2")).sources == 2
    library.erasure.erase(DataSubject(chat="chat:2"))
    assert not library.source_stores.sources.all()
