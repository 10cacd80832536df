"""The server as tests hold it in their hands: people, chats, failures, and what the bot did."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractContextManager, asynccontextmanager
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.botapi.server.activity import Activity
from tests.botapi.server.checking.params import Params
from tests.botapi.server.checking.schema import read_schema
from tests.botapi.server.endpoint import Call, Endpoint, Refusal
from tests.botapi.server.faults import Fault, Faults, make_fault
from tests.botapi.server.flood import FloodLimits
from tests.botapi.server.methods.receiving import get_updates
from tests.botapi.server.methods.table import METHODS
from tests.botapi.server.world import membership
from tests.botapi.server.world.answers import CallbackAnswer, InlineAnswer
from tests.botapi.server.world.channels import Channels
from tests.botapi.server.world.models import Chat, Message, User
from tests.botapi.server.world.people import Person
from tests.botapi.server.world.world import World
from tests.conftest import PATIENCE

HOST = "127.0.0.1"


class BotApiServer:
    """A Bot API server for one bot, on the loopback interface only.

    Use it with `async with`, in the event loop of the test. Bots may come and go: updates that none
    of them confirmed are given to the next one.
    """

    def __init__(self, token: str, username: str, *, port: int = 0) -> None:
        self.token = token
        bot = User(int(token.partition(":")[0]), username, username, is_bot=True)
        self.world = World(bot)
        self.channels = Channels(self.world)
        self.port = port
        self._faults = Faults()
        self._activity = Activity(self.world.updates)
        self._endpoint = Endpoint(token, self.world, self._faults, self._activity, read_schema())
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self._start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._stop()

    async def _start(self) -> None:
        # Without cancellation, the poll of a bot that died would wait on and take no notice.
        self._runner = web.AppRunner(
            self._endpoint.build(), access_log=None, handler_cancellation=True, shutdown_timeout=1
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self.port).start()
        self.port = self._runner.addresses[0][1]
        self.world.updates.open()
        self.world.delivery.start()

    async def _stop(self) -> None:
        await self.world.delivery.stop()
        self.world.updates.close()
        if self._runner:
            await self._runner.cleanup()

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """Refuse connections until the end, then be back at the same port with all that was and has come."""
        await self._stop()
        try:
            yield
        finally:
            await self._start()

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def calls(self) -> list[Call]:
        """All calls with a known method, in the order in which they came."""
        return self._endpoint.calls

    @property
    def refused(self) -> list[Refusal]:
        """The calls that the schema of the Bot API does not allow; a bot may hide that they failed."""
        return self._endpoint.refused

    @property
    def limits(self) -> FloodLimits | None:
        """The flood limits; none until a test sets them."""
        return self._endpoint.limits

    @limits.setter
    def limits(self, limits: FloodLimits | None) -> None:
        self._endpoint.limits = limits

    def retry_webhook_after(self, backoff: Callable[[int], float]) -> None:
        """Wait so many seconds, by the number of failures in a row, before an update is posted again."""
        self.world.delivery.backoff = backoff

    @property
    def commands(self) -> dict[tuple[str, str], list[dict[str, str]]]:
        """The commands by (scope, language code); a scope is "default", "chat:5" and so on."""
        return self.world.commands

    @property
    def profile(self) -> dict[tuple[str, str], str]:
        """Name and descriptions by (what, language code), such as ("ShortDescription", "id")."""
        return self.world.profile

    def person(self, name: str, *, username: str = "", language_code: str = "en") -> Person:
        return Person(self.world.add_user(name, username, language_code), self.world)

    def private(self, person: Person) -> Chat:
        """Return the private chat of a person and the bot; the bot cannot see it before."""
        return self.world.add_private_chat(person.user)

    def group(
        self, title: str, *, username: str = "", is_forum: bool = False, admins: tuple[Person, ...] = ()
    ) -> Chat:
        """Return a new supergroup that the bot is in; whoever writes there becomes a member."""
        chat = self.world.add_group(title, username, is_forum)
        self.world.memberships[chat.id].administrators.update(admin.user.id for admin in admins)
        return chat

    def basic_group(self, title: str, *, admins: tuple[Person, ...] = ()) -> Chat:
        """Return a new group that the bot is in and that can become a supergroup."""
        chat = self.world.add_basic_group(title)
        self.world.memberships[chat.id].administrators.update(admin.user.id for admin in admins)
        return chat

    def migrate(self, chat: Chat, by: Person) -> Chat:
        """Turn a basic group into a supergroup, which is returned."""
        return membership.migrate(self.world, chat, by.user)

    def shut_out(self, chat: Chat, by: Person) -> None:
        """Let a person block the bot, or an administrator remove it from a group."""
        membership.shut_out(self.world, chat, by.user)

    def let_in(self, chat: Chat, by: Person) -> None:
        """Let the bot in again."""
        membership.let_in(self.world, chat, by.user)

    def channel(self, title: str, *, username: str = "") -> Chat:
        """Return a channel that posts are forwarded from; the bot is not in it."""
        return self.world.make_channel(title, username)

    def history(self, chat: Chat) -> list[Message]:
        """Return all messages of a chat as people see them now."""
        return [message for message in self.world.messages.values() if message.chat == chat]

    def next_message(self, chat: Chat, timeout: float = PATIENCE) -> Coroutine[None, None, Message]:
        """Wait for the next message that the bot sends to a chat, each one once."""
        return self.world.sent.next(chat.id, timeout)

    def next_edit(self, message: Message, timeout: float = PATIENCE) -> Coroutine[None, None, Message]:
        """Wait for the next version that the bot makes of its message, each one once."""
        return self.world.edited.next((message.chat.id, message.message_id), timeout)

    def next_callback_answer(
        self, query_id: str, timeout: float = PATIENCE
    ) -> Coroutine[None, None, CallbackAnswer]:
        """Wait for what the person sees after a press."""
        return self.world.answered.next(query_id, timeout)

    def next_inline_answer(self, query_id: str, timeout: float = PATIENCE) -> Coroutine[None, None, InlineAnswer]:
        """Wait for what a person is offered for what they typed behind the bot's name."""
        return self.world.offered.next(query_id, timeout)

    def expire(self, query_id: str) -> None:
        """Let a button press grow too old to be answered."""
        self.world.open_queries.discard(query_id)

    def fail_next(
        self,
        method: str,
        *,
        status: int = 500,
        description: str | None = None,
        times: int = 1,
        retry_after: int | None = None,
        drop: bool = False,
        afterwards: bool = False,
    ) -> None:
        """Let the next calls of a method fail; `drop` closes their connections.

        They have no effect, or, with `afterwards`, all of it: only the answer is lost. A 502, 503 or 504
        without a description is the HTML page of a proxy.
        """
        fault = make_fault(status, description, retry_after, drop=drop, afterwards=afterwards)
        self._order(method, fault, times)

    def slow_next(self, method: str, seconds: float, *, times: int = 1) -> None:
        """Let the next calls of a method take effect at once and be answered late."""
        self._order(method, Fault(delay=seconds), times)

    def held(self, method: str, *, afterwards: bool = False) -> AbstractContextManager[None]:
        """Let the calls of a method take effect after the block, or, with `afterwards`, be answered after it."""
        return self._faults.held(method, afterwards=afterwards)

    def _order(self, method: str, fault: Fault, times: int) -> None:
        if method not in METHODS:
            raise LookupError(f"no method {method!r} to fail; known are {', '.join(METHODS)}")
        self._faults.add(method, fault, times)

    def repeat_update(self) -> None:
        """Give the bot the last update once more, whether it confirmed it or not."""
        self.world.updates.repeat()

    def reversed_updates(self) -> AbstractContextManager[None]:
        """Give the bot what people do within the block only after it, the last first."""
        return self.world.updates.reversed()

    async def poll_as_another(self) -> None:
        """Poll once as a second bot with the same token does: a poll that waits ends with a 409.

        Raises ApiError 409 while a webhook is set.
        """
        await get_updates(self.world, Params({}))

    def polled(self) -> Coroutine[None, None, None]:
        """Wait until a poll of the bot waits for the next update."""
        return self.world.updates.polled()

    def watching(self, is_busy: Callable[[], bool]) -> AbstractContextManager[None]:
        """Until the end, have ``quiet`` wait for a bot as long as it says that it is at work."""
        return self._activity.watching(is_busy)

    def quiet(self, timeout: float = PATIENCE, *, settle: float = 0.1) -> Coroutine[None, None, None]:
        """Wait until all updates are confirmed, no bot is busy, and no call has run for `settle` seconds.

        Raises TimeoutError that says what is still pending.
        """
        return self._activity.quiet(timeout, settle)
