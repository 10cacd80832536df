"""Users, chats, files and messages, with the JSON that the Bot API makes of them."""

from dataclasses import dataclass, field

from tests.botapi.server.formatting.entities import Entity
from tests.botapi.server.world.keyboards import Keyboard


@dataclass(frozen=True)
class User:
    id: int
    first_name: str
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def to_json(self) -> dict[str, object]:
        optional = {"username": self.username, "language_code": self.language_code}
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{name: value for name, value in optional.items() if value},
        }


@dataclass(frozen=True)
class Chat:
    """A chat of type private, supergroup or channel; a private one has its person's id and name."""

    id: int
    type: str
    name: str
    username: str = ""
    is_forum: bool = False

    def to_json(self) -> dict[str, object]:
        shown: dict[str, object] = {"id": self.id, "type": self.type}
        shown["first_name" if self.type == "private" else "title"] = self.name
        if self.username:
            shown["username"] = self.username
        if self.is_forum:
            shown["is_forum"] = True
        return shown


@dataclass(frozen=True)
class StoredFile:
    """A file that a person sent; `size` is what Telegram says, `data` what a download gives."""

    file_id: str
    name: str
    mime_type: str
    size: int
    path: str
    data: bytes = field(repr=False)

    @property
    def ids(self) -> dict[str, object]:
        return {
            "file_id": self.file_id,
            "file_unique_id": f"unique-{self.file_id}",
            "file_size": self.size,
        }

    def to_json(self) -> dict[str, object]:
        return {**self.ids, "file_name": self.name, "mime_type": self.mime_type}


@dataclass(frozen=True)
class Message:
    """One version of a message; the text of a file's or photo's message is its caption.

    `html` is the text as the bot sent it, markup included. `edits` holds all later versions of the
    message, oldest first; it is shared between them and grows.
    """

    chat: Chat
    message_id: int
    sender: User
    date: int
    text: str
    entities: tuple[Entity, ...] = ()
    html: str = ""
    keyboard: Keyboard | None = None
    reply_to: "Message | None" = field(default=None, repr=False)
    topic: int = 0
    file: StoredFile | None = None
    edit_date: int = 0
    extra: dict[str, object] = field(default_factory=dict, repr=False)
    edits: list["Message"] = field(default_factory=list, repr=False, compare=False)

    @property
    def buttons(self) -> list[list[str]]:
        """The texts of the inline buttons, row by row."""
        rows = self.keyboard.rows if self.keyboard else ()
        return [[button.text for button in row] for row in rows]

    def to_json(self, *, nested: bool = False) -> dict[str, object]:
        """Return the Message object; a nested one shows no reply of its own, as in Telegram."""
        shown: dict[str, object] = {
            "message_id": self.message_id,
            **self._writer(),
            "chat": self.chat.to_json(),
            "date": self.date,
            **self._content(),
            **self.extra,
        }
        if self.topic:
            shown |= {"message_thread_id": self.topic, "is_topic_message": True}
        if self.edit_date:
            shown["edit_date"] = self.edit_date
        if self.reply_to and not nested:
            shown["reply_to_message"] = self.reply_to.to_json(nested=True)
        elif self.topic and not nested and not self.sender.is_bot:
            shown["reply_to_message"] = self._opening()
        if self.keyboard:
            shown["reply_markup"] = self.keyboard.to_json()
        return shown

    def _writer(self) -> dict[str, object]:
        """Return who wrote the message: a post is by its channel, and names no person."""
        if self.chat.type == "channel":
            return {"sender_chat": self.chat.to_json()}
        return {"from": self.sender.to_json()}

    def _opening(self) -> dict[str, object]:
        """Return what opened the topic, to which all there that is no reply is tied."""
        opened = {"forum_topic_created": {"name": f"Topic {self.topic}", "icon_color": 7322096}}
        bare = {"message_id": self.topic, "from": self.sender.to_json(), "chat": self.chat.to_json()}
        return {**bare, "date": self.date, "message_thread_id": self.topic, "is_topic_message": True, **opened}

    def _content(self) -> dict[str, object]:
        has_caption = self.file or "photo" in self.extra
        names = ("caption", "caption_entities") if has_caption else ("text", "entities")
        values = (self.text, [entity.to_json() for entity in self.entities])
        content: dict[str, object] = {name: value for name, value in zip(names, values, strict=True) if value}
        return {**content, "document": self.file.to_json()} if self.file else content
