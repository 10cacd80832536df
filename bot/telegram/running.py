"""Run the bot, from the first call that reaches Telegram to an orderly shutdown."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

from telegram.error import BadRequest, Conflict, InvalidToken, TelegramError

from bot.console.screen import Screen
from bot.runtime.memory import TRIM_SECONDS, return_free_memory
from bot.runtime.presence import Board, Presence, shown_in
from bot.runtime.settings import Settings
from bot.telegram.application import UPDATES, begin_no_more, build_application, resume, tidy
from bot.telegram.delivery.outgoing import RateLimits
from bot.telegram.listening import Listening, receiving_alone
from bot.telegram.monitoring.connectivity import Conflicts, Connectivity
from bot.telegram.monitoring.health import Health, Heartbeat, library_health, served
from bot.telegram.monitoring.update_log import UpdateLog
from bot.telegram.profile import introduce
from bot.telegram.receiving.webhook import Webhook
from bot.telegram.sharing import Duties, sharing_of
from bot.telegram.tasks import cancel, repeat, unless, within
from index.analysis import language
from index.ingestion.reading.pool import Readings, open_readings
from index.library import Library
from index.model.errors import ChatServiceError, Fault, KutipError, StoreError

_log = logging.getLogger(__name__)
_BEAT_SECONDS = 0.5
_LOOK_SECONDS = 60.0
_LOOK_AGAIN_SECONDS = 1.0
_TIDY_SECONDS = 60.0
# For a shutdown, in seconds: the last poll, what is being read, and the work that has begun.
_LAST_POLL = 3.0
_LAST_READING = 8.0
_LAST_WORK = 15.0


class Running:
    """One run of the bot, in one event loop."""

    def __init__(
        self,
        library: Library,
        settings: Settings,
        screen: Screen,
        conflicts: Callable[[], Conflicts] = Conflicts,
        readings: Readings | None = None,
        duties: Duties | None = None,
        limits: RateLimits | None = None,
    ) -> None:
        self._library = library
        self._settings = settings
        self._screen = screen
        self.update_log = UpdateLog()
        self._readings = readings or open_readings(settings.kutip_max_article_bytes)
        self._application = build_application(
            library, settings, limits=limits, update_log=self.update_log, readings=self._readings
        )
        self._listening = Listening(
            settings, self._application, self._poll_failed, self._is_ready, library.source_stores.hubs
        )
        self._updater = self._listening.updater
        self._duties = duties or Duties()
        self._sharing = sharing_of(self._application, self._duties)
        self._connectivity, self._begin_conflicts = Connectivity(), conflicts
        self._webhook = Webhook(settings, UPDATES)
        self._heart, self._since = Heartbeat(), datetime.now(UTC)
        self._username: str | None = None
        self._stop = asyncio.Event()
        self._besides: list[asyncio.Task[None]] = []
        self._error: KutipError | None = None
        library.stages.report = self.update_log.metrics.staged
        self.update_log.metrics.watch_library(lambda: library.size().articles, lambda: library.size().paragraphs)
        self.update_log.metrics.watch_sources(library.source_stores.sources.count)

    def stop(self) -> None:
        """Stop the bot. In the event loop only."""
        self._stop.set()

    async def until_stopped(self) -> None:
        """Run. Raises ChatServiceError when it cannot go on: a bad token, a second poller, a refused webhook."""
        self._heart.beat()
        port = self._settings.metrics_port
        with (
            receiving_alone(self._settings),
            served(port, self.update_log.metrics, self._look),
            shown_in(self._settings.kutip_data) as board,
        ):
            beats = asyncio.create_task(self._beat(board))
            try:
                await self._serve()
            finally:
                await self._end()
                await cancel(beats)
                board.show(self._presence())
        if self._error:
            raise self._error

    async def _serve(self) -> None:
        if not await self._patiently(self._application.initialize):
            return
        self._username = self._application.bot.username
        await asyncio.to_thread(language.warm_up)  # takes 100 MB for a moment: before anything else needs memory
        await asyncio.to_thread(self._readings.warm_up)
        await resume(self._application)
        if not await self._patiently(self._listen):
            return
        self._screen.show_aside("telegram_started", username=self._username)
        await self._application.start()
        works = (self._watch(), self._tidy(), repeat(TRIM_SECONDS, return_free_memory))
        self._besides = [asyncio.create_task(work) for work in works]
        if self._sharing:
            self._sharing.begin(self._take_up_duties)
        else:
            self._besides.append(asyncio.create_task(self._introduce()))
        await self._stop.wait()
        for task in self._besides:
            await cancel(task)

    def _take_up_duties(self) -> None:
        """Do what the only process would have done when it started."""
        self._besides.append(asyncio.create_task(self._set_webhook()))

    async def _set_webhook(self) -> None:
        try:
            if await self._patiently(partial(self._webhook.set, self._application.bot)):
                await self._introduce()
        except ChatServiceError as error:
            self._fail(error)

    async def _introduce(self) -> None:
        await introduce(self._application.bot, self._settings.kutip_operators)

    async def _listen(self) -> None:
        self._conflicts = self._begin_conflicts()
        await self._listening.start()

    async def _patiently(self, step: Callable[[], Coroutine[None, None, None]]) -> bool:
        """Repeat a step until it works, as the network may be down at the start. Return False if stopped."""
        while not self._stop.is_set():
            try:
                done = await unless(self._stop, step())
            except InvalidToken:
                raise ChatServiceError(Fault.TOKEN_REFUSED) from None
            except BadRequest as error:
                raise ChatServiceError(Fault.WEBHOOK_REFUSED, problem=error.message) from None
            except TelegramError as error:
                await self._pause(self._connectivity.mark_unreachable(error))
            else:
                self._connectivity.mark_reachable()
                return done
        return False

    async def _watch(self) -> None:
        """Check whether Telegram can be reached: seldom, as with a webhook no poll shows it; often while not."""
        wait = _LOOK_SECONDS
        while True:
            await self._connectivity.until_doubtful(wait)
            try:
                await self._look_at_telegram()
            except InvalidToken:
                self._fail(ChatServiceError(Fault.TOKEN_REFUSED))
            except TelegramError as error:
                wait = self._connectivity.mark_unreachable(error)
            else:
                self._connectivity.mark_reachable()
                wait = _LOOK_AGAIN_SECONDS if self._connectivity.outage else _LOOK_SECONDS

    async def _look_at_telegram(self) -> None:
        if self._settings.webhook_url and self._duties.are_mine:
            await self._webhook.look(self._application.bot)
        else:
            await self._application.bot.get_me()

    async def _tidy(self) -> None:
        """Delete what has expired every minute, as /privacy promises, also from the write-ahead log."""
        while True:
            try:
                if self._duties.are_mine:
                    await tidy(self._application, self._library)
            except StoreError as error:
                _log.warning("what has expired cannot be deleted: %s", error)
            except Exception:
                _log.exception("what has expired could not be deleted")  # the next minute tries again
            await asyncio.sleep(_TIDY_SECONDS)

    def _poll_failed(self, error: TelegramError) -> None:
        if not isinstance(error, Conflict):
            self._connectivity.poll_failed(error)
        elif self._conflicts.must_leave():
            self._fail(ChatServiceError(Fault.TWO_POLLERS))

    def _fail(self, error: KutipError) -> None:
        self._error = self._error or error
        self._stop.set()

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)

    async def _end(self) -> None:
        """Take no more updates, and finish what has begun within the time there is."""
        if self._listening.is_running:
            await within(_LAST_POLL, self._listening.stop())
        begin_no_more(self._application)
        last_reading = asyncio.get_running_loop().call_later(_LAST_READING, self._readings.close)
        if self._application.running:
            await within(_LAST_WORK, self._application.stop())
        last_reading.cancel()
        self._readings.close()
        if self._sharing:
            await within(_LAST_POLL, self._sharing.end())
        if not (self._application.running or self._listening.is_running):
            await within(_LAST_POLL, self._application.shutdown())

    async def _beat(self, board: Board) -> None:
        while True:
            self._heart.beat()
            board.show(self._presence())
            await asyncio.sleep(_BEAT_SECONDS)

    def _presence(self) -> Presence:
        outage = self._connectivity.outage
        return Presence(
            mode="webhook" if self._settings.webhook_url else "polling",
            since=self._since,
            username=self._username,
            last_update=self.update_log.last_update,
            away_since=outage.since if outage else None,
            problem=outage.problem if outage else None,
            retry_at=outage.retry_at if outage else None,
        )

    def _look(self) -> Health:
        library = library_health(self._library)
        in_reach = self._username is not None and self._connectivity.outage is None
        last, receives = self.update_log.last_update, self._listening.is_running and not self._stop.is_set()
        beats = self._heart.is_alive()
        return Health(beats, library.database, library.index, in_reach, last, receives, library.engine_away)

    def _is_ready(self) -> bool:
        return self._look().is_ready()
