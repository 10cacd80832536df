"""The application: which handler gets which update."""

import logging
from typing import Any

from telegram import BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.app import App
from bot.render import Renderer, words
from bot.settings import Settings
from bot.telegram.activity import Activity
from bot.telegram.buttons import Buttons
from bot.telegram.errors import Funnel
from bot.telegram.library import LibraryHandlers
from bot.telegram.order import ByChat
from bot.telegram.questions import QuestionHandlers
from index.errors import Fault, SettingsError

Bot = Application[Any, Any, Any, Any, Any, Any]
# An edited question is not asked again, and a channel's posts are not for the bot.
_NEW = filters.UpdateType.MESSAGE
WANTED = [Update.MESSAGE, Update.CALLBACK_QUERY]
_DEFAULT_LANGUAGE = "en"
_log = logging.getLogger(__name__)


def build_application(
    app: App, settings: Settings, request: BaseRequest | None = None, activity: Activity | None = None
) -> Bot:
    """Returns the application, not yet started. Raises SettingsError without a token."""
    if settings.telegram_token is None:
        raise SettingsError(Fault.NO_TOKEN)
    # A slow question must not hold up other people's.
    builder = (
        ApplicationBuilder().token(settings.telegram_token).concurrent_updates(ByChat(activity or Activity()))
    )
    builder = builder.base_url(f"{settings.telegram_api_url}/bot")
    builder = builder.base_file_url(f"{settings.telegram_api_url}/file/bot")
    if request is not None:
        builder = builder.request(request).get_updates_request(request)
    application = builder.build()
    add_handlers(application, app, settings)
    return application


def add_handlers(application: Bot, app: App, settings: Settings) -> None:
    renderer = Renderer("telegram")
    questions = QuestionHandlers(app, renderer, settings.kutip_keep_answers_days)
    library = LibraryHandlers(app, renderer)
    commands = {
        "start": questions.start,
        "help": questions.help,
        "ask": questions.ask,
        "sources": library.sources,
        "article": library.article,
        "add": library.add,
        "remove": library.remove,
        "privacy": questions.privacy,
    }
    for name, handler in commands.items():
        application.add_handler(CommandHandler(name, handler, filters=_NEW))
    private, groups = _NEW & filters.ChatType.PRIVATE, _NEW & filters.ChatType.GROUPS
    words_of_people = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handlers(
        [
            MessageHandler(_NEW & filters.Regex(r"^/\w+_\d"), library.tapped),
            MessageHandler(_NEW & filters.Document.ALL & filters.CAPTION, library.add_by_caption),
            MessageHandler(private & (filters.FORWARDED | filters.Document.ALL), library.offer),
            MessageHandler(private & filters.COMMAND, questions.unknown_command),
            MessageHandler(private & words_of_people, questions.ask),
            MessageHandler(private & ~filters.StatusUpdate.ALL, questions.what_is_this),
            MessageHandler(groups & words_of_people, questions.ask_in_group),
            CallbackQueryHandler(Buttons(app, renderer).press),
        ]
    )
    application.add_error_handler(Funnel(renderer).handle)


async def register_commands(application: Bot) -> None:
    """Tell Telegram the commands and their descriptions, in each language there are words for.

    The bot answers without that, too, so a failure is only logged; the next start tries again.
    """
    try:
        for language, descriptions in words("telegram/words")["commands"].items():
            commands = [BotCommand(name, description) for name, description in descriptions.items()]
            await application.bot.set_my_commands(commands, language_code=language)
            if language == _DEFAULT_LANGUAGE:
                await application.bot.set_my_commands(commands)
    except TelegramError as error:
        _log.warning("the commands could not be registered: %s", type(error).__name__)
