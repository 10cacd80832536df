"""Who may do what: operators, the editors whom they name, administrators of groups, and everybody else."""

from telegram import Bot, Chat, User
from telegram.error import BadRequest, Forbidden, TelegramError

from index.library import Library
from index.model.errors import Fault, MissingError


class Rights:
    """Questions that handlers ask before they change something. May raise StoreError or TelegramError."""

    def __init__(self, library: Library, operators: frozenset[int]) -> None:
        """``operators`` are ids of users."""
        self._library = library
        self._operators = operators

    def is_operator(self, user: User | None) -> bool:
        return user is not None and user.id in self._operators

    def edits_shared(self, user: User | None) -> bool:
        """Return whether somebody may change the shared library. Reads the database once."""
        return user is not None and (user.id in self._operators or user.id in self._library.editors)

    async def edits_own(self, bot: Bot, chat: Chat, user: User | None, sender: Chat | None = None) -> bool:
        """Return whether somebody may change the library of a chat itself."""
        return self.edits_shared(user) or await administers(bot, chat, user, sender)


async def administers(bot: Bot, chat: Chat, user: User | None, sender: Chat | None = None) -> bool:
    """Return whether a chat is somebody's to decide about: their own private one, or a group as an administrator.

    ``sender`` is the chat in whose name a message was written, if it was. Raises MissingError when Telegram does
    not tell.
    """
    if chat.type == chat.PRIVATE:
        return True
    if sender is not None:  # in the name of the group itself write its administrators only
        return sender.id == chat.id
    try:
        # Of one member, Telegram tells for sure only where the bot is an administrator itself.
        return user is not None and user.id in {one.user.id for one in await bot.get_chat_administrators(chat.id)}
    except (BadRequest, Forbidden):
        return False
    except TelegramError as error:
        raise MissingError(Fault.TELEGRAM_SILENT) from error
