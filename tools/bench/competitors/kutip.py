"""Kutip end to end: from a file to its index, and from a question to its Answer."""

from dataclasses import replace

from bot.runtime.app import open_configured_library
from index.library import Library
from index.model.records import AddResult
from index.ranking.reranking import READER
from index.ranking.reranking.reader import open_reader
from tools.bench.jobs import Results
from tools.bench.measuring import (
    Measured,
    Stopwatch,
    childrens_peak_mib,
    disk_mib,
    peak_mib,
    resident_mib,
    time_questions,
)
from tools.bench.place import Place
from tools.bench.reread import Reread
from tools.bench.rows import Row


def add(place: Place) -> Results:
    """Measure the way from the file to a finished index: parse, split, store, analyse, index, close."""
    watch = Stopwatch()
    with open_configured_library(place.settings) as library:
        bring_in(library, place)
        library.sync()
    built = Measured(build_s=watch.seconds(), build_mib=peak_mib() + childrens_peak_mib())
    return {Row.ASK: built.joined(Measured(disk_mib=disk_mib(place.settings.kutip_data)))}


def ask(place: Place) -> Results:
    """Measure how long an existing library takes to open and to answer."""
    questions = [question.text for question in place.read_questions()]
    watch = Stopwatch()
    with open_configured_library(place.settings) as library:
        library.sync()
        library.warm_up()
        opened = Measured(open_s=watch.seconds(), idle_mib=resident_mib())
        asked = time_questions(library.ask, questions, place.warm_up)
    return {Row.ASK: opened.joined(asked).joined(Measured(ask_mib=peak_mib()))}


def read(place: Place) -> Results:
    """Measure the same questions with the reader that Kutip brings; nothing where its libraries are missing."""
    if open_reader() is None:
        return {}
    questions = [question.text for question in place.read_questions()]
    with open_configured_library(replace(place.settings, kutip_reranker=READER)) as library:
        library.sync()
        library.warm_up()
        for question in questions[: place.warm_up]:
            library.ask(question)
        reread = Reread()
        library.stages.report = reread.count
        asked = time_questions(library.ask, questions[place.warm_up :], warm_up=0)
    return {Row.READ: asked.joined(Measured(reread=reread.questions, ask_mib=peak_mib()))}


def memory(place: Place) -> Results:
    """Measure the engine `memory` end to end, on the store that `add` made."""
    place = replace(place, engine="memory")
    return {Row.MEMORY: ask(place)[Row.ASK]}


def bring_in(library: Library, place: Place) -> None:
    """Add the library. Raise a result that is an error."""
    for result in library.add([str(place.library)]):
        if not isinstance(result, AddResult):
            raise result
