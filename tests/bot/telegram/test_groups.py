"""What becomes of a chat as a whole: it moves, or the bot is shut out and let in again."""

import pytest

from bot.app import App
from bot.telegram.application import Bot
from tests.fakes import RecordingRequest, Updates

OLD, NEW = -5, -1005
ARTICLE = "/add Banjir merendam Kota Contoh.\n\nTanggul jebol di dua tempat, kata wali kota."


@pytest.mark.parametrize("order", [(0,), (1,), (0, 1), (1, 0), (1, 0, 0, 1)])
async def test_what_was_added_in_a_group_is_found_in_the_supergroup_it_became(
    bot: Bot, examples: App, updates: Updates, request_: RecordingRequest, order: tuple[int, ...]
) -> None:
    await bot.process_update(updates.text(ARTICLE, OLD))
    for which in order:
        chat_id, said = ((OLD, {"migrate_to_chat_id": NEW}), (NEW, {"migrate_from_chat_id": OLD}))[which]
        await bot.process_update(updates.text("", chat_id, **said))
    await bot.process_update(updates.text("/ask Di mana tanggul jebol?", NEW))
    assert "Tanggul jebol" in request_.sent()[-1]["text"]
    await bot.process_update(updates.text("/ask Di mana tanggul jebol?", OLD))
    assert "Tanggul jebol" not in request_.sent()[-1]["text"]
    assert examples.size(frozenset({f"chat:{NEW}"})).articles == 1
