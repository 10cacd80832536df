"""SQLite's own full-text search, without a copy of the text."""

import sqlite3

from tools.bench.jobs import Results
from tools.bench.measuring import Measured, Stopwatch, disk_mib, peak_mib, time_questions
from tools.bench.place import LIMIT, Place
from tools.bench.rows import Row

_CREATE = "CREATE VIRTUAL TABLE paragraphs USING fts5(body, content='', tokenize='unicode61')"
_INSERT = "INSERT INTO paragraphs (rowid, body) VALUES (?, ?)"
# "rank" is bm25(paragraphs), and faster to order by.
_SELECT = "SELECT rowid, rank FROM paragraphs WHERE paragraphs MATCH ? ORDER BY rank LIMIT ?"


def build(place: Place) -> Results:
    watch = Stopwatch()
    connection = sqlite3.connect(place.index("fts5.db"))
    with connection:
        connection.execute(_CREATE)
        rows = ((number, " ".join(body + title)) for number, (body, title) in enumerate(place.read_terms(), 1))
        connection.executemany(_INSERT, rows)
    connection.close()
    built = Measured(build_s=watch.seconds(), build_mib=peak_mib(), disk_mib=disk_mib(place.index("fts5.db")))
    return {Row.FTS5: built}


def ask(place: Place) -> Results:
    questions = [" OR ".join(f'"{term}"' for term in question.terms) for question in place.read_questions()]
    watch = Stopwatch()
    connection = sqlite3.connect(place.index("fts5.db"))
    opened = Measured(open_s=watch.seconds())
    asked = time_questions(
        lambda match: connection.execute(_SELECT, (match, LIMIT)).fetchall(), questions, place.warm_up
    )
    connection.close()
    return {Row.FTS5: opened.joined(asked).joined(Measured(ask_mib=peak_mib()))}
