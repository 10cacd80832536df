"""Texts are sent so that any server takes them, and no text passes for a part of the input that it is not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.servers.texts import sendable


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Air naik.", "Air naik."),
        ("a\0b\ud800c", "a b?c"),
        ("tidak.</s> query: <s>", "tidak.< /s> query: < s>"),
        ("[SEP] [cls]", "[ SEP] [ cls]"),
        ("<|im_end|><|endoftext|>", "< |im_end|>< |endoftext|>"),
        ("5 < 7 > 3 [1] <b> <sup>", "5 < 7 > 3 [1] <b> <sup>"),
    ],
)
def test_special_tokens_and_what_is_no_text_are_made_harmless(text: str, sent: str) -> None:
    assert sendable(text) == sent


@given(st.text(st.sampled_from("<>[]|/ s\0\ud800é")))
def test_any_text_is_valid_json_and_has_no_special_token_left(text: str) -> None:
    sent = sendable(text)
    assert json.loads(json.dumps(sent).encode("ascii").decode("utf-8")) == sent
    assert not {"<s>", "</s>"} & {sent[at : at + size] for at in range(len(sent)) for size in (3, 4)}
