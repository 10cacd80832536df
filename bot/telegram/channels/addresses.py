"""How people name a channel: @kabar, t.me/kabar, the link to one of its posts, or the number of a private one."""

import re

_NAME = r"[a-z]\w{3,31}"
_LINK = re.compile(
    rf"(?:https?://)?(?:www\.)?(?:t|telegram)\.me/(?:s/)?(?:c/(?P<number>\d{{5,15}})|(?P<name>{_NAME}))"
    r"(?:/\d+)*/?(?:\?\S*)?",
    re.IGNORECASE | re.ASCII,
)
_AT_NAME = re.compile(rf"@(?P<name>{_NAME})", re.IGNORECASE | re.ASCII)
_BARE_NAME = re.compile(rf"(?P<name>{_NAME})", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"-100\d{5,15}", re.ASCII)
# The Bot API counts the numbers of channels down from here.
_MARK = -1_000_000_000_000


def named_channel(typed: str) -> int | str | None:
    """Return what the Bot API calls a channel: its number, or its name with an "@"; None for anything else."""
    if _NUMBER.fullmatch(typed):
        return int(typed)
    if (link := _LINK.fullmatch(typed)) and link["number"]:
        return _MARK - int(link["number"])
    match = link or _AT_NAME.fullmatch(typed) or _BARE_NAME.fullmatch(typed)
    return f"@{match['name']}" if match else None


def leads_to_channel(typed: str) -> bool:
    """Return whether this names something in Telegram, and no site."""
    return bool(_LINK.fullmatch(typed) or _AT_NAME.fullmatch(typed))
