"""The answers of the last days, which people can open again, even after a restart.

A stored answer has the question and offsets into paragraphs, but no text of them. When an article is removed, its
quotes disappear from stored answers. When it changes, they are read from the version that they were quoted from.
"""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from index.model.clock import utc_now
from index.model.features import Features, MatchReport, Reading, WordMatch
from index.model.lazy.late import Late
from index.model.quotes.correction import Correction
from index.model.records import Answer, Copy, Period, Quote, Reason, Span, Verdict
from index.store.database import Database
from index.store.schema import answers
from index.versions.quoted import QuotedParagraphs, as_now

# As text, 9 random bytes are 12 characters: too many to guess, and short, as front ends limit ids.
_ID_BYTES = 9
# The lists of words in a report. Answers of earlier releases have no headings.
_WORDS = ("matched", "in_title", "in_heading", "missing")
# What a reading says of a whole paragraph, and of the words that it holds most probable.
_KEPT_OF_READING = 3


class AnswerStore:
    """Store answers for ``keep_days`` days. Any method may raise StoreError."""

    def __init__(self, database: Database, quoted: QuotedParagraphs, keep_days: int) -> None:
        self._database = database
        self._quoted = quoted
        self._keep = timedelta(days=keep_days)

    def save(self, answer: Answer, place: str, asker: str | None = None) -> str:
        """Store an answer asked in this place, delete those that are too old, and return the new id.

        Only ``asker`` may vote on its quotes; without one, nobody may.
        """
        answer_id = secrets.token_urlsafe(_ID_BYTES)
        content = _packed(answer)
        values = {"id": answer_id, "place": place, "asker": asker, "asked_at": utc_now(), "content": content}
        with self._database.writing_jointly() as connection:
            self._delete_old_in(connection)
            connection.execute(insert(answers).values(values))
        return answer_id

    def delete_old(self) -> None:
        """Delete the answers that are older than ``keep_days``."""
        with self._database.writing_jointly() as connection:
            self._delete_old_in(connection)

    def load(self, answer_id: str, place: str, libraries: Collection[str]) -> Answer | None:
        """Return an answer asked in this place, or None if there is none.

        Quotes of articles that have been removed are left out; the others say what has changed in them.
        """
        kept = answers.c.asked_at >= utc_now() - self._keep
        query = select(answers.c.content).where(answers.c.id == answer_id, answers.c.place == place, kept)
        with self._database.reading() as connection:
            content = connection.execute(query).scalar_one_or_none()
        return self._unpacked(content, libraries) if content else None

    def _delete_old_in(self, connection: Connection) -> None:
        old = select(answers.c.id).where(answers.c.asked_at < utc_now() - self._keep)
        # Those that another process deletes at this moment are left to it.
        connection.execute(delete(answers).where(answers.c.id.in_(old.with_for_update(skip_locked=True))))

    def _unpacked(self, content: Mapping[str, Any], libraries: Collection[str]) -> Answer:
        ids = {id_ for packed in content["quotes"] for id_ in (packed["paragraph"], *packed.get("also", []))}
        found = self._quoted.find(ids, libraries)
        quotes, stop_words = [], content.get("stop_words", ())
        for packed in content["quotes"]:
            if packed["paragraph"] in found:
                paragraph = found[packed["paragraph"]].quoted
                copies = [found[id_] for id_ in packed.get("also", []) if id_ in found]
                quotes.append(
                    Quote(
                        article=found[paragraph.id].article,
                        paragraph=paragraph,
                        shown=Span(0, len(paragraph.text)),
                        marks=Late.known(
                            (Span(*packed["sentence"]), tuple(Span(*word) for word in packed["words"]))
                        ),
                        score=packed["score"],
                        match_report=_match_report(packed["signals"], stop_words),
                        answer=Span(*packed["answer"]) if packed.get("answer") else None,
                        also=tuple(Copy(one.article, one.quoted) for one in copies),
                    )
                )
        return Answer(
            question=content["question"],
            verdict=Verdict(content["verdict"]),
            reason=Reason(content["reason"]) if content["reason"] else None,
            words=_matches(content["words"], stop_words),
            quotes=tuple(as_now(quote, found) for quote in quotes),
            took_ms=content["took_ms"],
            confidence=content.get("confidence", 0.0),
            period=_period(content.get("period")),
            corrections=tuple(Correction(*pair) for pair in content.get("corrections", ())),
            newest_before=_day(content.get("newest_before")),
            topic=content.get("topic", ""),
        )


def _packed(answer: Answer) -> dict[str, object]:
    quotes = [
        {
            "paragraph": quote.paragraph.id,
            "sentence": quote.sentence,
            "answer": quote.answer,
            "words": quote.words,
            "score": quote.score,
            "signals": _packed_report(quote.match_report),
            "also": [copy.paragraph.id for copy in quote.also],
        }
        for quote in answer.quotes
    ]
    return {
        "question": answer.question,
        "verdict": answer.verdict,
        "reason": answer.reason,
        "words": [_packed_word(word) for word in answer.words],
        "stop_words": [word.text for word in answer.words if word.is_stop_word],
        "quotes": quotes,
        "took_ms": answer.took_ms,
        "confidence": answer.confidence,
        "period": [day.isoformat() for day in answer.period] if answer.period else None,
        "corrections": answer.corrections,
        "newest_before": answer.newest_before.isoformat() if answer.newest_before else None,
        "topic": answer.topic,
    }


def _packed_report(report: MatchReport) -> dict[str, object]:
    """Pack a report under the names that earlier releases read, too."""
    words = {name: getattr(report, name) for name in _WORDS}
    packed = {name: [_packed_word(word) for word in matches] for name, matches in words.items()}
    evidence = report.features._asdict()
    reading = report.reading[:_KEPT_OF_READING] if report.reading else None
    return {**packed, "coverage": report.coverage, "evidence": evidence, "reading": reading}


def _packed_word(word: WordMatch) -> dict[str, object]:
    """Pack a word without its kind, which earlier releases cannot read."""
    return {"text": word.text, "weight": word.weight, "known": word.known}


def _period(packed: list[str] | None) -> Period | None:
    return Period(*map(date.fromisoformat, packed)) if packed else None


def _day(packed: str | None) -> date | None:
    return date.fromisoformat(packed) if packed else None


def _matches(packed: list[dict[str, Any]], stop_words: Collection[str]) -> tuple[WordMatch, ...]:
    return tuple(WordMatch(**word, is_stop_word=word["text"] in stop_words) for word in packed)


def _match_report(packed: Mapping[str, Any], stop_words: Collection[str]) -> MatchReport:
    words = {name: _matches(packed.get(name, []), stop_words) for name in _WORDS}
    return MatchReport(
        coverage=packed["coverage"],
        features=_features(packed.get("evidence", {})),
        reading=_reading(packed.get("reading")),
        matched=words["matched"],
        in_title=words["in_title"],
        in_heading=words["in_heading"],
        missing=words["missing"],
    )


def _reading(packed: list[Any] | None) -> Reading | None:
    if packed is None:
        return None
    answers, words, certainty = packed
    return Reading(answers, (words[0], words[1]) if words else None, certainty)


def _features(packed: Mapping[str, float]) -> Features:
    """Return the features; an earlier release may have stored others."""
    return Features(**{name: value for name, value in packed.items() if name in Features._fields})
