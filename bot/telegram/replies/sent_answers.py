"""Which message answers which question, so that an edited question changes its answer, even after a restart."""

import asyncio
import logging
from datetime import timedelta

from telegram import Message

from bot.telegram.protocol.places import place
from index.conversations.sent_messages import SentMessages
from index.model.errors import StoreError

# Later, the answer has been read, or others have replied to it.
_LONGEST = timedelta(minutes=2)
_log = logging.getLogger(__name__)


async def note_answer(sent: SentMessages, question: Message, answer_id: int | None) -> None:
    """Remember the id of the answer to a question; None for one that cannot be edited."""
    if answer_id is None:
        return
    try:
        await asyncio.to_thread(sent.note_answer, place(question.chat).name, question.message_id, answer_id)
    except StoreError as error:  # an edit then changes nothing
        _log.warning("the message of an answer could not be kept: %s", error)


async def answer_to(sent: SentMessages, edited: Message) -> int | None:
    """Return the id of the answer to a question that was edited in time, None where there is none."""
    if edited.edit_date is None or edited.edit_date - edited.date > _LONGEST:
        return None
    return await asyncio.to_thread(sent.answer_to, place(edited.chat).name, edited.message_id)
