"""The application: which handler gets which update."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.rendering.render import Renderer
from bot.runtime.settings import Settings
from bot.telegram.delivery.outgoing import Limits, Outgoing
from bot.telegram.delivery.unreachable import Gone
from bot.telegram.handlers.buttons import Buttons
from bot.telegram.handlers.captions import Captions, RestOfAlbum
from bot.telegram.handlers.editors import EditorHandlers
from bot.telegram.handlers.forget import ForgetHandlers
from bot.telegram.handlers.groups import GroupHandlers
from bot.telegram.handlers.inline import Inline
from bot.telegram.handlers.language import LanguageHandlers
from bot.telegram.handlers.library import LibraryHandlers
from bot.telegram.handlers.offers import OfferHandlers
from bot.telegram.handlers.questions import QuestionHandlers
from bot.telegram.middleware.allowed_chats import Gate
from bot.telegram.middleware.errors import Funnel
from bot.telegram.middleware.language import Speech
from bot.telegram.middleware.rate_limit import Limit
from bot.telegram.middleware.rights import Rights
from bot.telegram.monitoring.update_log import UpdateLog
from bot.telegram.protocol.current_update import current_language
from bot.telegram.protocol.message_ids import MessageNumbers
from bot.telegram.receiving.order import ByChat
from bot.telegram.receiving.queue import Incoming
from bot.telegram.replies.adding import Adding
from index.library import Library
from index.model.errors import Fault, SettingsError

Bot = Application[Any, Any, Any, Any, Any, Any]
# An edited question is not asked again, and a channel's posts are not for the bot.
_NEW = filters.UpdateType.MESSAGE
WANTED = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY, Update.MY_CHAT_MEMBER]
_A_COMMAND = filters.CaptionRegex(r"^/\w")
_TAPPED = filters.Regex(r"(?i)^/(?:article|remove|share)_\d")
_A_LINK = filters.Regex(r"(?i)^\s*https?://\S+\s*$")
# Fewer than the connections that the database's pool has, as each may need one.
_THREADS = 12
# Of Telegram's limits, in seconds: of a group.
_LONGEST_LIMIT = 60
# Of what comes before all others, which are in group 0: what language is spoken, who may ask, where, and how much.
_FIRST = -4


def build_application(
    library: Library,
    settings: Settings,
    request: BaseRequest | None = None,
    limits: Limits | None = None,
    update_log: UpdateLog | None = None,
) -> Bot:
    """Return the application, not yet started. Raises SettingsError without a token.

    ``limits`` are Telegram's unless others are given.
    """
    if settings.telegram_token is None:
        raise SettingsError(Fault.NO_TOKEN)
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library warns of each retry_after without it
    update_log = update_log or UpdateLog()
    numbers = MessageNumbers()
    inbox, gone = library.inbox(int(settings.telegram_token.partition(":")[0])), Gone(library.chats)
    incoming = Incoming(inbox, numbers)
    outgoing = Outgoing(numbers, incoming.sending, limits, update_log.metrics.flooded, gone)
    in_order = ByChat(incoming, gone, update_log)
    update_log.metrics.watch_updates_waiting(lambda: incoming.qsize() + in_order.waiting)
    update_log.metrics.watch_messages_waiting(lambda: outgoing.waiting)
    builder = (
        ApplicationBuilder()
        .token(settings.telegram_token)
        .update_queue(incoming)
        .concurrent_updates(in_order)
        .rate_limiter(outgoing)
    )
    builder = builder.base_url(f"{settings.telegram_api_url}/bot")
    builder = builder.base_file_url(f"{settings.telegram_api_url}/file/bot")
    if request is not None:
        builder = builder.request(request).get_updates_request(request)
    application = builder.build()
    add_handlers(application, library, settings, GroupHandlers(library, inbox, gone))
    return application


async def take_up(application: Bot) -> None:
    """Queue what the process before left unfinished; before any update comes, as it may come again."""
    # By default there are as few threads as processors: some that read large articles would hold up all questions.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "kutip"))
    incoming, outgoing = application.update_queue, application.bot.rate_limiter
    if isinstance(incoming, Incoming) and isinstance(outgoing, Outgoing):
        for chat_id, seconds_ago, calls in await incoming.calls_within(_LONGEST_LIMIT):
            outgoing.count(chat_id, seconds_ago, calls)
        await incoming.resume(application.bot)


async def tidy(application: Bot, library: Library) -> None:
    """Delete what is kept no longer, and note what is handled if that could not be written. Raises StoreError."""
    if isinstance(application.update_queue, Incoming):
        await application.update_queue.catch_up()
    await asyncio.to_thread(library.tidy)


def begin_no_more(application: Bot) -> None:
    """Leave the updates that are not begun to the next process."""
    if isinstance(application.update_processor, ByChat):
        application.update_processor.begin_no_more()


def add_handlers(application: Bot, library: Library, settings: Settings, chats: GroupHandlers) -> None:
    renderer = Renderer("telegram", current_language)
    rights = Rights(library, settings.kutip_operators)
    limit = Limit(renderer, rights, settings.kutip_questions_a_minute)
    questions = QuestionHandlers(library, renderer, settings, rights, limit)
    adding = Adding(library, renderer)
    offers = OfferHandlers(renderer, adding)
    articles = LibraryHandlers(library, renderer, rights, adding)
    speech = Speech(library)
    language = LanguageHandlers(library, renderer, speech)
    forget = ForgetHandlers(library, renderer)
    commands = {
        "start": questions.start,
        "help": questions.help,
        "ask": questions.ask,
        "sources": articles.sources,
        "article": articles.article,
        "add": articles.add,
        "remove": articles.remove,
        "share": articles.share,
        "editors": EditorHandlers(library, renderer, rights).editors,
        "privacy": questions.privacy,
        "language": language.language,
        "forget": forget.forget,
    }
    gate = Gate(library, settings.allowed_chats, renderer)
    for number, check in enumerate((speech.listen, gate.check, chats.check, limit.check)):
        application.add_handler(TypeHandler(Update, check), group=_FIRST + number)
    for name, handler in commands.items():
        application.add_handler(CommandHandler(name, handler, filters=_NEW))
    application.add_handler(MessageHandler(_NEW & filters.StatusUpdate.MIGRATE, chats.migrate))
    application.add_handler(ChatMemberHandler(chats.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    captions = Captions(commands, offers.offer, questions.unknown_command)
    _add_messages(application, questions, articles, offers, captions)
    presses = {r"^l:": language.press, r"^f:": forget.press, r"^o:": offers.press}
    for pattern, press in presses.items():
        application.add_handler(CallbackQueryHandler(press, pattern))
    application.add_handler(CallbackQueryHandler(Buttons(library, renderer).press))
    application.add_handler(InlineQueryHandler(Inline(library, renderer).answer))
    application.add_error_handler(Funnel(renderer).handle)


def _add_messages(
    application: Bot,
    questions: QuestionHandlers,
    library: LibraryHandlers,
    offers: OfferHandlers,
    captions: Captions,
) -> None:
    """Add what takes the messages that are no known command: the first that a message is for gets it."""
    private, groups = _NEW & filters.ChatType.PRIVATE, _NEW & filters.ChatType.GROUPS
    words_of_people = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handlers(
        [
            MessageHandler(private & RestOfAlbum(), _say_nothing),
            MessageHandler(_NEW & _TAPPED, library.tapped),
            MessageHandler(_NEW & _A_COMMAND, captions.obey),
            MessageHandler(private & (filters.FORWARDED | filters.Document.ALL | _A_LINK), offers.offer),
            MessageHandler(private & filters.COMMAND, questions.unknown_command),
            MessageHandler(private & words_of_people, questions.ask),
            MessageHandler(private & ~filters.StatusUpdate.ALL, questions.what_is_this),
            MessageHandler(groups & words_of_people, questions.ask_in_group),
        ]
    )


async def _say_nothing(_update: Update, _context: Any) -> None: ...
