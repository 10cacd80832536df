from itertools import count

import pytest

from index.analysis import memo


def test_a_result_is_computed_once() -> None:
    values = count()
    kept: memo.Memo[int] = memo.Memo(lambda _: next(values))
    assert [kept["a"], kept["a"], kept["b"]] == [0, 0, 1]


def test_a_memo_stays_within_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo.Memo, "limit", 3)
    kept = memo.Memo(str.upper)
    assert [kept[f"word{n}"] for n in range(100)] == [f"WORD{n}" for n in range(100)]
    assert len(kept) <= 3


def test_a_text_without_spaces_is_not_kept() -> None:
    kept = memo.Memo(len)
    assert kept["語" * 10_000] == 10_000
    assert not kept


def test_every_memo_can_be_kept_smaller() -> None:
    kept = memo.Memo(str.upper)
    assert [kept[f"word{n}"] for n in range(10)] == [f"WORD{n}" for n in range(10)]
    assert len(kept) == 10
    with memo.limited_memos(4):
        assert kept["word10"] == "WORD10"
        assert len(kept) == 1
    assert [kept[f"word{n}"] for n in range(10)] == [f"WORD{n}" for n in range(10)]
    assert len(kept) == 11
