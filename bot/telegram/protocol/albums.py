"""Albums: photos and files sent together, each of which arrives as a message of its own."""

from collections import deque

from telegram import Message

from bot.telegram.protocol.messages import text_of

_REMEMBERED = 100


class SeenAlbums:
    """The albums of which a message has come. In the event loop only."""

    def __init__(self) -> None:
        self._seen: deque[str] = deque(maxlen=_REMEMBERED)

    async def is_rest(self, message: Message, update_id: int) -> bool:
        """Return whether a message only completes an album: another came before, and this one says nothing."""
        album = message.media_group_id
        if album is None:
            return False
        return not await self.is_first(album, update_id) and not (message.document or text_of(message))

    async def is_first(self, album: str, update_id: int) -> bool:  # noqa: ARG002 - here, none is handled twice
        """Remember an album, and return whether this update is the first that came of it."""
        is_seen = album in self._seen
        if not is_seen:
            self._seen.append(album)
        return not is_seen
