"""The application: which handler gets which update, and how it runs."""

from typing import Any

from telegram import Update
from telegram.error import InvalidToken
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.app import App
from bot.render import Renderer
from bot.settings import Settings
from bot.telegram.buttons import Buttons
from bot.telegram.errors import Funnel
from bot.telegram.language import LanguageHandlers
from bot.telegram.library import LibraryHandlers
from bot.telegram.order import ByChat
from bot.telegram.profile import introduce
from bot.telegram.questions import QuestionHandlers
from bot.telegram.speech import Speech
from bot.terminal import Screen
from index.errors import Fault, SettingsError

Bot = Application[Any, Any, Any, Any, Any, Any]
# An edited question is not asked again, and a channel's posts are not for the bot.
_NEW = filters.UpdateType.MESSAGE
_WANTED = [Update.MESSAGE, Update.CALLBACK_QUERY]
# Before all others, which are in group 0.
_FIRST = -1


def run(app: App, settings: Settings, screen: Screen) -> None:
    """Poll for updates until the process is told to stop; what was begun is finished. Raises SettingsError."""
    application = build_application(app, settings)

    async def started(application: Bot) -> None:
        await introduce(application.bot)
        screen.show_aside("telegram_started", username=application.bot.username)

    application.post_init = started
    app.forget_old_answers()
    screen.show_aside("telegram_starting", address=settings.telegram_api_url)
    try:
        # Telegram may be out of reach when a machine starts: wait for it, for as long as it takes.
        application.run_polling(allowed_updates=_WANTED, bootstrap_retries=-1)
    except InvalidToken:
        raise SettingsError(Fault.TOKEN_REFUSED) from None


def build_application(app: App, settings: Settings, request: BaseRequest | None = None) -> Bot:
    """Returns the application, not yet started. Raises SettingsError without a token."""
    if settings.telegram_token is None:
        raise SettingsError(Fault.NO_TOKEN)
    # A slow question must not hold up other people's.
    builder = ApplicationBuilder().token(settings.telegram_token).concurrent_updates(ByChat())
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
    speech = Speech(app)
    language = LanguageHandlers(app, renderer, speech)
    commands = {
        "start": questions.start,
        "help": questions.help,
        "ask": questions.ask,
        "sources": library.sources,
        "article": library.article,
        "add": library.add,
        "remove": library.remove,
        "privacy": questions.privacy,
        "language": language.language,
    }
    application.add_handler(TypeHandler(Update, speech.listen), group=_FIRST)
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
            CallbackQueryHandler(language.press, pattern=r"^l:"),
            CallbackQueryHandler(Buttons(app, renderer).press),
        ]
    )
    application.add_error_handler(Funnel(renderer).handle)
