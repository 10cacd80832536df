"""The state behind the fake server: it outlives every bot that connects to it."""

import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import count

from tests.botapi.server.errors import ApiError, bad_request
from tests.botapi.server.updates.queue import UpdateQueue
from tests.botapi.server.updates.webhook import Delivery
from tests.botapi.server.waiting import Outbox
from tests.botapi.server.world.answers import CallbackAnswer, InlineAnswer
from tests.botapi.server.world.models import Chat, Message, StoredFile, User

FIRST_PERSON_ID = 5_000_001
FIRST_BASIC_GROUP_ID = -4_000_001
FIRST_GROUP_ID = -1_001_000_000_001


@dataclass
class Membership:
    members: set[int] = field(default_factory=set)
    administrators: set[int] = field(default_factory=set)


class World:
    """Users, chats, messages, files, button presses and commands, and what tests wait for."""

    def __init__(self, bot: User) -> None:
        self.bot = bot
        self.users = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.memberships: defaultdict[int, Membership] = defaultdict(Membership)
        self.topics: set[tuple[int, int]] = set()
        self.messages: dict[tuple[int, int], Message] = {}
        self.files: dict[str, StoredFile] = {}
        self.open_queries: set[str] = set()
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.shut_out: dict[int, str] = {}
        self.moved: dict[int, int] = {}
        self.linked: dict[int, int] = {}
        self.updates = UpdateQueue()
        self.delivery = Delivery(self.updates)
        self.sent: Outbox[int, Message] = Outbox("message of the bot")
        self.edited: Outbox[tuple[int, int], Message] = Outbox("edit of the bot")
        self.answered: Outbox[str, CallbackAnswer] = Outbox("answer to the button press")
        self.offered: Outbox[str, InlineAnswer] = Outbox("answer to the inline query")
        self._person_ids = count(FIRST_PERSON_ID)
        self._group_ids = count(FIRST_GROUP_ID, -1)
        self._basic_group_ids = count(FIRST_BASIC_GROUP_ID, -1)
        self._query_ids = count(4_000_000_000_000_001)
        self._message_ids: defaultdict[int, count[int]] = defaultdict(lambda: count(1))

    def add_user(self, name: str, username: str, language_code: str) -> User:
        user = User(next(self._person_ids), name, username, language_code)
        self.users[user.id] = user
        return user

    def add_private_chat(self, user: User) -> Chat:
        return self._add_chat(Chat(user.id, "private", user.first_name, user.username), user)

    def add_group(self, title: str, username: str, is_forum: bool) -> Chat:
        chat = Chat(next(self._group_ids), "supergroup", title, username, is_forum)
        return self._add_chat(chat, self.bot)

    def add_basic_group(self, title: str) -> Chat:
        return self._add_chat(Chat(next(self._basic_group_ids), "group", title), self.bot)

    def make_channel(self, title: str, username: str) -> Chat:
        """Return a channel that the bot is not in."""
        return Chat(next(self._group_ids), "channel", title, username)

    def _add_chat(self, chat: Chat, member: User) -> Chat:
        self.chats[chat.id] = chat
        self.memberships[chat.id].members.add(member.id)
        return chat

    def find_open_chat(self, chat_id: object) -> Chat:
        """Return a chat that the bot may write to; raises ApiError where it was shut out, or that moved."""
        chat = self.find_chat(chat_id)
        if chat.id in self.shut_out:
            raise ApiError(403, f"Forbidden: {self.shut_out[chat.id]}")
        if chat.id in self.moved:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.moved[chat.id],
            )
        return chat

    def find_chat(self, chat_id: object) -> Chat:
        """Return the chat with this number or @name; raises ApiError if the bot cannot see it."""
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        for chat in self.chats.values():
            if chat_id == chat.id or (chat.username and chat_id == f"@{chat.username}"):
                return chat
        raise bad_request("chat not found")

    def next_message_id(self, chat: Chat) -> int:
        """Return a new number: supergroups count for themselves, private chats and basic groups together."""
        return next(self._message_ids[0 if chat.type in ("private", "group") else chat.id])

    def next_query_id(self) -> str:
        query_id = str(next(self._query_ids))
        self.open_queries.add(query_id)
        return query_id

    def current(self, message: Message) -> Message:
        """Return the version of a message that people see now."""
        return self.messages[message.chat.id, message.message_id]

    def add_message(self, message: Message) -> Message:
        self.messages[message.chat.id, message.message_id] = message
        return message

    def replace_message(self, edited: Message) -> Message:
        """Make this the current version of its message."""
        edited = replace(edited, edit_date=now())
        edited.edits.append(edited)
        return self.add_message(edited)

    def add_file(self, name: str, mime_type: str, size: int, data: bytes) -> StoredFile:
        number = len(self.files) + 1
        suffix = f".{name.rpartition('.')[2]}" if "." in name else ""
        path = f"documents/file_{number}{suffix}"
        file = StoredFile(f"BQACAgUAAxkBAAM{number}", name, mime_type, size, path, data)
        self.files[file.file_id] = file
        return file


def now() -> int:
    return int(time.time())
