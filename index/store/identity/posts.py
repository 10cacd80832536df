"""Recognise a post of a chat by the chat and the number of its message, wherever the post comes from."""

_POST = "post:"
_CHANNEL = "channel:"
_TITLE = "title:"
# What the Bot API writes before the number of a channel.
_MARK = 1_000_000_000_000


def channel(number: int) -> str:
    """Return by what a channel or supergroup is known, by its number in an export or in the Bot API."""
    return f"{_CHANNEL}{-number - _MARK if number < -_MARK else number}"


def titled(title: str) -> str:
    """Return by what a chat is known of which only the title is known, as in an export of web pages."""
    return f"{_TITLE}{title}"


def post_identity(chat: str, number: int) -> str:
    """Return by what a post is recognised.

    Args:
        chat: as ``channel`` returns it or, for another chat, any name of it.
    """
    return f"{_POST}{chat}/{number}"


def post_place(identity: str) -> tuple[str, int] | None:
    """Return the chat and the number of the post with this identity, None if it is of none."""
    chat, _, number = identity.removeprefix(_POST).rpartition("/")
    return (chat, int(number)) if is_post(identity) and number.isdecimal() else None


def is_post(identity: str | None) -> bool:
    """Return whether an identity is that of a post."""
    return identity is not None and identity.startswith(_POST)


def is_surer(identity: str | None, known: str | None) -> bool:
    """Return whether one identity is that of a post, and the other says nothing or names a title."""
    if known is None:
        return is_post(identity)
    return is_post(identity) and _is_titled(known) and not _is_titled(identity)


def _is_titled(identity: str | None) -> bool:
    return identity is not None and identity.startswith(f"{_POST}{_TITLE}")
