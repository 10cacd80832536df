"""An export of Telegram Desktop can be sent as a file."""

from bot.runtime.settings import Settings
from index.library import Library
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person
from tests.index.ingestion.readers.telegram_export.exports import LEAD, post, written
from tests.index.ingestion.readers.telegram_export.exports import chat as export


async def test_the_posts_of_an_export_are_added_and_answer(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(library, settings, server):
        for expected in ("Added", "Already here"):
            ana.send_file(chat, "result.json", written(export(post(1, LEAD), post(2, "👍"))), caption="/add")
            assert expected in (await server.next_message(chat)).text
        ana.write(chat, "siapa yang membuka jembatan baru?")
        assert LEAD in (await server.next_message(chat)).text


async def test_what_is_no_export_gets_one_line(
    library: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    async with running(library, settings, server):
        ana.send_file(chat, "settings.json", b'{"a": 1}', caption="/add")
        assert "is not an export of Telegram Desktop" in (await server.next_message(chat)).text
