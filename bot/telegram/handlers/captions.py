"""What stands below photos and files: commands, which CommandHandler looks for in texts only, and albums."""

from collections import deque
from collections.abc import Awaitable, Callable, Mapping

from telegram import Chat, Message, Update
from telegram.ext import ContextTypes
from telegram.ext.filters import MessageFilter

from bot.telegram.protocol.messages import command_of, new_message, text_of

Context = ContextTypes.DEFAULT_TYPE
Handle = Callable[[Update, Context], Awaitable[None]]
_REMEMBERED = 100


class Captions:
    def __init__(self, commands: Mapping[str, Handle], offer: Handle, unknown: Handle) -> None:
        """``offer`` is for posts, and files whose caption is no command of this bot's; ``unknown`` for others."""
        self._commands = commands
        self._offer = offer
        self._unknown = unknown

    async def obey(self, update: Update, context: Context) -> None:
        message = new_message(update)
        if message.forward_origin:  # what others wrote below it is an article, perhaps
            if message.chat.type == Chat.PRIVATE:
                await self._offer(update, context)
        elif handle := self._commands.get(command_of(message, context.bot.username) or ""):
            await handle(update, context)
        elif message.chat.type == Chat.PRIVATE:
            await (self._offer if message.document else self._unknown)(update, context)


class RestOfAlbum(MessageFilter):
    """Takes what comes with a photo or video that was answered, and has nothing to say besides."""

    def __init__(self) -> None:
        super().__init__()
        self._albums: deque[str] = deque(maxlen=_REMEMBERED)

    def filter(self, message: Message) -> bool:
        album = message.media_group_id
        if album is None:
            return False
        is_known = album in self._albums
        if not is_known:
            self._albums.append(album)
        return is_known and not (message.document or text_of(message))
