"""Measure questions while another process adds a library."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle

from bot.runtime.app import open_configured_library
from index.library import Library
from tools.bench.jobs import ROOT, Results
from tools.bench.measuring import Stopwatch, of_times, timed
from tools.bench.place import Place
from tools.bench.rows import Row

_LONGEST = 60  # seconds
# People pause between questions. Without pauses, the times would show how the cores are shared.
_PAUSE = 0.005


def run(place: Place) -> Results:
    questions = [question.text for question in place.read_questions()]
    with open_configured_library(place.settings) as library:
        library.sync()
        before = len(library.articles())
        idle = [_ask(library, question) for question in questions][place.warm_up :]
        with _adding(place) as process:
            _wait_for_the_first(library, before, process)
            watch = Stopwatch()
            times = []
            for question in cycle(questions):
                if process.poll() is not None or watch.seconds() > _LONGEST:
                    break
                times.append(_ask(library, question))
    return {Row.IDLE: of_times(idle), **({Row.ADDING: of_times(times)} if times else {})}


def _ask(library: Library, question: str) -> float:
    time.sleep(_PAUSE)
    return timed(lambda: library.ask(question))


@contextmanager
def _adding(place: Place) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `kutip add` on the second library, and stop it on leaving as Ctrl-C does."""
    environment = {**os.environ, "KUTIP_DATA": str(place.settings.kutip_data), "KUTIP_ENGINE": place.engine}
    command = [sys.executable, "-m", "bot", "add", str(place.more)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)


def _wait_for_the_first(library: Library, before: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until articles arrive; the start takes a while."""
    while process.poll() is None and not library.articles(limit=1, offset=before):
        time.sleep(0.02)
