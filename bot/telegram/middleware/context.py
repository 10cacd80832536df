"""What python-telegram-bot hands to every handler: the collaborators, each made once in application.py."""

from asyncio import Semaphore
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, CallbackContext, ExtBot

from bot.rendering.render import Renderer
from bot.runtime.settings import Settings
from bot.telegram.delivery.pending_edits import PendingEdits
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import send
from bot.telegram.delivery.unreachable import UnreachableChats
from bot.telegram.middleware.newest_query import NewestQueries
from bot.telegram.middleware.refusals import Refusals
from bot.telegram.middleware.rights import Rights
from bot.telegram.middleware.sliding_window import QuestionsAMinute
from bot.telegram.protocol.albums import SeenAlbums
from bot.telegram.replies.adding import ArticleAdder
from bot.telegram.replies.views import Replies
from index.conversations.inbox import Inbox
from index.ingestion.reading.pool import Readings
from index.library import Library


@dataclass(frozen=True)
class Services:
    """What handlers work with.

    Args:
        allowed_chats: ids of the chats that may use the bot; empty where all may. Grows when a group moves.
        questions: by chat.
        questions_of_people: by person, over all chats.
        inline_queries: by person.
        posts: by channel.
        inline_turn: of the one inline query that is answered now. Two people who type all the time took the
            processor from those who ask.
    """

    library: Library
    settings: Settings
    renderer: Renderer
    rights: Rights
    replies: Replies
    adder: ArticleAdder
    readings: Readings
    inbox: Inbox
    unreachable: UnreachableChats
    allowed_chats: set[int]
    questions: QuestionsAMinute
    questions_of_people: QuestionsAMinute
    inline_queries: QuestionsAMinute
    posts: QuestionsAMinute
    inline_turn: Semaphore = field(default_factory=lambda: Semaphore(1))
    newest_queries: NewestQueries = field(default_factory=NewestQueries)
    refusals: Refusals = field(default_factory=Refusals)
    edits: PendingEdits = field(default_factory=PendingEdits)
    albums: SeenAlbums = field(default_factory=SeenAlbums)


NoData = dict[Any, Any]
"""What python-telegram-bot could keep for each chat and each user; the bot keeps nothing there."""


class KutipContext(CallbackContext[ExtBot[None], NoData, NoData, Services]):
    """The context of a handler. ``bot_data`` holds the services; those that most handlers use have a name here."""

    @property
    def library(self) -> Library:
        return self.bot_data.library

    @property
    def renderer(self) -> Renderer:
        return self.bot_data.renderer

    @property
    def rights(self) -> Rights:
        return self.bot_data.rights

    @property
    def replies(self) -> Replies:
        return self.bot_data.replies

    async def say(self, message: Message, template: str, **values: object) -> None:
        """Reply to a message with a page of templates/telegram."""
        await send(message, Reply(self.renderer.render(template, **values)))


Handlers = Sequence[BaseHandler[Update, KutipContext, None]]
"""What a module of handlers exports as HANDLERS: for each update, the first handler that takes it gets it."""
