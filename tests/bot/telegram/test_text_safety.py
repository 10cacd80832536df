"""Text from sources and people reaches Telegram as plain text only, in every message, by Telegram's own parser."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Document

from bot.rendering.render import TEMPLATES, Renderer
from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from bot.telegram.application import BotApplication, build_application
from bot.telegram.delivery.html import LONGEST, fitting
from index.model.errors import AddError, Fault, ReadError
from index.model.records import Article, Paragraph
from index.model.sources import Source, State
from index.text.paragraphs import clean
from index.versions.records import ChangedParagraph
from tests import tdlib
from tests.botapi.server.formatting.entities import utf16_length
from tests.botapi.server.formatting.html import parse_html
from tests.fakes import ANA, NO_LIMITS, ReadingsInProcess, RecordingRequest, Updates, message

EVIL = (
    '<b>tebal</b> &lt;i&gt; <a href="tg://user?id=7">Ana</a> @semua_orang /start #tanda t.me/jebakan '
    "</blockquote> \u202egnilap\u2067 \u0000\ud800 <code>@dalam_kode /hapus</code> ‹›“” user@contoh.example"
)
LONG = "panjang" * 15_000
# Commands that the bot offers to tap. The text of an answer occurs nowhere else.
OURS = re.compile(
    r"/(?:article_\d+|unfollow_\d+|disconnect_\d+|connect|disconnect|add|ask|check|guard|articles|sources|follow|unfollow|article|remove|share|editors|language|forget|privacy|help|start)"
)
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
OPERATOR = 7


def article() -> bytes:
    """Return a file of articles in which every field is hostile."""
    credits_ = dict.fromkeys(("title", "publisher", "original_source", "author"), EVIL)
    lines = [f"Tanggul jebol {EVIL}", f"Warga {EVIL} mengungsi. {LONG}"]
    bodies: list[dict[str, object]] = [
        {"paragraphs": [{"text": line, "heading": f"Kabar {EVIL}"} for line in lines]},
        {"text": f"Feri tenggelam. {LONG}"},
        {"text": LONG},
    ]
    urls = ['https://kabar.example/?a="><b>&c=@semua', "https://kabar.example/" + "a" * 400, "https://x.example/©"]
    both = zip(bodies, urls, strict=True)
    return "\n".join(json.dumps({**credits_, **body, "url": url}) for body, url in both).encode()


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Record the rendered texts of Telegram's templates, by name."""
    made: dict[str, list[str]] = {}
    render = Renderer.render

    def recorded(self: Renderer, name: str, /, **values: object) -> str:
        text = render(self, name, **values)
        if self._in_chat:
            made.setdefault(name, []).append(text)
        return text

    monkeypatch.setattr(Renderer, "render", recorded)
    return made


