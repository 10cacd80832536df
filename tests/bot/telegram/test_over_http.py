"""The running bot: long polling over HTTP against a Bot API server that checks calls as Telegram does."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from index.library import Library
from tests.bot.telegram.over_http import TOKEN, running
from tests.botapi.server import BotApiServer, Person
from tests.conftest import DATA, EXAMPLES, PATIENCE
from tests.index.ingestion.readers.pdf.made_pages import Layout, made

ROOT = Path(__file__).parent.parent.parent.parent


async def test_a_conversation_goes_on_after_a_restart_of_the_bot(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    async with running(examples, settings, server):
        ana.write(chat, "apa yang disepakati?")
        answer = await server.next_message(chat)
        assert answer.text.startswith("BREST, KABAR CONTOH")
        assert answer.buttons == [["More ›", "Context", "Why"], ["👍", "👎", "Open the page"]]
        bold = next(entity for entity in answer.entities if entity.type == "bold")
        assert answer.text[bold.offset : bold.offset + bold.length].endswith("tengah pertempuran.")
    ana.write(chat, "siapa presiden yang meresmikan Whoosh?")  # while the bot is down
    with open_configured_library(settings) as reopened:
        async with running(reopened, settings, server):
            late = await server.next_message(chat)
            assert "Presiden Joko Widodo meresmikan" in late.text
            ana.press(answer, "More")
            second = await server.next_edit(answer)
            assert "2 of 5" in second.text
            ana.press(second, "Context")
            context = await server.next_edit(second)
            ana.press(context, "Quote")
            assert (await server.next_edit(context)).text == second.text
    methods = {call.method for call in server.calls if "My" not in call.method}
    assert methods == {
        "getMe",
        "getUpdates",
        "deleteWebhook",
        "sendMessage",
        "editMessageText",
        "answerCallbackQuery",
    }
    assert set(server.commands) == {("default", code) for code in ("", "en", "id", "jv", "ms", "su")}


async def test_pressing_twice_is_no_trouble(examples: Library, settings: Settings, server: BotApiServer) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    async with running(examples, settings, server):
        ana.write(chat, "apa yang disepakati?")
        answer = await server.next_message(chat)
        presses = [ana.press(answer, "Why"), ana.press(answer, "Why")]
        for query_id in presses:
            told = await server.next_callback_answer(query_id)
            assert not told.show_alert
        await server.next_edit(answer)
        await server.quiet()
        assert len(server.history(chat)) == 2  # the question and its answer: no apology


async def test_a_file_is_added_and_asked(library: Library, settings: Settings, server: BotApiServer) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    async with running(library, settings, server):
        ana.write(chat, "apa yang disepakati?")
        assert "no articles yet" in (await server.next_message(chat)).text
        data = (DATA / "banjir.txt").read_bytes()
        sent = ana.send_file(chat, "banjir.txt", data)
        assert "Add banjir.txt to this chat's library" in (await server.next_message(chat)).text
        ana.write(chat, "/add", reply_to=sent)
        assert "Added Banjir merendam 12 kelurahan" in (await server.next_message(chat)).text
        ana.send_file(chat, "banjir.txt", data, caption="/add")
        assert "Already here" in (await server.next_message(chat)).text
        ana.write(chat, "apa yang disepakati?")
        assert "Wali kota dan warga sepakat" in (await server.next_message(chat)).text
        for name, bad, says in [
            ("x.doc", b"\xd0\xcf", "cannot read .doc"),
            ("x.txt", b"%PDF-1.7", "is not text but PDF"),
            ("x.md", b"---\ntitle: &a x\nauthor: *a\n---\nIsi.", "is not valid YAML"),
        ]:
            ana.send_file(chat, name, bad, caption="/add")
            assert says in (await server.next_message(chat)).text
        ana.send_file(chat, "big.txt", b"x", caption="/add", size=30_000_000)
        assert "larger than" in (await server.next_message(chat)).text


async def test_a_document_is_added_and_a_damaged_one_is_refused(
    library: Library, settings: Settings, server: BotApiServer
) -> None:
    ana = server.person("Ana")
    chat = server.private(ana)
    async with running(library, settings, server):
        data = made(Layout(columns=2, title="Banjir di Krajan"), 12).pdf("rows")
        ana.send_file(chat, "banjir.pdf", data, caption="/add")
        assert "Added Banjir di Krajan" in (await server.next_message(chat)).text
        ana.send_file(chat, "rusak.pdf", data[:300], caption="/add")
        assert "rusak.pdf is not a document in the format PDF" in (await server.next_message(chat)).text
        ana.send_file(chat, "besar.pdf", b"x", caption="/add", size=30_000_000)
        assert "larger than" in (await server.next_message(chat)).text


async def test_a_group_hears_the_bot_only_when_it_asks(
    examples: Library, settings: Settings, server: BotApiServer
) -> None:
    ana, budi = server.person("Ana"), server.person("Budi")
    group = server.group("Newsroom", is_forum=True)
    async with running(examples, settings, server):
        ana.write(group, "apa yang disepakati?", topic=7)
        budi.write(group, "@kutip_bot apa yang disepakati?", topic=7)
        answer = await server.next_message(group)
        assert answer.reply_to is not None
        assert answer.reply_to.text == "@kutip_bot apa yang disepakati?"
        assert answer.topic == 7
        ana.write(group, "siapa Podolyak?", reply_to=answer, topic=7)
        assert "Podolyak" in (await server.next_message(group)).text
        await server.quiet()
        assert sum(message.text.startswith("BREST") for message in server.history(group)) == 1


async def test_no_message_is_too_long_and_cuts_are_at_sentence_ends(
    library: Library, settings: Settings, server: BotApiServer
) -> None:
    sentence = "Kalimat nomor {} tentang 😀 banjir & <b>hujan</b> di kota itu panjang sekali."
    long = " ".join(sentence.format(number) for number in range(200))
    paragraphs = [f"{'Judul yang sangat panjang ' * 40}", long, f"Tanggul. {long}", long + " Selesai."]
    text = "\n".join(paragraphs)
    (result,) = library.add_bytes(text.encode(), "long.txt", "shared")
    assert not isinstance(result, Exception)
    ana = server.person("Ana")
    chat = server.private(ana)
    async with running(library, settings, server):
        ana.write(chat, "/article 1")
        article = await server.next_message(chat)
        while any("More" in label for label in article.buttons[0]):
            ana.press(article, "More")
            article = await server.next_edit(article)
        assert article.text.rstrip().split("\n")[-1].startswith("page ")
        assert "Selesai." in article.text
        for question in ("tanggul", "kalimat nomor 150", "tanggul " + "kota " * 300):
            ana.write(chat, question)
            answer = await server.next_message(chat)
            quote = answer.text.split("\n")[0].removeprefix("… ").removesuffix(" …")
            assert quote in text
            assert quote.endswith(".")
            ana.press(answer, "Context")
            assert "page" not in (await server.next_edit(answer)).text


async def test_the_command_runs_the_bot_and_sigterm_ends_it(tmp_path: Path, server: BotApiServer) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KUTIP_DATA": str(tmp_path),
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server.url,
    }
    with open_configured_library(Settings(kutip_data=tmp_path)) as library:
        assert len(list(library.add([str(EXAMPLES)]))) == 10
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "telegram", env=environment, cwd=tmp_path, stderr=asyncio.subprocess.PIPE
    )
    try:
        ana = server.person("Ana")
        chat = server.private(ana)
        ana.write(chat, "apa yang disepakati?")
        assert "BREST" in (await server.next_message(chat)).text
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0
    assert b"@kutip_bot is running" in errors
    assert TOKEN.encode() not in errors
    assert b"disepakati" not in errors


async def test_a_refused_token_is_one_line(tmp_path: Path, server: BotApiServer) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "KUTIP_DATA": str(tmp_path),
        "TELEGRAM_TOKEN": "999:wrong",
        "TELEGRAM_API_URL": server.url,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "telegram", env=environment, cwd=tmp_path, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 1
    assert errors.decode().splitlines()[-1].startswith("Telegram does not know this TELEGRAM_TOKEN")
    assert b"Traceback" not in errors


async def test_a_file_in_a_group_is_for_the_bot_when_its_caption_is(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person
) -> None:
    group = server.group("Warga", admins=(ana,))
    async with running(examples, settings, server):
        ana.send_file(group, "catatan.txt", b"Feri tenggelam.", caption="lihat ini")
        ana.send_file(group, "catatan.txt", b"Feri tenggelam.", caption="/add@bot_lain")
        ana.send_file(group, "catatan.txt", b"Feri tenggelam.", caption="@kutip_bot siapa Messi?")
        assert "Messi" in (await server.next_message(group)).text
        ana.send_file(group, "catatan.txt", b"Feri tenggelam.", caption="/add@kutip_bot")
        assert "Added Feri tenggelam." in (await server.next_message(group)).text
