"""Whether a text asks something, by its question mark or the words at its ends."""

from collections.abc import Collection
from functools import cache

from index.analysis import word_lists, words
from index.model.small_talk import SmallTalk
from index.query.small_talk import small_talk_in, without_small_talk

_MARKS = ("?", "？", "؟")
_NO_QUESTIONS = frozenset(
    {
        SmallTalk.GREETING,
        SmallTalk.HOW_ARE_YOU,
        SmallTalk.THANKS,
        SmallTalk.PRAISE,
        SmallTalk.INSULT,
        SmallTalk.GOODBYE,
    }
)
_BEGIN, _END = "begin", "end"
_Words = tuple[str, ...]


def is_question(text: str) -> bool:
    """Return whether a text asks something: it has a question mark, or begins or ends with a word that asks.

    A greeting is none, whatever it ends with; "ini apa?" is one beside something that it may be about.
    """
    if small_talk_in(text) in _NO_QUESTIONS:
        return False
    if any(mark in text for mark in _MARKS):
        return True
    bare = without_small_talk(text)
    said = _words(bare)
    return begins_with_interrogative(bare) or any(said[-len(phrase) :] == phrase for phrase in _phrases(_END))


def begins_with_interrogative(text: str) -> bool:
    """Return whether a text begins with a word that asks."""
    said = _words(text)
    return any(said[: len(phrase)] == phrase for phrase in _phrases(_BEGIN))


@cache
def _phrases(place: str) -> Collection[_Words]:
    by_language = word_lists.read_phrases("interrogatives").values()
    return frozenset(_words(phrase) for phrases in by_language for phrase in phrases[place].split(","))


def _words(text: str) -> _Words:
    return tuple(words.fold(word) for word in words.undivided_words(text))
