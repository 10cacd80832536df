"""An old answer whose article has changed, over HTTP."""

from bot.runtime.settings import Settings
from index.library import Library
from index.model.records import SHARED, Credits
from tests.bot.telegram.over_http import running
from tests.botapi.server import BotApiServer, Chat, Person

TEXT = "Banjir merendam kota.\n\nSebanyak 120 warga Semarang mengungsi ke sekolah. Bantuan datang.\n\nAir surut."


def write(library: Library, text: str) -> None:
    credits_ = Credits(title="Banjir di Semarang", url="https://kabar.example/banjir", language="id")
    assert list(library.add_text(text, "kabar", credits_, SHARED))


async def test_an_old_answer_shows_what_changed(
    examples: Library, settings: Settings, server: BotApiServer, ana: Person, chat: Chat
) -> None:
    write(examples, TEXT)
    async with running(examples, settings, server):
        ana.write(chat, "berapa warga Semarang mengungsi?")
        answer = await server.next_message(chat)
        write(examples, TEXT.replace("120", "180"))
        ana.press(answer, "Why")
        shown = await server.next_edit(answer)
        assert "This sentence was changed on" in shown.text
        assert "Sebanyak 120 warga" in shown.text
        ana.press(shown, "What changed")
        changed = await server.next_edit(shown)
        assert "Sebanyak 120 180 warga" in changed.text
        ana.press(changed, "Quote")
        assert (await server.next_edit(changed)).text == shown.text
        ana.write(chat, "/check Sebanyak 120 warga Semarang mengungsi ke sekolah.")
        assert "Earlier version:" in (await server.next_message(chat)).text
