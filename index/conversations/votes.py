"""Votes on quotes. They outlive the answers that they belong to, because they are training data."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from index.model.clock import utc_now
from index.store.database import Database
from index.store.schema import answers, paragraphs, votes
from index.store.versions import has_kept


class VoteResult(StrEnum):
    """What happened to a vote."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    """The person had voted like this already."""
    NOT_THEIRS = "not_theirs"
    """Somebody else asked the question."""
    GONE = "gone"
    """The answer or the quote does not exist in this place, or no longer."""


@dataclass(frozen=True)
class Vote:
    """A vote on one quote.

    Args:
        quotes: the ids of all quoted paragraphs, best first.
        voted_at: the time in UTC.
    """

    question: str
    paragraph_id: int
    quotes: tuple[int, ...]
    helpful: bool
    voted_at: datetime

    @property
    def rank(self) -> int:
        """The place of the quote in its answer, from 1."""
        return self.quotes.index(self.paragraph_id) + 1


class VoteStore:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, database: Database, keep_days: int) -> None:
        """Accept votes on answers that are at most ``keep_days`` days old."""
        self._database = database
        self._keep = timedelta(days=keep_days)

    def vote(self, answer_id: str, paragraph_id: int, place: str, voter: str, *, helpful: bool) -> VoteResult:
        """Store a vote on a quote of an answer that the voter asked for in this place."""
        with self._database.writing() as connection:
            answer = self._answer(connection, answer_id, place)
            quotes = [quote["paragraph"] for quote in answer["content"]["quotes"]] if answer else []
            if answer is None or paragraph_id not in quotes or not _is_there(connection, paragraph_id):
                return VoteResult.GONE
            if answer["asker"] != voter:
                return VoteResult.NOT_THEIRS
            mine = (votes.c.answer_id == answer_id) & (votes.c.paragraph_id == paragraph_id)
            if known := _again(connection, mine & (votes.c.voter == voter), helpful):
                return known
            values = {"answer_id": answer_id, "paragraph_id": paragraph_id, "place": place, "voter": voter}
            values |= {"question": answer["content"]["question"], "quotes": quotes}
            connection.execute(insert(votes).values(**values, helpful=helpful, voted_at=utc_now()))
            return VoteResult.NEW

    def all(self) -> list[Vote]:
        """Return all votes, the oldest first."""
        query = select(*(votes.c[name] for name in Vote.__dataclass_fields__)).order_by(votes.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [Vote(**{**row, "quotes": tuple(row["quotes"])}) for row in rows]

    def _answer(self, connection: Connection, answer_id: str, place: str) -> RowMapping | None:
        kept = answers.c.asked_at >= utc_now() - self._keep
        query = select(answers.c.asker, answers.c.content)
        query = query.where(answers.c.id == answer_id, answers.c.place == place, kept)
        return connection.execute(query).mappings().first()


def _is_there(connection: Connection, paragraph_id: int) -> bool:
    """Return whether a paragraph is still shown as a quote: it is one of an article, or of a version of one."""
    query = select(paragraphs.c.id).where(paragraphs.c.id == paragraph_id)
    return connection.execute(query).first() is not None or has_kept(connection, paragraph_id)


def _again(connection: Connection, mine: ColumnElement[bool], helpful: bool) -> VoteResult | None:
    """Change an earlier vote, and return what became of it; return None if there is none."""
    before = connection.execute(select(votes.c.helpful).where(mine)).scalar_one_or_none()
    if before is None:
        return None
    if before == helpful:
        return VoteResult.SAME
    connection.execute(update(votes).where(mine).values(helpful=helpful, voted_at=utc_now()))
    return VoteResult.CHANGED
