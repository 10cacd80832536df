"""Who may do what: operators, the editors whom they appoint, administrators of groups, and everybody."""

from telegram import Bot, Chat, Message, User
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.protocol.commands import Audience
from bot.telegram.protocol.places import writer_of
from index.library import Library
from index.model.errors import ChatServiceError, Fault


class Rights:
    """What handlers ask before they change something. May raise StoreError or TelegramError."""

    def __init__(self, library: Library, operators: frozenset[int]) -> None:
        """``operators`` are ids of users."""
        self._library = library
        self._operators = operators

    def is_operator(self, user: User | None) -> bool:
        return user is not None and user.id in self._operators

    def edits_shared(self, user: User | None) -> bool:
        """Return whether somebody may change the shared library. Reads the database once."""
        return user is not None and (user.id in self._operators or user.id in self._library.editors)

    def audience_of(self, user: User | None) -> Audience:
        """Return which commands somebody may use. Reads the database once."""
        if self.is_operator(user):
            return Audience.OPERATORS
        return Audience.EDITORS if self.edits_shared(user) else Audience.EVERYBODY

    async def edits_own(self, message: Message) -> bool:
        """Return whether the writer of a message may change the library of its chat."""
        user = writer_of(message)
        return self.edits_shared(user) or await administers(
            message.get_bot(), message.chat, user, message.sender_chat
        )


async def administers(bot: Bot, chat: Chat, user: User | None, sender: Chat | None = None) -> bool:
    """Return whether somebody decides about a chat: their own private one, or a group as an administrator.

    ``sender`` is the chat in whose name a message was written, if it was. Raises ChatServiceError when Telegram
    does not answer.
    """
    if chat.type == chat.PRIVATE:
        return True
    if sender is not None:  # only administrators write in the name of the group itself
        return sender.id == chat.id
    try:
        # About a single member, Telegram only answers reliably where the bot is an administrator itself.
        return user is not None and user.id in {one.user.id for one in await bot.get_chat_administrators(chat.id)}
    except (BadRequest, Forbidden):
        return False
    except TelegramError as error:
        raise ChatServiceError(Fault.TELEGRAM_SILENT) from error
