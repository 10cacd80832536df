"""A message of a channel as the post that the library knows, the same as in an export of the channel."""

from telegram import (
    Chat,
    ChatFullInfo,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot.telegram.protocol.messages import text_of
from index.ingestion.layout.stated_day import local_day
from index.ingestion.readers.telegram_export.posts import Post
from index.store.sources.channel_store import Channel

MOST_CHARACTERS = 32_768
"""Eight times as much as Telegram lets a post have; whatever a server sends beyond that is not read."""


def channel_of(chat: Chat | ChatFullInfo) -> Channel:
    """Return a channel as it is called now."""
    return Channel(chat.id, chat.title or "", chat.username)


def post_of(message: Message) -> Post:
    """Return a message of a channel as a post."""
    channel, poll = channel_of(message.chat), message.poll
    return Post(
        chat=channel.key,
        number=message.message_id,
        text=text_of(message),
        publisher=channel.title,
        published=local_day(message.date),
        url=channel.link(message.message_id),
        author=message.author_signature,
        forwarded_from=_forwarded_from(message),
        question=poll.question if poll else "",
        options=tuple(option.text for option in poll.options) if poll else (),
    )


def is_readable(message: Message) -> bool:
    """Return whether a post may have something to quote: no quote sent through this bot, and none too long."""
    is_ours = message.via_bot is not None and message.via_bot.id == message.get_bot().id
    return not is_ours and len(text_of(message)) <= MOST_CHARACTERS


def _forwarded_from(message: Message) -> str | None:
    origin = message.forward_origin
    if isinstance(origin, MessageOriginChannel):
        return origin.chat.title
    if isinstance(origin, MessageOriginChat):
        return origin.sender_chat.title
    if isinstance(origin, MessageOriginUser):
        return origin.sender_user.full_name
    return origin.sender_user_name if isinstance(origin, MessageOriginHiddenUser) else None
