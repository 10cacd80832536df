"""Kutip's engine alone, and tantivy with the same query on the same index.

One process asks them in turn, so that other load on the machine affects both.
"""

from collections.abc import Callable, Sequence
from functools import partial

from bot.runtime.app import open_configured_library
from tools.bench.competitors import raw_tantivy
from tools.bench.competitors.recording import recorded_searches
from tools.bench.jobs import Results
from tools.bench.measuring import Measured, disk_mib, of_times, peak_mib, time_questions, timed
from tools.bench.place import Place
from tools.bench.rows import Row

Ask = Callable[[], object]


def run(place: Place) -> Results:
    questions = [question.text for question in place.read_questions()]
    with open_configured_library(place.settings) as library:
        library.sync()
        engine, searches = recorded_searches(library, questions)
        alone = [partial(engine.search, searched.query, searched.limit) for searched in searches]
        if place.engine != "disk":
            return {Row.ENGINE: time_questions(lambda ask: ask(), alone, place.warm_up)}
        ours, theirs = time_by_turns(alone, raw_tantivy.same_searches(place, searches), place.warm_up)
    kept = Measured(ask_mib=peak_mib(), disk_mib=disk_mib(place.settings.kutip_data / "index"))
    return {Row.ENGINE: ours.joined(kept), Row.SAME_QUERY: theirs}


def time_by_turns(ours: Sequence[Ask], theirs: Sequence[Ask], warm_up: int) -> tuple[Measured, Measured]:
    """Time both, question by question. The second one finds warm caches, so the two take turns in being second."""
    times: tuple[list[float], list[float]] = [], []
    for number, pair in enumerate(zip(ours, theirs, strict=True)):
        for who in (0, 1) if number % 2 else (1, 0):
            times[who].append(timed(pair[who]))
    return of_times(times[0][warm_up:]), of_times(times[1][warm_up:])
