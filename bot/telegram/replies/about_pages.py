"""A question beside links: it is answered from their pages alone, of which nothing is kept."""

import asyncio

from telegram import Chat, Message

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.protocol.places import sender_of
from bot.telegram.protocol.questions import Asked
from bot.telegram.replies.adding import ArticleAdder
from bot.telegram.replies.views import Replies
from index.library import Library
from index.model.errors import ReadError
from index.model.records import Reason, Verdict

# "Apa ini?" asks for the article itself.
_WITHOUT_WORDS = (Reason.NO_WORDS, Reason.SMALL_TALK)


async def answer_from_pages(
    message: Message, asked: Asked, library: Library, adder: ArticleAdder, replies: Replies, renderer: Renderer
) -> tuple[Verdict, Reply]:
    """Return what the pages beside a question say, and how sure. Raises ReadError if none can be read."""
    read = await adder.read_pages(asked.pages, sender_of(message))
    failed = [result for result in read if isinstance(result, ReadError) and not result.is_note]
    articles = [result for result in read if not isinstance(result, ReadError)]
    if failed and not articles:
        raise failed[0]
    answer = await asyncio.to_thread(library.ask_read, articles, asked.question)
    shown = await asyncio.to_thread(replies.answer, answer.closest, None)
    said = "" if answer.reason in _WITHOUT_WORDS else shown.html
    lead = "" if answer.closest.quotes or not articles else renderer.render("lead", article=articles[0])
    lines = [renderer.error(error) for error in failed]
    hint = renderer.render("about_pages", count=len(asked.pages), is_offered=may_be_added(message, asked))
    return answer.verdict, Reply("\n\n".join(filter(None, [said, lead, *lines, hint])))


def may_be_added(message: Message, asked: Asked) -> bool:
    """Return whether the pages beside a question are offered, as in private if it has the links itself."""
    return bool(asked.pages) and message.chat.type == Chat.PRIVATE and bool(addresses_to_add(message))
