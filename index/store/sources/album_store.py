"""The captions of the albums of channels, from which the article of an album is made."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from index.model.clock import utc_now
from index.model.sources import CHANNEL
from index.store.database import Database
from index.store.source_tables import album_captions, sources

# Telegram's apps put ten photos or files into an album.
_MOST_CAPTIONS = 20
# An album with one caption is known by the number of that message, and needs no other once all have come.
_KEEP_SINGLE = timedelta(days=2)


class AlbumStore:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, channel: str, album: str, number: int, text: str, *, is_edit: bool) -> dict[int, str]:
        """Store the caption of a message in an album, and return all captions of the album, the first one first.

        Without an edit, a caption that is stored already may be newer, and stays. An edit to an empty text deletes
        it.
        """
        is_it = _is(channel, album) & (album_captions.c.number == number)
        with self._database.writing() as connection:
            known = self._captions(connection, channel, album)
            if not text.strip() and is_edit:
                connection.execute(delete(album_captions).where(is_it))
            elif number in known and is_edit:
                connection.execute(update(album_captions).where(is_it).values(text=text))
            elif number not in known and text.strip() and len(known) < _MOST_CAPTIONS:
                key = {"channel": channel, "album": album, "number": number}
                connection.execute(insert(album_captions).values(**key, text=text, came_at=utc_now()))
            return self._captions(connection, channel, album)

    def delete_old(self) -> None:
        """Delete the captions that no other can join any more, and those of channels that are not connected."""
        other = album_captions.alias()
        has_other = exists().where(
            other.c.channel == album_captions.c.channel,
            other.c.album == album_captions.c.album,
            other.c.number != album_captions.c.number,
        )
        is_old = album_captions.c.came_at < utc_now() - _KEEP_SINGLE
        with self._database.writing() as connection:
            connection.execute(delete(album_captions).where(is_old, ~has_other))
            delete_lone_captions(connection)

    def _captions(self, connection: Connection, channel: str, album: str) -> dict[int, str]:
        query = select(album_captions.c.number, album_captions.c.text).where(_is(channel, album))
        rows = connection.execute(query.order_by(album_captions.c.number))
        return {row.number: row.text for row in rows}


def delete_lone_captions(connection: Connection) -> None:
    """Delete the captions of channels that no library is connected to."""
    is_connected = exists().where(sources.c.url == album_captions.c.channel, sources.c.kind == CHANNEL)
    connection.execute(delete(album_captions).where(~is_connected))


def _is(channel: str, album: str) -> ColumnElement[bool]:
    return (album_captions.c.channel == channel) & (album_captions.c.album == album)
