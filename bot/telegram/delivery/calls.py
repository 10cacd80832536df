"""Calls of the Bot API on their way out: which count towards limits, and which are worth repeating."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

Result = bool | dict[str, Any] | list[dict[str, Any]]
Post = Callable[[str, dict[str, Any]], Awaitable[Result]]

_MAKES = re.compile(r"(?:send(?!ChatAction$)|copyMessage|forwardMessage)\w*")
_EDITS = re.compile(r"editMessage\w+")
# The parameters of a message that an edit can repeat, to see whether the message is there.
_SAID_AGAIN = ("chat_id", "text", "parse_mode", "entities", "link_preview_options", "reply_markup")
_OF_ITS_CHAT = ("reply_parameters", "message_thread_id")
_WORTH_REPEATING = (
    "answerCallbackQuery",
    "answerInlineQuery",
    "getFile",
    "getChatAdministrators",
)


@dataclass(frozen=True, eq=False)
class Call:
    """One call; ``post`` makes it, and the data are the Bot API's parameters."""

    endpoint: str
    data: Mapping[str, Any]
    post: Post

    async def make(self) -> Result:
        """Make the call. Raises TelegramError."""
        return await self.post(self.endpoint, dict(self.data))

    @property
    def chat_id(self) -> int | None:
        """The chat that it writes in; None where it writes in none, or in one whose id is not known."""
        chat_id = self.data.get("chat_id")
        return chat_id if isinstance(chat_id, int) else None

    @property
    def makes_a_message(self) -> bool:
        return _MAKES.fullmatch(self.endpoint) is not None

    @property
    def edits(self) -> int | None:
        """The id of the message that it edits, None where it edits none."""
        return self.data.get("message_id") if _EDITS.fullmatch(self.endpoint) else None

    @property
    def is_limited(self) -> bool:
        """Whether it counts towards Telegram's limits."""
        return self.makes_a_message or _EDITS.fullmatch(self.endpoint) is not None

    @property
    def most_failures(self) -> int:
        """After how many failures it is given up. Those while Telegram cannot be reached do not count."""
        if self.is_limited:
            return 8
        return 3 if self.endpoint in _WORTH_REPEATING else 0

    def to(self, chat_id: int) -> "Call":
        """Return the same call for another chat, in which it replies to no message."""
        data = {name: value for name, value in self.data.items() if name not in _OF_ITS_CHAT}
        return replace(self, data=data | {"chat_id": chat_id})

    def as_edit_of(self, message_id: int) -> "Call":
        """Return the call that gives a message of the chat the text and the buttons that this one sends."""
        data = {name: self.data[name] for name in _SAID_AGAIN if name in self.data}
        return replace(self, endpoint="editMessageText", data=data | {"message_id": message_id})
