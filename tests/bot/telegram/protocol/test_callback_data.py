"""Buttons and the strings that Telegram keeps for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.protocol.callback_data import (
    LONGEST,
    AcceptOffer,
    AskMessage,
    Button,
    CastVote,
    CheckMessage,
    ChooseDeletion,
    ChooseLanguage,
    DeclineOffer,
    Deletion,
    FollowFeed,
    ListArticles,
    ShowArticle,
    ShowChange,
    ShowContext,
    ShowHistory,
    ShowQuote,
    ShowReason,
    SilenceGuard,
    decode,
)

# Chats hold messages with these strings, so none of them may ever change.
TODAY = {
    "q:AbC-_123:17": ShowQuote("AbC-_123", 17),
    "c:AbC-_123:17": ShowContext("AbC-_123", 17),
    "v:AbC-_123:17": ShowChange("AbC-_123", 17),
    "h:3:2": ShowHistory(3, 2),
    "w:AbC-_123:17": ShowReason("AbC-_123", 17),
    "u:AbC-_123:17": CastVote("AbC-_123", 17, helpful=True),
    "d:AbC-_123:17": CastVote("AbC-_123", 17, helpful=False),
    "a:3:0": ShowArticle(3, 0),
    "s:all:2": ListArticles(2),
    "l:id": ChooseLanguage("id"),
    "l:auto": ChooseLanguage(None),
    "f:all:7": ChooseDeletion(Deletion.ALL, 7),
    "f:mine:7": ChooseDeletion(Deletion.MINE, 7),
    "f:keep:0": ChooseDeletion(Deletion.NOTHING, 0),
    "o:add": AcceptOffer(),
    "o:leave": DeclineOffer(),
    "k:check": CheckMessage(),
    "k:ask": AskMessage(),
    "g:off": SilenceGuard(),
    "n:3": FollowFeed(3),
}
_answers = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=1, max_size=20)
_numbers = st.integers(0, 2**63 - 1)
_articles = st.integers(0, 10**18 - 1)
_codes = st.none() | st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8).filter("auto".__ne__)
_buttons: st.SearchStrategy[Button] = st.one_of(
    st.builds(ShowQuote, _answers, _numbers),
    st.builds(ShowContext, _answers, _numbers),
    st.builds(ShowChange, _answers, _numbers),
    st.builds(ShowReason, _answers, _numbers),
    st.builds(CastVote, _answers, _numbers, helpful=st.booleans()),
    st.builds(ShowArticle, _articles, _numbers),
    st.builds(ListArticles, _numbers),
    st.builds(ChooseLanguage, _codes),
    st.builds(ChooseDeletion, st.sampled_from(Deletion), _numbers),
    st.builds(AcceptOffer),
    st.builds(DeclineOffer),
    st.builds(CheckMessage),
    st.builds(AskMessage),
    st.builds(SilenceGuard),
    st.builds(FollowFeed, st.integers(0, 999)),
)


@pytest.mark.parametrize(("data", "button"), TODAY.items())
def test_every_button_is_encoded_as_it_always_was(data: str, button: Button) -> None:
    assert button.encode() == data
    assert decode(data) == button


@given(_buttons)
def test_what_is_encoded_fits_and_is_decoded_to_the_same_button(button: Button) -> None:
    assert len(button.encode().encode()) <= LONGEST
    assert decode(button.encode()) == button


@given(st.text(max_size=LONGEST) | st.from_regex(r"[qcwudaslfokg]:.{0,30}", fullmatch=True))
def test_any_other_string_is_decoded_to_nothing_or_means_one_button(data: str) -> None:
    button = decode(data)
    assert button is None or decode(button.encode()) == button


@pytest.mark.parametrize(
    "data", [None, 7, "", "x", "z:1:1", "q::", "q:a b:1", "w:1:-1", "a:no:0", "f:all:", "o:addx"]
)
def test_data_of_others_is_no_button(data: object) -> None:
    assert decode(data) is None
