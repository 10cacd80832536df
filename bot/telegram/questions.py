"""Questions in private and in groups, and the bot's words about itself."""

import asyncio
from typing import Any

from telegram import Chat, LinkPreviewOptions, Message, MessageEntity, Update
from telegram.constants import ParseMode

from bot.app import App
from bot.render import Renderer
from bot.telegram.chats import Place, argument, new_message, place
from bot.telegram.replies import Replies, Reply
from index.models import Verdict

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(message: Message, reply: Reply) -> None:
    """Reply to a message: in a group below the question, as others talk meanwhile."""
    await message.reply_text(
        reply.html,
        parse_mode=ParseMode.HTML,
        reply_markup=reply.keyboard,
        link_preview_options=NO_PREVIEW,
        do_quote=message.chat.type != Chat.PRIVATE,
        allow_sending_without_reply=True,
    )


class QuestionHandlers:
    def __init__(self, app: App, renderer: Renderer) -> None:
        self._app = app
        self._renderer = renderer
        self._replies = Replies(app, renderer)

    async def start(self, update: Update, _context: Any) -> None:
        await self._send_page(update, "start")

    async def help(self, update: Update, _context: Any) -> None:
        await self._send_page(update, "help")

    async def privacy(self, update: Update, _context: Any) -> None:
        await send(new_message(update), Reply(self._renderer.render("privacy", days=self._app.keep_answers_days)))

    async def unknown_command(self, update: Update, _context: Any) -> None:
        await self._send_page(update, "unknown_command")

    async def ask(self, update: Update, _context: Any) -> None:
        """/ask with a question or as a reply to one, and any text in private."""
        message = new_message(update)
        asked = argument(message) if _is_command(message) else message.text or ""
        await self._answer(message, asked or _replied_text(message))

    async def ask_in_group(self, update: Update, context: Any) -> None:
        """A mention of the bot or a reply to it; anything else that is said in a group is not for it."""
        message = new_message(update)
        replied = message.reply_to_message
        name = f"@{context.bot.username}".casefold()
        mentions = message.parse_entities([MessageEntity.MENTION]).values()
        mentioned = [mention for mention in mentions if mention.casefold() == name]
        if mentioned:
            asked = (message.text or "").replace(mentioned[0], " ").strip()
            await self._answer(message, asked or _replied_text(message))
        elif replied and replied.from_user and replied.from_user.id == context.bot.id:
            await self._answer(message, message.text or "")

    async def _answer(self, message: Message, question: str) -> None:
        if not question.strip():
            await send(message, Reply(self._renderer.render("how_to_ask")))
            return
        await send(message, await asyncio.to_thread(self._reply, question, place(message.chat)))

    def _reply(self, question: str, asked_in: Place) -> Reply:
        answer = self._app.ask(question, asked_in.libraries)
        kept = answer.verdict is not Verdict.NOT_FOUND  # there are no buttons below anything else
        answer_id = self._app.answers.save(answer, asked_in.name) if kept else None
        return self._replies.answer(answer, answer_id)

    async def _send_page(self, update: Update, template: str) -> None:
        await send(new_message(update), Reply(self._renderer.render(template)))


def _is_command(message: Message) -> bool:
    return bool(message.entities) and message.entities[0].type == MessageEntity.BOT_COMMAND


def _replied_text(message: Message) -> str:
    replied = message.reply_to_message
    return (replied.text or replied.caption or "") if replied else ""
