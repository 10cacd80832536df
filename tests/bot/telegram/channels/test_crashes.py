"""A process that is killed between posts: none is lost, and none is there twice."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

import pytest

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from tests.bot.telegram.channels.posts import BRIDGE, DAM, FERRY, connect, titles
from tests.bot.telegram.over_http import TOKEN
from tests.bot.telegram.running import until
from tests.bot.telegram.test_over_http import ROOT
from tests.botapi.server import BotApiServer, Chat, Person
from tests.conftest import PATIENCE
from tools.loopback import free_port


async def started(server: BotApiServer, data: Path) -> Process:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KUTIP_DATA": str(data),
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server.url,
        "METRICS_PORT": str(free_port()),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "telegram", env=environment, cwd=data, stderr=asyncio.subprocess.DEVNULL
    )


@pytest.mark.slow
@pytest.mark.parametrize("confirmed", [1, 2, 4, 6])
async def test_no_post_is_lost_or_doubled_when_the_process_is_killed(
    confirmed: int, tmp_path: Path, server: BotApiServer, ana: Person, chat: Chat, channel: Chat
) -> None:
    settings = Settings(kutip_data=tmp_path)
    with open_configured_library(settings) as library:
        connect(library, channel, chat)
    posts = [server.channels.publish(channel, ana, text) for text in (DAM, BRIDGE)]
    server.channels.publish_photos(
        channel, ana, [FERRY, "", "Kapal tunda menarik feri ke dermaga pada malam hari."]
    )
    server.channels.edit(posts[1], ana, BRIDGE.replace("Menteri", "Gubernur"))
    total = len(server.world.updates)
    bot = await started(server, tmp_path)
    try:
        await until(lambda: len(server.world.updates) <= total - confirmed)
        bot.send_signal(
            signal.SIGKILL
        )  # in the middle: what was confirmed may be stored, and not be an article yet
        await asyncio.wait_for(bot.wait(), PATIENCE)
        server.repeat_update()
        bot = await started(server, tmp_path)
        with open_configured_library(settings) as library:
            await until(lambda: len(titles(library, chat)) == 3 and not len(server.world.updates))
            await until(lambda: not library.inbox(int(TOKEN.partition(":")[0])).unfinished())
            assert sorted(titles(library, chat)) == sorted(text.split("\n")[0] for text in (DAM, BRIDGE, FERRY))
            paragraphs = [
                paragraph.text
                for article in library.articles(frozenset({f"chat:{chat.id}"}))
                for paragraph in library.article(article.id, frozenset({f"chat:{chat.id}"}))[1]
            ]
            assert len(paragraphs) == len({*paragraphs}) == 4
            assert "Gubernur membuka jembatan di atas Sungai Contoh." in paragraphs
    finally:
        if bot.returncode is None:
            bot.send_signal(signal.SIGTERM)
            await asyncio.wait_for(bot.wait(), PATIENCE)
