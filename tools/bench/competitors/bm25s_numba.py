"""bm25s, which computes the scores of all terms on building, so that a question only adds them up."""

import bm25s
from bm25s.tokenization import Tokenized

from index.retrieval.bm25.base import K1, B
from tools.bench.jobs import Results
from tools.bench.measuring import Measured, Stopwatch, disk_mib, peak_mib, time_questions
from tools.bench.place import LIMIT, Place
from tools.bench.rows import Row


def build(place: Place) -> Results:
    folder = place.index("bm25s")
    watch = Stopwatch()
    engine = bm25s.BM25(k1=K1, b=B, method="lucene", backend=place.backend)
    engine.index(_numbered(place), show_progress=False)
    engine.save(str(folder), show_progress=False)
    built = Measured(build_s=watch.seconds(), build_mib=peak_mib(), disk_mib=disk_mib(folder))
    return {Row.BM25S: built}


def ask(place: Place) -> Results:
    questions = [[question.terms] for question in place.read_questions()]
    watch = Stopwatch()
    engine = bm25s.BM25.load(str(place.index("bm25s")), show_progress=False)
    engine.backend = place.backend
    opened = Measured(open_s=watch.seconds())

    def retrieve(terms: list[list[str]]) -> object:
        return engine.retrieve(terms, k=min(LIMIT, place.paragraphs), show_progress=False, n_threads=0)

    asked = time_questions(retrieve, questions, place.warm_up)
    return {Row.BM25S: opened.joined(asked).joined(Measured(ask_mib=peak_mib()))}


def _numbered(place: Place) -> Tokenized:
    """Return the terms of the paragraphs as numbers, which take a fraction of the memory of words."""
    vocabulary: dict[str, int] = {}
    ids = [
        [vocabulary.setdefault(term, len(vocabulary)) for term in body + title]
        for body, title in place.read_terms()
    ]
    return Tokenized(ids=ids, vocab=vocabulary)
