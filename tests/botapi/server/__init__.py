"""A strict fake of Telegram's Bot API on the loopback interface, for tests."""

from .endpoint import Call, Refusal
from .entities import Entity
from .flood import FloodLimits
from .models import Chat, Message, StoredFile, User
from .people import Person
from .server import BotApiServer
from .world import CallbackAnswer

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
