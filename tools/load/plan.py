"""The plan of who asks what and when: the same in each run, near Telegram's limits."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PRIVATE_CHATS = 50
GROUPS = 10
PEOPLE_PER_GROUP = 15
# Telegram allows one message a second in a chat and 20 a minute in a group.
_PRIVATE_GAP = 1.1
_GROUP_GAPS = (3.3, 3.9)
_BY_GROUPS = GROUPS / (sum(_GROUP_GAPS) / 2)
HIGHEST_RATE = PRIVATE_CHATS / _PRIVATE_GAP
_SEED = 11


@dataclass(frozen=True)
class Load:
    """The parameters of a run.

    Args:
        seconds: how long questions are asked.
        rate: questions a second in total, up to HIGHEST_RATE; Telegram allows 30 messages.
        paragraphs: the size of the library.
        kill: whether the bot is killed half-way and started again.
        bots: how many processes with the same token answer, on one PostgreSQL.
        throughput: whether only the questions a second are measured, without Telegram's limits.
        hostile: whether people ask for this long alone, and then as long beside two hostile chats.
    """

    cache: Path
    seconds: float = 60
    rate: float = 27
    paragraphs: int = 100_000
    faults: bool = True
    kill: bool = False
    hostile: bool = False
    bots: int = 1
    throughput: bool = False


@dataclass(frozen=True)
class Asking:
    """A question: its time in seconds after the start, its chat, which of the chat's people asks, and its word."""

    at: float
    chat: int
    person: int
    word: str


def plan(load: Load, words: Sequence[str]) -> list[Asking]:
    """Return the questions in order. Chats count from 0, private ones first; each word is asked once.

    Raise ValueError if there are too few words.
    """
    rng = random.Random(_SEED)  # noqa: S311 - the same each time
    moments = sorted(_moments(load, rng))
    if len(moments) > len(words):
        raise ValueError(f"{len(moments)} questions need as many words, and the library has {len(words)}")
    asked = rng.sample(list(words), len(moments))
    return [
        Asking(at, chat, rng.randrange(PEOPLE_PER_GROUP) if chat >= PRIVATE_CHATS else 0, word)
        for (at, chat), word in zip(moments, asked, strict=True)
    ]


def _moments(load: Load, rng: random.Random) -> Iterator[tuple[float, int]]:
    private_mean = max(_PRIVATE_GAP, PRIVATE_CHATS / max(load.rate - _BY_GROUPS, 1))
    gaps = [(_PRIVATE_GAP, 2 * private_mean - _PRIVATE_GAP)] * PRIVATE_CHATS + [_GROUP_GAPS] * GROUPS
    for chat, (shortest, longest) in enumerate(gaps):
        at = rng.uniform(0, (shortest + longest) / 2)
        while at < load.seconds:
            yield at, chat
            at += rng.uniform(shortest, longest)
