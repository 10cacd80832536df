"""No fault brings into the log, or onto standard error, what a person wrote or who it was."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.runtime import logs
from bot.runtime.settings import Settings
from bot.telegram.running import Running
from index.library import Library
from index.model.errors import Fault, ReadError
from index.model.records import SHARED
from tests.bot.telegram.over_http import TOKEN
from tests.bot.telegram.running import handled, running, settings_for, until
from tests.botapi.server import BotApiServer
from tests.databases import only_sqlite

QUESTION = "siapakah zamrudkhatulistiwa yang disepakati?"
NAME = "Anastasia"
LINK = "http://127.0.0.1:9/rahasiaperusahaan?kunci=1"
TEXT = "Isi PRIBADI milik Eve yang tidak boleh masuk log."
FILE = "catatanku.html"
SECRETS = (
    TOKEN,
    "zamrudkhatulistiwa",
    NAME,
    "rahasiaperusahaan",
    "127.0.0.1:9",
    "PRIBADI",
    "milik Eve",
    "catatanku",
)


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def damage(data: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    path = data / "kutip.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def assert_nothing_private(data: Path, stderr: str, *more: str) -> str:
    """Assert it of the log and of standard error, and return the log."""
    written = logs.log_file(data).read_text()
    for secret in (*SECRETS, *more):
        assert secret not in written, secret
        assert secret not in stderr, secret
    return written


@only_sqlite
@pytest.mark.parametrize("table", ["answers", "paragraphs", "updates", "chats"])
async def test_a_damaged_database_brings_nothing_private_into_the_log(
    table: str,
    examples: Library,
    settings: Settings,
    server: BotApiServer,
    capfd: pytest.CaptureFixture[str],
) -> None:
    chosen = settings_for(settings, server)
    logs.set_up(chosen.kutip_data, "DEBUG", TOKEN, to_screen=True)
    chats = []
    async with running(examples, chosen) as bot:
        await until(lambda: bot._application.running)
        damage(chosen.kutip_data, table)
        for said in (QUESTION, f"/add {LINK}", TEXT, QUESTION):
            chats.append(await say(server, bot, said))
    stderr = capfd.readouterr().err
    assert "Traceback" not in stderr
    assert_nothing_private(chosen.kutip_data, stderr, *chats)


async def say(server: BotApiServer, bot: Running, text: str) -> str:
    """Write to the bot, and return the chat's id: a new chat, which waits for no limit of Telegram's."""
    ana = server.person(NAME)
    ana.write(chat := server.private(ana), text)
    await server.quiet()
    await handled(bot)
    return str(chat.id)


def _broken(*_arguments: object, **_named: object) -> None:
    raise RuntimeError(f"{QUESTION} {TEXT} {LINK} {TOKEN}") from ValueError(TEXT)


def _expected(*_arguments: object, **_named: object) -> None:
    raise ReadError(Fault.EMPTY, source=f"{FILE} {TEXT}")


@pytest.mark.parametrize("fault", [_broken, _expected])
async def test_errors_of_every_kind_bring_nothing_private_into_the_log(
    fault: Callable[..., None],
    examples: Library,
    settings: Settings,
    server: BotApiServer,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    chosen = settings_for(settings, server)
    logs.set_up(chosen.kutip_data, "DEBUG", TOKEN, to_screen=True)
    chats = []
    monkeypatch.setattr(examples, "ask", fault)
    monkeypatch.setattr(examples, "add_read", fault)
    async with running(examples, chosen) as bot:
        for said in (QUESTION, f"/add {LINK}"):
            chats.append(await say(server, bot, said))
        for status in (400, 403, 500):
            server.fail_next("sendMessage", status=status, description=f"Bad Request: {TEXT} {LINK}")
            chats.append(await say(server, bot, QUESTION))
        async with server.away():
            await until(lambda: bot._connectivity.outage)
    written = assert_nothing_private(chosen.kutip_data, capfd.readouterr().err, *chats)
    assert "bot.telegram.monitoring.update_log" in written


@pytest.mark.parametrize(
    "page", [b"", b"<html></html>", b"<html><body><p>" + TEXT.encode(), b"\xff\xfe<html>" + b"<div>" * 3000]
)
def test_reading_a_bad_page_brings_nothing_private_into_the_log(
    page: bytes, library: Library, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(settings.kutip_data, "DEBUG", TOKEN, to_screen=True)
    logging.getLogger("bot").info("a line, so that there is a log")
    list(library.add_bytes(page, FILE, SHARED))
    list(library.add([LINK]))
    assert_nothing_private(settings.kutip_data, capfd.readouterr().err)