@pytest.fixture
async def bot(
    settings: Settings, request_: RecordingRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[BotApplication]:
    async def download() -> bytearray:
        return bytearray(article())

    async def get_file(_: object) -> SimpleNamespace:
        return SimpleNamespace(download_as_bytearray=download)

    monkeypatch.setattr(Document, "get_file", get_file)
    few = replace(settings, kutip_operators=frozenset({OPERATOR}), kutip_questions_a_minute=1)
    with open_configured_library(few) as library:
        application = build_application(library, few, request_, NO_LIMITS, readings=ReadingsInProcess())
        await application.initialize()
        yield application
        await application.shutdown()


async def converse(bot: BotApplication, updates: Updates, request: RecordingRequest) -> None:
    """Make the bot send every message that it has, with hostile text wherever people can write some."""
    document = {"file_id": "a", "file_unique_id": "a", "file_name": f"{EVIL}.jsonl", "file_size": 9}
    caption: dict[str, Any] = {
        "caption": "/add",
        "caption_entities": [{"type": "bot_command", "offset": 0, "length": 4}],
    }
    await bot.process_update(updates.text(f"apa {EVIL}?", -5, chat={**GROUP}))  # it was not called
    for text in ("/start", "/help", "/privacy", "/language", "/nothing", "/add", "/share", "/article", "/forget"):
        await bot.process_update(updates.text(text))
    await bot.process_update(updates.text("", document=document, **caption))
    await bot.process_update(updates.text("", document=document))
    await bot.process_update(updates.text(EVIL, forward_origin=ORIGIN))
    await bot.process_update(updates.text("", sticker=None))
    for word in (EVIL, "tanggul jebol", "feri", f"tanggul {EVIL[:2000]}", LONG[:4000], "zebra"):
        await bot.process_update(updates.text(word))
    await press_all(bot, updates, request)
    for order in ("article", "remove", "share", "language", "editors", "editors add", "editors remove", "start"):
        await bot.process_update(updates.text(f"/{order} {EVIL}"))
    for text in (
        "/articles",
        "/guard",
        "/check",
        f"/check {EVIL}",
        f"/check {LONG[:2000]}",
        "/sources",
        "/follow",
        f"/follow {EVIL}",
        "/connect",
        f"/connect {EVIL}",
        "/disconnect",
        f"/disconnect {EVIL}",
        "/article 1",
        "/share 1",
        "/share 1",
        "/editors add 8",
        "/editors add 99",
        "/editors",
    ):
        await bot.process_update(updates.text(text))
    await bot.process_update(updates.text("/editors remove 8"))
    for reply in (EVIL * 3, LONG[:4000]):
        await bot.process_update(updates.text("apa itu?", reply_to_message=message(7, reply)))
    await bot.process_update(updates.inline("tanggul jebol"))
    for data in ("f:keep:7", "f:all:7", "o:leave"):
        await bot.process_update(updates.press(data))
    await readers(bot, updates)
    await bot.process_update(updates.text("/remove 1"))
    for data in ("r:keep", "r:1"):
        await bot.process_update(updates.press(data))


async def readers(bot: BotApplication, updates: Updates) -> None:
    """Send the refusals for people without rights, and for people who ask too much."""
    reader = {"from": {**ANA, "id": 99, "first_name": EVIL}}
    for text in ("/share 1", "/remove 1", "/editors", "apa kabar?", "apa kabar?"):
        await bot.process_update(updates.text(text, 99, **reader))
    for chat_id, text in ((-5, "/add x"), (-6, "/language id"), (-6, "/guard on")):
        await bot.process_update(updates.text(text, chat_id, **reader))


async def press_all(bot: BotApplication, updates: Updates, request: RecordingRequest) -> None:
    keyboards = [sent["reply_markup"] for sent in request.sent() if sent.get("reply_markup")]
    for keyboard in keyboards:
        for button in (one for row in keyboard["inline_keyboard"] for one in row if "callback_data" in one):
            if button["callback_data"][0] in "qcwuda":
                await bot.process_update(updates.press(button["callback_data"]))


GROUP = {"id": -5, "type": "supergroup", "title": EVIL}
ORIGIN = {"type": "channel", "chat": {"id": -77, "type": "channel", "title": EVIL}, "message_id": 1, "date": 1}


def others(rendered: dict[str, list[str]], code: str) -> None:
    """Add the messages that this conversation cannot reach."""
    renderer = Renderer("telegram", lambda: code)
    pages: dict[str, dict[str, object]] = {
        "error": {"error_id": EVIL},
        "closed": {},
        "how_to_ask": {"group": True, "spoken": True, "written": False, "linked": False},
        "left_out": {},
        "adding": {},
        "reply_elsewhere": {},
        "hello": {},
        "start_in_group": {},
        "help_in_group": {},
        "add_elsewhere": {"command": EVIL},
        "about_pages": {"count": 2, "is_offered": False, "left_out": 3},
        "short_text": {"text": EVIL * 20},
        "nothing_to_add": {},
        "search_away": {},
        "links_left_out": {"left_out": 3},
        "another_article": {},
        "lead": {"title": EVIL, "text": EVIL * 20},
        "may_ask_again": {"questions": [EVIL, LONG], "others": 2},
        "guard": {"is_on": True, "most": 3},
        "administrators_guard": {},
        "sources": {"sources": list(every_source()), "count": 2, "own": "chat:7"},
    }
    changed_pages(renderer)
    for reason in ("anonymous", "no_channel", "not_yours", "never", "unknown", "outside"):
        renderer.render("not_connected", reason=reason, typed=EVIL)
    for name, values in pages.items():
        renderer.render(name, **values)
    for source in every_source():
        for name in ("followed", "unfollowed", "source_ended"):
            renderer.render(name, source=source)
        for is_new, shared in ((True, True), (True, False), (False, False)):
            renderer.render("connected", source=source, is_new=is_new, shared=shared)
    rendered["errors"] = [renderer.error(error) for error in every_error()]


def changed_pages(renderer: Renderer) -> None:
    """Render what an article said before, with hostile words in all of it."""
    same, evil = dict.fromkeys(("is_gap", "needs_space_before", "needs_space_behind"), True), clean(EVIL)
    pieces = [SimpleNamespace(both=evil, written=evil, claimed=evil, is_moved=moved, **same) for moved in (0, 1)]
    url = "https://kabar.example/?a=1&b=<i>"
    article = Article(title=evil, url=url, publisher=evil, author=evil, id=3, library="chat:7", paragraph_count=1)
    revision = SimpleNamespace(day=date(2026, 1, 1))
    renderer.render("which_feed", source=evil, feeds=[evil, url])
    renderer.render("change", quote=SimpleNamespace(change=revision, article=article, page=7), pieces=pieces)
    removed = ChangedParagraph(Paragraph(1, 3, 1, evil, page=7), None)
    shown = {"history": SimpleNamespace(article=article), "revision": revision, "changed": [(removed, pieces)]}
    renderer.render("history", **shown, left=2, page=0, pages=2)


def every_source() -> Iterator[Source]:
    """Yield the sources whose words are those of strangers: their titles, or their addresses."""
    problem = ReadError(Fault.PAGE_WITH_FEEDS, source=EVIL, feeds=[EVIL, "https://kabar.example/feed"])
    for library, title in (("chat:7", EVIL), ("shared", LONG), ("chat:7", "")):
        for state in State:
            moment = datetime(2026, 1, 1)
            url = f"https://kabar.example/@semua_orang?{EVIL}"
            made = Source(3, library, "feed", url, "kabar.example", title, 60, state, moment, moment)
            yield replace(made, failures=1, problem=problem, item_count=2, waiting=1)
            yield replace(made, kind="channel", url="channel:1234567890", username="kabar_contoh")


def every_error() -> Iterator[AddError]:
    from tests.test_documentation import DETAILS

    hostile = {name: EVIL if isinstance(value, str) else value for name, value in DETAILS.items()}
    for fault in (
        "empty",
        "binary",
        "unknown_encoding",
        "no_paragraphs",
        "encoding_guessed",
        "library_full",
        "page_with_feeds",
        "not_a_feed",
    ):
        yield AddError(fault, **hostile)  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["en", "id"])
