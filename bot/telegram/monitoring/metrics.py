"""Count and time what the bot does, for Prometheus. Labels are kinds of things, and nothing is about people."""

import math
from collections.abc import Callable
from contextlib import suppress

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client import generate_latest as text_of

from index.model.errors import KutipError
from index.model.sources import SourceCounts
from index.model.stages import Seconds, Stage

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_STAGE_SECONDS = (0.0001, 0.00025, 0.0005, *_SECONDS[:10])


class Metrics:
    """Safe in any thread; each has its own registry. ``kind`` and ``verdict`` have few values."""

    def __init__(self) -> None:
        self._registry = own = CollectorRegistry()
        ProcessCollector(registry=own)
        self._updates = Counter("kutip_updates", "Updates received.", ["kind"], registry=own)
        self._questions = Counter("kutip_questions", "Questions answered.", ["verdict"], registry=own)
        self._errors = Counter("kutip_errors", "Updates that failed.", ["kind"], registry=own)
        self._votes = Counter("kutip_votes", "Quotes judged, helpful or not.", ["helpful"], registry=own)
        self._floods = Counter("kutip_floods", "Calls that Telegram put off (429).", registry=own)
        self._answering = Histogram(
            "kutip_answer_seconds",
            "From the turn of an update in its chat to its reply, ready to be sent.",
            buckets=_SECONDS,
            registry=own,
        )
        self._sending = Histogram(
            "kutip_sending_seconds", "From a ready reply to its delivery.", buckets=_SECONDS, registry=own
        )
        self._stages = Histogram(
            "kutip_stage_seconds",
            "The stages of a question in the library.",
            ["stage"],
            buckets=_STAGE_SECONDS,
            registry=own,
        )
        for stage in Stage:  # shown from the start, though some may never come
            self._stages.labels(stage)

    def staged(self, seconds: Seconds) -> None:
        """Count the seconds of each stage of a question. In any thread."""
        for stage, took in seconds.items():
            self._stages.labels(stage).observe(took)

    def received(self, kind: str) -> None:
        self._updates.labels(kind).inc()

    def answered(self, verdict: str, seconds: float) -> None:
        """Count an answer, with the seconds from the turn of its update until it was ready."""
        self._questions.labels(verdict).inc()
        self._answering.observe(seconds)

    def sent(self, seconds: float) -> None:
        """Count a delivery, with the seconds since the reply was ready."""
        self._sending.observe(seconds)

    def failed(self, kind: str) -> None:
        self._errors.labels(kind).inc()

    def voted(self, helpful: bool) -> None:
        self._votes.labels("yes" if helpful else "no").inc()

    def flooded(self) -> None:
        self._floods.inc()

    def watch_updates_waiting(self, count: Callable[[], int]) -> None:
        self._watch("kutip_updates_waiting", "Updates that are not begun.", count)

    def watch_messages_waiting(self, count: Callable[[], int]) -> None:
        self._watch("kutip_messages_waiting", "Messages that wait for Telegram's limits.", count)

    def watch_library(self, articles: Callable[[], int], paragraphs: Callable[[], int]) -> None:
        self._watch("kutip_articles", "Articles in the shared library.", articles)
        self._watch("kutip_paragraphs", "Paragraphs in the shared library.", paragraphs)

    def watch_sources(self, count: Callable[[], SourceCounts]) -> None:
        self._watch("kutip_sources", "Sources that are followed.", lambda: count().active)
        self._watch("kutip_sources_failing", "Sources whose last request failed.", lambda: count().failing)
        self._watch("kutip_items_waiting", "Items that are not yet articles.", lambda: count().waiting)

    def watch_last_update(self, age: Callable[[], float]) -> None:
        self._watch("kutip_last_update_age_seconds", "Since the last update; NaN before the first.", age)

    def text(self) -> bytes:
        """Return all metrics in the format of CONTENT_TYPE."""
        return text_of(self._registry)

    def _watch(self, name: str, what: str, read: Callable[[], float]) -> None:
        """Read a gauge whenever the metrics are read; NaN stands for one that cannot be read now."""

        def value() -> float:
            with suppress(KutipError):
                return read()
            return math.nan

        Gauge(name, what, registry=self._registry).set_function(value)
