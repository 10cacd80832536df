"""Messages that a bot sent and will have to know again: answers that an edit may change, and accepted offers."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

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
        with self._database.writing() as connection:
            self._write(connection, place, question, answer, _KEEP_ANSWERS)

    def answer_to(self, place: str, question: int) -> int | None:
        """Return the message that answers a question, None where it is not known."""
        with self._database.reading() as connection:
            return self._read(connection, place, question)

    def accept(self, place: str, offer: int, number: int) -> bool:
        """Remember which update accepted an offer, and return whether it is this one.

        Only the first that comes accepts it; a process may handle it again after a crash.
        """
        with self._database.writing() as connection:
            if (accepted_by := self._read(connection, place, offer)) is None:
                self._write(connection, place, offer, number, _KEEP_OFFERS)
            return accepted_by in (None, number)

    def _read(self, connection: Connection, place: str, message: int) -> int | None:
        query = select(sent_messages.c.number).where(self._is(place, message))
        return connection.execute(query).scalar_one_or_none()

    def _write(self, connection: Connection, place: str, message: int, number: int, keep: timedelta) -> None:
        values = {"number": number, "kept_until": utc_now() + keep}
        if not connection.execute(update(sent_messages).where(self._is(place, message)).values(values)).rowcount:
            key = {"receiver": self._receiver, "place": place, "message": message}
            connection.execute(insert(sent_messages).values(key | values))

    def _is(self, place: str, message: int) -> ColumnElement[bool]:
        columns = sent_messages.c
        return (columns.receiver == self._receiver) & (columns.place == place) & (columns.message == message)


def delete_old_messages(connection: Connection) -> None:
    """Delete what no edit and no press can be about any more."""
    connection.execute(delete(sent_messages).where(sent_messages.c.kept_until < utc_now()))
