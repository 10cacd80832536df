"""A strict fake of Telegram's Bot API on the loopback interface, for tests."""

from tests.botapi.server.endpoint import Call, Refusal
from tests.botapi.server.flood import FloodLimits
from tests.botapi.server.formatting.entities import Entity
from tests.botapi.server.server import BotApiServer
from tests.botapi.server.world.answers import CallbackAnswer
from tests.botapi.server.world.models import Chat, Message, StoredFile, User
from tests.botapi.server.world.people import Person

__all__ = [
    "BotApiServer",
    "Call",
    "CallbackAnswer",
    "Chat",
    "Entity",
    "FloodLimits",
    "Message",
    "Person",
    "Refusal",
    "StoredFile",
    "User",
]
