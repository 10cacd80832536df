"""Messages that a bot sent and will have to know again: answers that an edit may change, and accepted offers."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, delete, select

from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import sent_messages

# A question is edited within two minutes; the rest is for the way.
_KEEP_ANSWERS = timedelta(minutes=5)
# A sender repeats an update for a day at most.
_KEEP_OFFERS = timedelta(days=2)


class SentMessages:
    """The messages of one receiver by their chats. Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database, receiver: int) -> None:
        self._database = database
        self._receiver = receiver

    def note_answer(self, place: str, question: int, answer: int) -> None:
        """Remember the message that answers the question in another message."""
        with self._database.writing_jointly() as connection:
            row = self._row(place, question, answer, _KEEP_ANSWERS)
            self._database.write_row(connection, sent_messages, row)

    def answer_to(self, place: str, question: int) -> int | None:
        """Return the message that answers a question, None where it is not known."""
        with self._database.reading() as connection:
            return self._read(connection, place, question)

    def accept(self, place: str, offer: int, number: int) -> bool:
        """Remember which update accepted an offer, and return whether it is this one.

        Only the first that comes accepts it; a process may handle it again after a crash.
        """
        row = self._row(place, offer, number, _KEEP_OFFERS)
        with self._database.writing_jointly() as connection:
            is_first = self._database.insert_new(connection, [row], sent_messages.c.number)
            return bool(is_first) or self._read(connection, place, offer) == number

    def _read(self, connection: Connection, place: str, message: int) -> int | None:
        query = select(sent_messages.c.number).where(self._is(place, message))
        return connection.execute(query).scalar_one_or_none()

    def _row(self, place: str, message: int, number: int, keep: timedelta) -> dict[str, object]:
        key = {"receiver": self._receiver, "place": place, "message": message}
        return key | {"number": number, "kept_until": utc_now() + keep}

    def _is(self, place: str, message: int) -> ColumnElement[bool]:
        columns = sent_messages.c
        return (columns.receiver == self._receiver) & (columns.place == place) & (columns.message == message)


def delete_old_messages(connection: Connection) -> None:
    """Delete what no edit and no press can be about any more."""
    connection.execute(delete(sent_messages).where(sent_messages.c.kept_until < utc_now()))
