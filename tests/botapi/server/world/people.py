"""What people do in Telegram: write, forward, send files, press buttons, edit."""

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tests.botapi.server.formatting.entities import cleaned, formatted, utf16_length
from tests.botapi.server.world.keyboards import Button
from tests.botapi.server.world.models import Chat, Message, StoredFile, User
from tests.botapi.server.world.world import World, now

MAX_TEXT = 4096
MAX_CAPTION = 1024


@dataclass(frozen=True)
class Person:
    """Someone with a Telegram account; each act puts one update for the bot.

    Acts that Telegram's own apps would not allow raise ValueError or LookupError.
    """

    user: User
    world: World = field(repr=False)

    @property
    def id(self) -> int:
        return self.user.id

    def write(self, chat: Chat, text: str, *, reply_to: Message | None = None, topic: int = 0) -> Message:
        """Write a text; a topic number that is new to a forum opens that topic."""
        return self._post(self._new(chat, text, reply_to=reply_to, topic=topic))

    def forward(
        self,
        chat: Chat,
        text: str,
        *,
        from_name: str = "",
        from_chat: Chat | None = None,
        post_id: int = 1,
    ) -> Message:
        """Forward a text of a person who hides the account, or, with `from_chat`, a channel's post."""
        origin: dict[str, object] = {"type": "hidden_user", "sender_user_name": from_name}
        if from_chat:
            origin = {"type": "channel", "chat": from_chat.to_json(), "message_id": post_id}
        extra: dict[str, object] = {"forward_origin": {**origin, "date": now()}}
        return self._post(replace(self._new(chat, text), extra=extra))

    def send_file(
        self,
        chat: Chat,
        name: str,
        data: bytes,
        caption: str = "",
        *,
        mime_type: str = "",
        size: int | None = None,
        reply_to: Message | None = None,
        topic: int = 0,
    ) -> Message:
        """Send a document; `size` claims another size than the data's, to stand for a huge file."""
        mime_type = mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        file = self.world.add_file(name, mime_type, len(data) if size is None else size, data)
        return self._post(self._new(chat, caption, reply_to=reply_to, topic=topic, file=file))

    def send_photos(self, chat: Chat, captions: Sequence[str], *, forwarded: bool = False) -> list[Message]:
        """Send a photo for each caption, which may be empty; several are an album."""
        photo = {"file_id": "photo", "file_unique_id": "photo", "width": 90, "height": 90}
        extra: dict[str, object] = {"photo": [photo]}
        if forwarded:
            origin = {"type": "hidden_user", "sender_user_name": "Kabar", "date": now()}
            extra["forward_origin"] = origin
        if len(captions) > 1:
            extra["media_group_id"] = f"album {self.world.next_query_id()}"
        return [self._post(self._new(chat, caption, extra=extra)) for caption in captions]

    def press(self, message: Message, label: str) -> str:
        """Press the button with this text, or the first whose text has it; returns the query's id."""
        button = _find_button(self.world.current(message), label)
        return self.forge(message, button.callback_data)

    def forge(self, message: Message, data: str) -> str:
        """Press a button that is not there, as a client of one's own can; returns the query's id."""
        shown = self.world.current(message)
        query_id = self.world.next_query_id()
        query: dict[str, object] = {
            "id": query_id,
            "from": self.user.to_json(),
            "message": shown.to_json(),
            "chat_instance": str(abs(shown.chat.id) * 31),
            "data": data,
        }
        self.world.updates.put("callback_query", query)
        return query_id

    def type_inline(self, text: str, offset: str = "", *, chat_type: str = "group") -> str:
        """Type a question behind the bot's name in some chat; returns the query's id."""
        query_id = self.world.next_query_id()
        query: dict[str, object] = {
            "id": query_id,
            "from": self.user.to_json(),
            "query": text,
            "offset": offset,
            "chat_type": chat_type,
        }
        self.world.updates.put("inline_query", query)
        return query_id

    def edit(self, message: Message, text: str) -> Message:
        """Change the text, or the caption, of an own message; returns the new version."""
        shown = self.world.current(message)
        if shown.sender != self.user:
            raise ValueError(f"{self.user.first_name} cannot edit a message of {shown.sender.first_name}")
        text, entities = formatted(cleaned(text), ())
        _check_length(text, captions=shown.file is not None)
        edited = self.world.replace_message(replace(shown, text=text, entities=entities))
        self.world.updates.put("edited_message", edited.to_json())
        return edited

    def _new(
        self,
        chat: Chat,
        text: str,
        *,
        reply_to: Message | None = None,
        topic: int = 0,
        file: StoredFile | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> Message:
        if chat.id not in self.world.chats or (chat.type == "private" and chat.id != self.user.id):
            raise ValueError(f"{self.user.first_name} cannot write in {chat.type} {chat.name!r}")
        text, entities = formatted(cleaned(text), ())
        _check_length(text, captions=bool(file or extra))
        return Message(
            chat=chat,
            message_id=self.world.next_message_id(chat),
            sender=self.user,
            date=now(),
            text=text,
            entities=entities,
            reply_to=self.world.current(reply_to) if reply_to else None,
            topic=self._topic(chat, topic or (reply_to.topic if reply_to else 0)),
            file=file,
            extra=dict(extra or {}),
        )

    def _topic(self, chat: Chat, topic: int) -> int:
        if topic and not chat.is_forum:
            raise ValueError(f"{chat.name} has no topics")
        if topic:
            self.world.topics.add((chat.id, topic))
        return topic

    def _post(self, message: Message) -> Message:
        self.world.memberships[message.chat.id].members.add(self.user.id)
        self.world.add_message(message)
        self.world.updates.put("message", message.to_json())
        return message


def _check_length(text: str, *, captions: bool) -> None:
    limit = MAX_CAPTION if captions else MAX_TEXT
    if utf16_length(text) > limit:
        raise ValueError(f"people cannot send more than {limit} UTF-16 code units at once")
    if not text and not captions:
        raise ValueError("people cannot send a message without text")


def _find_button(message: Message, label: str) -> Button:
    buttons = list(message.keyboard.buttons()) if message.keyboard else []
    pressable = [button for button in buttons if button.callback_data]
    for button in [b for b in pressable if b.text == label] + [b for b in pressable if label in b.text]:
        return button
    raise LookupError(f"no button {label!r} to press among {[button.text for button in buttons]}")
