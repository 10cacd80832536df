"""How updates come to this process: by polls, by a webhook of its own, or by one that several processes have."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import cast

from telegram.error import TelegramError
from telegram.ext import Updater

from bot.runtime.settings import Settings
from bot.telegram.application import UPDATES, BotApplication
from bot.telegram.receiving.shared_queue import SharedIncoming
from bot.telegram.receiving.webhook_server import SharedServer, serve_webhook
from index.files.lock import locked
from index.model.errors import ChatServiceError, Fault
from index.store.sources.hub_store import HubStore

_log = logging.getLogger(__name__)
# A process that looks whether a bot runs takes its locks for an instant.
_LOCK_SECONDS = 0.1


class Listening:
    """In the event loop only."""

    def __init__(
        self,
        settings: Settings,
        application: BotApplication,
        poll_failed: Callable[[TelegramError], None],
        is_ready: Callable[[], bool],
        hubs: HubStore,
    ) -> None:
        """``poll_failed`` is called for each poll that fails; ``is_ready`` in any thread."""
        self._settings, self._poll_failed, self._hubs = settings, poll_failed, hubs
        self.updater = cast("Updater", application.updater)
        incoming = application.update_queue
        self._server: SharedServer | None = None
        if isinstance(incoming, SharedIncoming):
            self._server = SharedServer(settings, application.bot, incoming, hubs, is_ready)

    @property
    def is_running(self) -> bool:
        return self._server.is_listening if self._server else self.updater.running

    async def start(self) -> None:
        """Take updates from now on. Raises TelegramError, or SettingsError if the port is taken."""
        settings = self._settings
        if self._server:
            self._server.start()
        elif settings.webhook_url:
            await serve_webhook(self.updater, settings, UPDATES, self._hubs)
        else:
            await self.updater.start_polling(allowed_updates=UPDATES, error_callback=self._poll_failed)

    async def stop(self) -> None:
        """Take no more updates."""
        await (self._server.stop() if self._server else self.updater.stop())


@contextmanager
def receiving_alone(settings: Settings) -> Iterator[None]:
    """Let no other process on this data folder receive by a webhook. Raises ChatServiceError if one does.

    Two that share no server of PostgreSQL would answer a chat side by side. Telegram ends the polls of all but one
    process by itself.
    """
    receiver = (settings.telegram_token or "").partition(":")[0]
    with ExitStack() as stack:
        if settings.webhook_url and not settings.receives_jointly:
            try:
                stack.enter_context(locked(settings.kutip_data / f"webhook-{receiver}.lock", _LOCK_SECONDS))
            except TimeoutError:
                raise ChatServiceError(Fault.TWO_RECEIVERS) from None
            except OSError as error:
                _log.warning("a second process with this webhook would not be noticed: %s", error.strerror)
        yield
