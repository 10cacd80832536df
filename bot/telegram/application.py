"""Build the application: its collaborators, what python-telegram-bot is given, and who handles which update."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot, TypeHandler
from telegram.request import BaseRequest

from bot.rendering.render import Renderer
from bot.runtime.settings import Settings
from bot.telegram.channels import connecting, receiving
from bot.telegram.delivery.outgoing import LONGEST_LIMIT, Outgoing, RateLimits
from bot.telegram.delivery.unreachable import UnreachableChats
from bot.telegram.handlers import (
    about,
    articles,
    buttons,
    editors,
    fallback,
    forget,
    groups,
    inline,
    language,
    offers,
    questions,
    removals,
)
from bot.telegram.handlers.checking import check, guard
from bot.telegram.limits.busy_chats import BusyChats
from bot.telegram.middleware.allowed_chats import check_chat
from bot.telegram.middleware.context import Handlers, KutipContext, NoData, Services
from bot.telegram.middleware.errors import handle_error
from bot.telegram.middleware.language import choose_language
from bot.telegram.middleware.moved_groups import check_group
from bot.telegram.middleware.passed_over import pass_over
from bot.telegram.middleware.rate_limit import check_rate
from bot.telegram.middleware.rights import Rights
from bot.telegram.middleware.shared_counts import SharedAlbums, SharedQuestions
from bot.telegram.middleware.sliding_window import MOST_IN_A_GROUP, QuestionsAMinute
from bot.telegram.monitoring.update_log import UpdateLog
from bot.telegram.protocol.albums import SeenAlbums
from bot.telegram.protocol.current_update import current_language
from bot.telegram.protocol.message_ids import MessageIds
from bot.telegram.receiving.order import ByChat
from bot.telegram.receiving.polling import PollRequest
from bot.telegram.receiving.queue import Incoming
from bot.telegram.receiving.shared_queue import SharedIncoming
from bot.telegram.replies.adding import ArticleAdder
from bot.telegram.replies.views import Replies
from bot.telegram.sources import handlers as sources
from bot.telegram.sources.ended_sources import report_ended_sources
from index.conversations.inbox import Inbox
from index.conversations.lines.shared_inbox import SharedInbox
from index.ingestion.reading.pool import Readings, open_readings
from index.library import Library
from index.model.errors import Fault, SettingsError

BotApplication = Application[ExtBot[None], KutipContext, NoData, NoData, Services, None]
Builder = ApplicationBuilder[ExtBot[None], KutipContext, NoData, NoData, Services, None]
UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
]
# Each in a group of its own, as of one group only the first that takes an update gets it.
MIDDLEWARE: Sequence[Callable[[Update, KutipContext], Coroutine[None, None, None]]] = (
    choose_language,
    check_chat,
    check_group,
    pass_over,
    check_rate,
)
# In this order: buttons take presses without data, and the last takes all messages that are left.
HANDLERS: Sequence[Handlers] = [
    module.HANDLERS
    for module in (
        questions,
        buttons,
        check,
        about,
        articles,
        removals,
        editors,
        language,
        forget,
        groups,
        inline,
        sources,
        connecting,
        receiving,
        offers,
        guard,
        fallback,
    )
]
# Fewer than the connections that the database's pool has, as each may need one.
_THREADS = 12
# Posts and edits in one channel. A bot may send 20 messages a minute there, and no person writes more.
_POSTS_A_MINUTE = 60


def build_application(
    library: Library,
    settings: Settings,
    request: BaseRequest | None = None,
    limits: RateLimits | None = None,
    update_log: UpdateLog | None = None,
    readings: Readings | None = None,
) -> BotApplication:
    """Return the application, not yet started. Raises SettingsError without a token.

    ``limits`` are Telegram's unless others are given. ``readings`` read what people send, by default in processes.
    """
    if settings.telegram_token is None:
        raise SettingsError(Fault.NO_TOKEN)
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library warns of each retry_after without it
    update_log, message_ids = update_log or UpdateLog(), MessageIds()
    inbox = library.inbox(int(settings.telegram_token.partition(":")[0]))
    unreachable = UnreachableChats(library.chats)
    shared = SharedInbox(inbox) if settings.receives_jointly else None
    incoming = SharedIncoming(shared, inbox, message_ids) if shared else Incoming(inbox, message_ids)
    busy, flooded = BusyChats(), _note_floods(update_log, incoming)
    outgoing = Outgoing(message_ids, incoming.sending, limits, flooded, unreachable, busy)
    in_order = ByChat(incoming, unreachable, update_log, busy)
    update_log.metrics.watch_updates_waiting(lambda: incoming.qsize() + in_order.waiting)
    update_log.metrics.watch_messages_waiting(lambda: outgoing.waiting)
    services = _services(library, settings, inbox, unreachable, readings, shared)
    builder = _builder(settings, services).update_queue(incoming).concurrent_updates(in_order)
    builder = builder.rate_limiter(outgoing)
    if isinstance(incoming, Incoming):  # several processes get no updates by polls
        builder = builder.get_updates_request(request or PollRequest(incoming.store_collected))
    application = (builder.request(request) if request else builder).build()
    _register(application)
    return application


def _builder(settings: Settings, services: Services) -> Builder:
    return (
        ApplicationBuilder()
        .token(settings.telegram_token or "")
        .context_types(_context_types(services))
        .job_queue(None)
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
    )


def _services(
    library: Library,
    settings: Settings,
    inbox: Inbox,
    unreachable: UnreachableChats,
    readings: Readings | None,
    shared: SharedInbox | None,
) -> Services:
    renderer = Renderer("telegram", current_language)
    readings = readings or open_readings(settings.kutip_max_article_bytes)
    return Services(
        library=library,
        settings=settings,
        renderer=renderer,
        rights=Rights(library, settings.kutip_operators),
        replies=Replies(library, renderer),
        adder=ArticleAdder(library, renderer, readings),
        readings=readings,
        inbox=inbox,
        unreachable=unreachable,
        allowed_chats=set(settings.allowed_chats),
        questions=_counting(settings.kutip_questions_a_minute, "questions", shared),
        questions_of_people=_counting(settings.kutip_person_questions_a_minute, "person", shared),
        inline_queries=_counting(settings.kutip_inline_a_minute, "inline", shared),
        posts=_counting(_POSTS_A_MINUTE, "posts", shared, _POSTS_A_MINUTE),
        albums=SharedAlbums(shared.recent) if shared else SeenAlbums(),
    )


def _counting(
    most: int, what: str, shared: SharedInbox | None, most_in_a_group: int = MOST_IN_A_GROUP
) -> QuestionsAMinute:
    """Return a limit a minute, over all processes if several receive."""
    if shared:
        return SharedQuestions(most, shared.recent, what, most_in_a_group)
    return QuestionsAMinute(most, most_in_a_group)


def _note_floods(
    update_log: UpdateLog, incoming: Incoming | SharedIncoming
) -> Callable[[int | None, float], None]:
    def flooded(chat_id: int | None, seconds: float) -> None:
        update_log.metrics.flooded()
        if chat_id is not None and isinstance(incoming, SharedIncoming):
            incoming.close_chat(chat_id, seconds)

    return flooded


def _context_types(services: Services) -> ContextTypes[KutipContext, NoData, NoData, Services]:
    # The library calls what it is given here once, and keeps the result as bot_data.
    make_services = cast("type[Services]", lambda: services)
    return ContextTypes(context=KutipContext, bot_data=make_services)


def _register(application: BotApplication) -> None:
    for number, step in enumerate(MIDDLEWARE):
        application.add_handler(TypeHandler(Update, step), group=number - len(MIDDLEWARE))
    for handlers in HANDLERS:
        application.add_handlers(handlers)
    application.add_error_handler(handle_error)


async def resume(application: BotApplication) -> None:
    """Queue what an earlier process left unfinished; before any update comes, as it may come again."""
    # By default there are as few threads as processors. A few large articles would then hold up all questions.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS, "kutip"))
    incoming, outgoing = application.update_queue, application.bot.rate_limiter
    if isinstance(incoming, Incoming) and isinstance(outgoing, Outgoing):
        for chat_id, seconds_ago, calls in await incoming.calls_within(LONGEST_LIMIT):
            outgoing.count(chat_id, seconds_ago, calls)
        await incoming.resume(application.bot)


async def tidy(application: BotApplication, library: Library) -> None:
    """Delete what has expired, note handled updates, and report sources that have ended. Raises StoreError."""
    if isinstance(application.update_queue, Incoming):  # several processes do so each time they look for updates
        await application.update_queue.catch_up()
    await asyncio.to_thread(library.transfers.delete_removed)
    await asyncio.to_thread(library.tidy)
    await report_ended_sources(application.bot, library, application.bot_data.renderer)


def begin_no_more(application: BotApplication) -> None:
    """Leave the updates that have not begun to the next process."""
    if isinstance(application.update_processor, ByChat):
        application.update_processor.begin_no_more()
    if isinstance(application.update_queue, SharedIncoming):
        application.update_queue.held.end()
