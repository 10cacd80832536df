"""What administrators do in channels: post, send albums, edit, let the bot in, and link a group that discusses it.

A bot gets the posts of a channel only as an administrator of it. Telegram repeats each post in the linked group.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.botapi.server.world import membership
from tests.botapi.server.world.models import Chat, Message, User
from tests.botapi.server.world.people import MAX_CAPTION, MAX_TEXT, Person
from tests.botapi.server.world.world import World, now

# The account in whose name Telegram repeats the posts of a channel in its group.
TELEGRAM = User(777000, "Telegram")


class Channels:
    """The channels of a world. Acts that Telegram's own apps would not allow raise ValueError."""

    def __init__(self, world: World) -> None:
        self._world = world

    def make(self, title: str, *, username: str = "", admins: Sequence[Person] = (), has_bot: bool = True) -> Chat:
        """Return a new channel; the bot sees it if it is public or has the bot as an administrator."""
        chat = self._world.make_channel(title, username)
        own = self._world.memberships[chat.id]
        own.administrators.update(admin.id for admin in admins)
        if has_bot:
            own.administrators.add(self._world.bot.id)
        if has_bot or username:
            self._world.chats[chat.id] = chat
        return chat

    def publish(self, chat: Chat, by: Person, text: str, **extra: object) -> Message:
        """Post a text."""
        return self._publish(chat, by, text, extra)

    def publish_photos(self, chat: Chat, by: Person, captions: Sequence[str]) -> list[Message]:
        """Post a photo for each caption, which may be empty; several are an album."""
        album = {"media_group_id": self._world.next_query_id()} if len(captions) > 1 else {}
        return [self.publish_photo(chat, by, caption, **album) for caption in captions]

    def publish_photo(self, chat: Chat, by: Person, caption: str, **extra: object) -> Message:
        """Post a photo, with ``media_group_id`` as a part of an album."""
        photo = {"file_id": "photo", "file_unique_id": "photo", "width": 90, "height": 90}
        return self._publish(chat, by, caption, {"photo": [photo], **extra})

    def edit(self, post: Message, by: Person, text: str) -> Message:
        """Change the text or the caption of a post."""
        self._check(post.chat, by, text, self._world.current(post).extra)
        edited = self._world.replace_message(replace(self._world.current(post), text=text))
        self._tell("edited_channel_post", edited)
        return edited

    def rename(self, chat: Chat, username: str) -> Chat:
        """Give a channel another public name."""
        renamed = replace(chat, username=username)
        self._world.chats[chat.id] = renamed
        return renamed

    def link(self, chat: Chat, group: Chat) -> None:
        """Let a group discuss a channel."""
        self._world.linked |= {chat.id: group.id, group.id: chat.id}

    def let_in(self, chat: Chat, by: Person) -> None:
        """Make the bot an administrator."""
        self._world.chats[chat.id] = chat
        self._world.shut_out.pop(chat.id, None)
        self._world.memberships[chat.id].administrators.add(self._world.bot.id)
        membership.tell(self._world, chat, by.user, "left", "administrator")

    def shut_out(self, chat: Chat, by: Person) -> None:
        """Remove the bot."""
        self._world.shut_out[chat.id] = "bot was kicked from the channel chat"
        self._world.memberships[chat.id].administrators.discard(self._world.bot.id)
        membership.tell(self._world, chat, by.user, "administrator", "kicked")

    def _publish(self, chat: Chat, by: Person, text: str, extra: Mapping[str, object]) -> Message:
        self._check(chat, by, text, extra)
        post = Message(chat, self._world.next_message_id(chat), by.user, now(), text, extra=dict(extra))
        self._world.add_message(post)
        self._tell("channel_post", post)
        if chat.id in self._world.linked:
            self._repeat(post, self._world.chats[self._world.linked[chat.id]])
        return post

    def _check(self, chat: Chat, by: Person, text: str, extra: Mapping[str, object]) -> None:
        if chat.type != "channel" or by.id not in self._world.memberships[chat.id].administrators:
            raise ValueError(f"{by.user.first_name} cannot post in {chat.name}")
        if len(text) > (MAX_CAPTION if "photo" in extra else MAX_TEXT):
            raise ValueError("a post cannot be that long")

    def _tell(self, kind: str, post: Message) -> None:
        if self._world.bot.id in self._world.memberships[post.chat.id].administrators:
            self._world.updates.put(kind, post.to_json())

    def _repeat(self, post: Message, group: Chat) -> None:
        channel = post.chat.to_json()
        origin = {"type": "channel", "chat": channel, "message_id": post.message_id, "date": post.date}
        marks = {"sender_chat": channel, "forward_origin": origin, "is_automatic_forward": True}
        number = self._world.next_message_id(group)
        repeated = replace(post, chat=group, message_id=number, sender=TELEGRAM, extra={**post.extra, **marks})
        self._world.add_message(repeated)
        self._world.updates.put("message", repeated.to_json())
