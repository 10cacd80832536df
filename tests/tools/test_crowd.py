"""The load is as described: close to the limits but within them, with one right answer for each question."""

import json
import math
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from tests.botapi.server import Chat
from tests.botapi.server.errors import ApiError
from tools.load import histogram, library
from tools.load.limits import Floods, WatchedLimits
from tools.load.plan import GROUPS, PRIVATE_CHATS, Load, plan

PAGE = """# TYPE kutip_answer_seconds histogram
kutip_answer_seconds_bucket{le="0.01"} 90.0
kutip_answer_seconds_bucket{le="0.05"} 98.0
kutip_answer_seconds_bucket{le="+Inf"} 100.0
kutip_answer_seconds_count 100.0
"""


def test_people_ask_near_the_limits_and_within_those_of_each_chat() -> None:
    load = Load(cache=Path())
    asked = plan(load, library.words(load.paragraphs))
    assert asked == plan(load, library.words(load.paragraphs))
    assert len(asked) / load.seconds == pytest.approx(load.rate, rel=0.05)
    moments = defaultdict(list)
    for asking in asked:
        moments[asking.chat].append(asking.at)
    assert len(moments) == PRIVATE_CHATS + GROUPS
    for chat, times in moments.items():
        gaps = [later - earlier for earlier, later in pairwise(times)]
        assert min(gaps) >= (1 if chat < PRIVATE_CHATS else 3)


def test_a_library_with_too_few_words_is_refused() -> None:
    with pytest.raises(ValueError, match="the library has 2"):
        plan(Load(cache=Path()), library.words(2))


@pytest.mark.parametrize("paragraphs", [500, 4500])
def test_each_word_is_in_one_paragraph(tmp_path: Path, paragraphs: int) -> None:
    library.write(tmp_path / "library.jsonl", paragraphs)
    lines = (tmp_path / "library.jsonl").read_text().splitlines()
    texts = [text for line in lines for text in json.loads(line)["text"].split("\n")]
    found = [library.WORD.findall(text) for text in texts]
    assert len(texts) == paragraphs
    assert max(map(len, found)) == 1
    assert Counter(word for words in found for word in words) == Counter(library.words(paragraphs))


def test_a_bot_that_sends_too_much_is_noticed() -> None:
    now = [100.0]
    limits = WatchedLimits(clock=lambda: now[0])
    chat = Chat(-5, "supergroup", "Group")
    for _ in range(20):
        limits.count("sendMessage", chat)
    for now[0] in (100.5, 102.0):
        with pytest.raises(ApiError):
            limits.count("sendMessage", chat)
    assert limits.floods() == Floods(all=2, after_first_second=1)


def test_the_bots_own_part_is_read_from_its_buckets() -> None:
    read = histogram.read(PAGE)
    assert [read.at_most(share) for share in (0.5, 0.98, 0.99)] == [0.01, 0.05, math.inf]
    assert histogram.read("").at_most(0.5) is None
