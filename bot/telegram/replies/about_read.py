"""Answers from what is read for one question: pages, a file, or a text, of which nothing is kept."""

import asyncio
from collections.abc import Sequence

from telegram import Chat, Document, Message

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.links import addresses_to_add
from bot.telegram.protocol.places import sender_of
from bot.telegram.protocol.questions import Asked, pasted_in
from bot.telegram.replies.adding import ArticleAdder
from bot.telegram.replies.views import Replies
from index.ingestion.readers.base import ReadResult
from index.ingestion.reading.requests import TextRequest
from index.library import Library
from index.model.errors import AddError, ReadError
from index.model.records import Answer, Reason, Verdict

# "Apa ini?" asks for the article itself.
WITHOUT_WORDS = (Reason.NO_WORDS, Reason.SMALL_TALK)


class ReadingAnswers:
    """Answer questions from what they are about. Any method raises AddError if nothing of that can be read."""

    def __init__(self, library: Library, adder: ArticleAdder, replies: Replies, renderer: Renderer) -> None:
        self._library, self._adder, self._replies, self._renderer = library, adder, replies, renderer

    async def from_pages(self, message: Message, asked: Asked) -> tuple[Verdict, Reply]:
        """Return what pages say, with a line for each that cannot be read.

        Raises an ExceptionGroup of ReadError if none of several can be read.
        """
        read = await self._adder.read_pages(asked.pages, sender_of(message))
        failed = [result for result in read if isinstance(result, ReadError) and not result.is_note]
        articles = [result for result in read if not isinstance(result, ReadError)]
        if failed and not articles:
            raise failed[0] if len(failed) == 1 else ExceptionGroup("pages", failed)
        answer = await asyncio.to_thread(self._library.ask_read, articles, asked.question)
        hint = self._renderer.render(
            "about_pages",
            count=len(asked.pages),
            left_out=asked.pages_left_out,
            is_offered=may_be_added(message, asked),
        )
        return await self._shown(answer, articles, [*map(self._renderer.error, failed), hint])

    async def from_file(self, message: Message, file: Document, asked: Asked) -> tuple[Verdict, Reply]:
        """Return what a file says."""
        if refusal := self._adder.unreadable(file):
            raise refusal
        read = await self._adder.read_document(file, sender_of(message))
        answer = await asyncio.to_thread(self._library.ask_read, read, asked.question)
        hint = "" if message.document else self._renderer.render("about_text", is_pasted=False)
        return await self._shown(answer, read, [hint])

    async def from_texts(
        self, message: Message, texts: Sequence[TextRequest], asked: Asked
    ) -> tuple[Verdict, Reply]:
        """Return what the first of the texts that answers says, or the last one."""
        for text in texts:
            read = await self._adder.read_text(text, sender_of(message))
            answer = await asyncio.to_thread(self._library.ask_read, read, asked.question)
            if answer.verdict is not Verdict.NOT_FOUND:
                break
        hint = self._renderer.render("about_text", is_pasted=pasted_in(message) is not None)
        return await self._shown(answer, read, [hint])

    async def from_short_text(
        self, message: Message, text: TextRequest, asked: Asked
    ) -> tuple[Verdict, Reply] | None:
        """Return what a short text says, None if it gives no sure answer or cannot be read."""
        try:
            verdict, reply = await self.from_texts(message, [text], asked)
        except AddError:
            return None
        return (verdict, reply) if verdict is Verdict.FOUND else None

    def short_text(self, message: Message, text: TextRequest) -> tuple[Verdict, Reply]:
        """Return a short text itself, which has what a question without words of its own asks for."""
        hint = self._renderer.render("about_text", is_pasted=pasted_in(message) is not None)
        shown = self._renderer.render("short_text", text=text.text)
        return Verdict.WEAK, Reply(f"{shown}\n\n{hint}")

    async def _shown(
        self, answer: Answer, read: Sequence[ReadResult], lines: Sequence[str]
    ) -> tuple[Verdict, Reply]:
        """Return an answer, or the beginning of the article if it has no quote, and the lines below."""
        article = next((result for result in read if not isinstance(result, ReadError)), None)
        shown = await asyncio.to_thread(self._replies.answer, answer.closest, None)
        said = "" if answer.reason in WITHOUT_WORDS and article else shown.html
        lead = ""
        if article and not answer.closest.quotes:
            lead = self._renderer.render("lead", title=article.title, text=article.paragraphs[0].text)
        return answer.verdict, Reply("\n\n".join(filter(None, [said, lead, *lines])))


def may_be_added(message: Message, asked: Asked) -> bool:
    """Return whether to offer what a question is about: in private, what its own message has."""
    if message.chat.type != Chat.PRIVATE:
        return False
    return bool(message.document or (asked.pages and addresses_to_add(message)) or pasted_in(message))
