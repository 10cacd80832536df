"""Questions in private and in groups, and the bot's words about itself."""

import asyncio
import logging

from telegram import Chat, Message, Update
from telegram.ext import ContextTypes

from bot.rendering.render import Renderer
from bot.runtime.settings import Settings
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import send
from bot.telegram.middleware.rate_limit import Limit
from bot.telegram.middleware.rights import Rights
from bot.telegram.protocol.current_update import current_update
from bot.telegram.protocol.deep_links import ArticleLink, QuestionLink, link_of
from bot.telegram.protocol.messages import (
    Place,
    argument,
    asker_of,
    command_of,
    is_by,
    new_message,
    place,
    replied_to,
    text_of,
    without_mention,
)
from bot.telegram.replies.about_text import ask_about, is_article
from bot.telegram.replies.follow_up import earlier_of
from bot.telegram.replies.views import Replies
from index.library import Library
from index.model.errors import StoreError
from index.model.records import Answer, Verdict

_log = logging.getLogger(__name__)
Context = ContextTypes.DEFAULT_TYPE


class QuestionHandlers:
    def __init__(
        self, library: Library, renderer: Renderer, settings: Settings, rights: Rights, limit: Limit
    ) -> None:
        self._library = library
        self._renderer = renderer
        self._replies = Replies(library, renderer)
        self._settings = settings
        self._rights = rights
        self._limit = limit

    async def start(self, update: Update, context: Context) -> None:
        """The first page or, by a deep link, an article or the answer to a question. Raises MissingError."""
        message = new_message(update)
        link = link_of(argument(message))
        if isinstance(link, ArticleLink):
            libraries = place(message.chat).libraries
            await send(message, await asyncio.to_thread(self._replies.article, link.number, libraries, 0))
        elif isinstance(link, QuestionLink):
            await self._answer(message, link.question, context)
        else:
            await self._send_page(update, "start")

    async def help(self, update: Update, _context: Context) -> None:
        """The manual; in private, with what only some may do."""
        message = new_message(update)
        person = message.from_user if message.chat.type == Chat.PRIVATE else None
        shares = await asyncio.to_thread(self._rights.edits_shared, person)
        await self._send_page(update, "help", shares=shares, operates=self._rights.is_operator(person))

    async def privacy(self, update: Update, _context: Context) -> None:
        await self._send_page(update, "privacy", days=self._settings.kutip_keep_answers_days)

    async def unknown_command(self, update: Update, _context: Context) -> None:
        await self._send_page(update, "unknown_command")

    async def what_is_this(self, update: Update, _context: Context) -> None:
        """A sticker, a place, a contact: nothing that could be asked or added."""
        await self._send_page(update, "how_to_ask")

    async def ask(self, update: Update, context: Context) -> None:
        """/ask with a question or as a reply to one, and any text in private."""
        message = new_message(update)
        asked = argument(message) if command_of(message, context.bot.username) else text_of(message)
        await self._answer(message, asked, context)

    async def ask_in_group(self, update: Update, context: Context) -> None:
        """A mention of the bot or a reply to it; anything else that is said in a group is not for it."""
        message = new_message(update)
        asked = without_mention(message, context.bot.username)
        if asked is not None:
            await self._answer(message, asked, context)
        elif is_by(context.bot.id, replied_to(message)):
            await self._answer(message, text_of(message), context)

    async def _answer(self, message: Message, asked: str, context: Context) -> None:
        """Answer the question or, where only the bot is called, the message that the call replies to."""
        replied = replied_to(message)
        if not any(map(str.isalnum, asked)) and not is_by(context.bot.id, replied):
            asked, replied = text_of(replied) or asked, None
        if not asked.strip():
            await send(message, Reply(self._renderer.render("how_to_ask")))
        elif await self._limit.may_ask(message):
            is_ours = is_by(context.bot.id, replied)
            verdict, reply = await asyncio.to_thread(self._reply, message, asked, replied, is_ours)
            current_update().record.ready(verdict)
            await send(message, reply)

    def _reply(
        self, message: Message, question: str, replied: Message | None, is_ours: bool
    ) -> tuple[Verdict, Reply]:
        """``replied`` is what the question replies to: a message of the bot, where ``is_ours``, or another."""
        if replied and not is_ours and is_article(replied):
            answer = ask_about(self._library, replied, question)
            return answer.verdict, self._replies.about_text(answer)
        here = place(message.chat)
        earlier = earlier_of(replied, self._library, here) if replied and is_ours else None
        answer = self._library.ask(question, here.libraries, earlier)
        return answer.verdict, self._replies.answer(answer, self._remember(answer, here, asker_of(message)))

    def _remember(self, answer: Answer, asked_in: Place, asker: str | None) -> str | None:
        """Keep an answer that gets buttons. When that fails, an answer without buttons is better than none."""
        if answer.verdict is Verdict.NOT_FOUND:
            return None
        try:
            return self._library.answers.save(answer, asked_in.name, asker)
        except StoreError as error:
            _log.warning("an answer could not be kept: %s", error)
            return None

    async def _send_page(self, update: Update, template: str, **values: object) -> None:
        await send(new_message(update), Reply(self._renderer.render(template, **values)))
