"""Ask questions, and measure the processor time of each stage and of tantivy alone with the same queries."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from bot.rendering.render import Renderer
from bot.runtime.app import open_configured_library
from bot.runtime.settings import Settings
from bot.telegram.replies.views import Replies
from index.library import Library
from index.model.records import SHARED, AddResult
from index.model.stages import Seconds, Stage, lap
from tools.bench.competitors.raw_tantivy import searches_of
from tools.bench.competitors.recording import recorded_searches
from tools.profile.corpora import Corpus

THREADS = 4
_DONE = "complete"
_ANSWER = "answer"  # the id that buttons name


@dataclass
class Profile:
    """The processor time of one corpus, in milliseconds a question.

    Args:
        paragraphs: how many were asked.
        questions: how many were timed.
        reread: how many of these a reranker read.
        stages: of each stage, on average.
        whole: of each question, from the text to its rendered answer, in ascending order.
        tantivy: of the same queries with tantivy alone, in ascending order; none with another engine.
        a_second: how many other questions were answered in a second, unrendered, by THREADS threads together; and
            in a second of processor time, where other processes leave none.
    """

    name: str
    paragraphs: int
    questions: int
    stages: dict[Stage, float] = field(default_factory=lambda: dict.fromkeys(Stage, 0.0))
    whole: list[float] = field(default_factory=list)
    tantivy: list[float] = field(default_factory=list)
    reread: int = 0
    a_second: tuple[float, float] = (0.0, 0.0)

    def count(self, seconds: Seconds) -> None:
        """Add the stages of one question."""
        self.reread += seconds.get(Stage.REREADING, 0.0) > 0
        for stage, took in seconds.items():
            self.stages[stage] += took * 1000 / self.questions


def profile(corpus: Corpus, folder: Path, settings: Settings, warm_up: int) -> Profile:
    """Add the corpus to a library in a folder unless that has it, and ask its questions after a warm-up."""
    with open_configured_library(replace(settings, kutip_data=folder)) as library:
        _fill(library, corpus, folder / _DONE)
        library.warm_up()
        replies = Replies(library, Renderer("telegram"))
        for question in corpus.questions[:warm_up]:
            replies.answer(library.ask(question), _ANSWER)
        # Python remembers words and texts, so that those of one measurement are not those of the other.
        timed, together = corpus.questions[warm_up::2], corpus.questions[warm_up + 1 :: 2]
        found = Profile(corpus.name, library.size().paragraphs, len(timed))
        found.whole = _ask(library, replies, timed, found)
        found.a_second = _answered_a_second(library, together or timed)
        if settings.kutip_engine == "disk":
            _, searches = recorded_searches(library, timed)
            found.tantivy = _times(searches_of(folder / "index", searches))
    return found


def _fill(library: Library, corpus: Corpus, done: Path) -> None:
    if not done.exists():
        for result in library.ingest(corpus.articles(), SHARED):
            if not isinstance(result, AddResult):
                raise result
    library.sync()
    done.touch()


def _ask(library: Library, replies: Replies, questions: Sequence[str], found: Profile) -> list[float]:
    library.stages.clock, library.stages.report = time.process_time, found.count

    def asked(question: str) -> None:
        answer = library.ask(question)
        with library.stages.watching():
            replies.answer(answer, _ANSWER)
            lap(Stage.RENDERING)

    try:
        return _times([partial(asked, question) for question in questions])
    finally:
        library.stages.report = None


def _answered_a_second(library: Library, questions: Sequence[str]) -> tuple[float, float]:
    with ThreadPoolExecutor(THREADS) as threads:
        before = time.perf_counter(), time.process_time()
        answers = list(threads.map(library.ask, questions))
        after = time.perf_counter(), time.process_time()
    return len(answers) / (after[0] - before[0]), len(answers) / (after[1] - before[1])


def _times(works: Iterable[Callable[[], object]]) -> list[float]:
    """Return the processor time of each, in milliseconds, in ascending order."""
    times = []
    for work in works:
        before = time.process_time()
        work()
        times.append((time.process_time() - before) * 1000)
    return sorted(times)