async def test_every_message_is_what_telegram_takes_and_nothing_but_text(
    code: str, bot: BotApplication, request_: RecordingRequest, updates: Updates, rendered: dict[str, list[str]]
) -> None:
    await bot.process_update(updates.text(f"/language {code}"))
    await bot.process_update(updates.text(f"/language {code}", 99))
    await converse(bot, updates, request_)
    others(rendered, code)
    templates = {path.stem for path in (TEMPLATES / "telegram").glob("*.html") if not path.stem.startswith("_")}
    assert templates - rendered.keys() == set()
    for name, messages in rendered.items():
        for html in dict.fromkeys(messages):
            for piece in fitting(html):
                assert_safe(name, piece)


def assert_safe(name: str, html: str) -> None:
    text, marks = tdlib.parse(html)
    assert utf16_length(text) <= LONGEST, name
    assert not TURNING.search(text), name
    ours, ours_marks = parse_html(html)  # as tests.botapi.server understands it
    assert text == ours, name
    styled = {(mark.type, mark.offset, mark.length) for mark in marks}
    known = {"bold", "italic", "underline", "strikethrough", "code", "blockquote", "text_link"}
    assert {kind for kind, *_ in styled} <= known, name
    assert styled == {(one.type, one.offset, one.length) for one in ours_marks if one.type in known}, name
    assert all(mark.url.startswith("https://") for mark in marks if mark.type == "text_link"), name
    # Telegram looks for nothing else inside these: they have a higher priority (TDLib's MessageEntity.cpp).
    quiet = [mark for mark in marks if mark.type in ("code", "text_link")]
    for found in tdlib.find(text):
        shown = text.encode("utf-16-le")[found.offset * 2 : (found.offset + found.length) * 2].decode("utf-16-le")
        if found.type in ("mention", "hashtag", "bot_command") and not OURS.fullmatch(shown):
            assert any(mark.covers(found) for mark in quiet), (name, shown)


def test_the_parser_would_tell(rendered: dict[str, list[str]]) -> None:
    for html in ("<b>a", "<i>a</b>", "<x>a</x>"):
        with pytest.raises(ValueError, match="Can't parse entities"):
            tdlib.parse(html)
    for html in ("halo @semua_orang", "/hapus", "#tanda", "a\u2067b", "a" * 4097, '<a href="http://a.b">x</a>'):
        with pytest.raises(AssertionError):
            assert_safe("", html)
    assert_safe("", "<b>halo</b> <code>@semua_orang</code> /article_1")
