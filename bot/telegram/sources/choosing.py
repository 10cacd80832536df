"""A site with several feeds: a button for each, below a message that lists them.

An address is longer than what a button holds, so a button has the number of its address in that message.
"""

from html import escape
from itertools import accumulate
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity

from bot.rendering.excerpt import shortened
from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.callback_data import FollowFeed
from index.model.errors import ReadError

_LONGEST_LABEL = 40
# For addresses, of the 4,096 letters of a message.
_ROOM = 3_000


def which_feed(error: ReadError, renderer: Renderer) -> Reply:
    """Return the question which of its feeds is to be followed, as far as their addresses fit into one message."""
    named = error.details.get("feeds")
    feeds = [str(one) for one in named] if isinstance(named, list) else []
    lengths = accumulate(len(escape(one)) for one in feeds)
    feeds = [one for one, length in zip(feeds, lengths, strict=True) if length <= _ROOM]
    rows = [
        [InlineKeyboardButton(_label(number, url), callback_data=FollowFeed(number).encode())]
        for number, url in enumerate(feeds, start=1)
    ]
    html = renderer.render("which_feed", source=error.details["source"], feeds=feeds)
    return Reply(html, InlineKeyboardMarkup(rows))


def chosen_feed(shown: Message, number: int) -> str | None:
    """Return the address with a number in the message of the question; None where it has no such number."""
    listed = shown.parse_entities([MessageEntity.CODE])
    in_order = [listed[entity] for entity in sorted(listed, key=lambda entity: entity.offset)]
    return in_order[number - 1] if 0 < number <= len(in_order) else None


def _label(number: int, url: str) -> str:
    """Return what a button says: the number, and the part in which the addresses differ."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return f"{number}. {shortened(path.strip('/') or parts.netloc, _LONGEST_LABEL)}"
