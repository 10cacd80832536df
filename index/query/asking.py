"""Whether a text asks something, by its question mark or the words that ask near its ends."""

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
        SmallTalk.REQUEST,
        SmallTalk.SADNESS,
        SmallTalk.WISH,
        SmallTalk.THANKS,
        SmallTalk.PRAISE,
        SmallTalk.INSULT,
        SmallTalk.GOODBYE,
    }
)
_BEGIN, _REQUEST, _END, _LEAD, _TAIL = "begin", "request", "end", "lead", "tail"
# "yang salah siapa": the word that follows is what it is about, too.
_RELATIVE = ("yang", "yg")
# Who types no question mark types no full stop: "“We know who did it,” he said." is a statement.
_STATEMENT_ENDS = (".", "!", "…", '"', "”", "’")
# "pelakunya siapa": what the text before is about, followed by what is asked of it.
_TOPIC, _SHORTEST_TOPIC = "nya", 5
_Words = tuple[str, ...]


def is_question(text: str) -> bool:
    """Return whether a text asks something: it has a question mark, or begins or ends with a word that asks.

    A greeting is none, whatever it ends with; "ini apa?" is one beside something that it may be about.
    """
    small_talk = small_talk_in(text)
    if small_talk in _NO_QUESTIONS:
        return False
    if any(mark in text for mark in _MARKS):
        return True
    if small_talk is SmallTalk.ACKNOWLEDGEMENT:
        return begins_with_interrogative(text)  # "is it true", but not "belum"
    bare = without_small_talk(text)
    said = words.folded_words(bare)
    if begins_with_interrogative(bare) or _ends_asking(said):
        return True
    return not text.rstrip().endswith(_STATEMENT_ENDS) and _asks_after_a_lead(said)


def begins_with_interrogative(text: str) -> bool:
    """Return whether a text begins with a word that asks."""
    said = words.folded_words(text)
    return any(said[: len(phrase)] == phrase for phrase in _phrases(_BEGIN))


def _ends_asking(said: _Words) -> bool:
    """Return whether a word that asks is the last but for words such as "sih" and "then"."""
    while said:
        if any(said[-len(phrase) :] == phrase for phrase in _phrases(_END)):
            return True
        tail = next((phrase for phrase in _phrases(_TAIL) if said[-len(phrase) :] == phrase), None)
        if tail is None:
            return False
        said = said[: -len(tail)]
    return False


def _asks_after_a_lead(said: _Words) -> bool:
    """Return whether a word that asks comes behind prepositions, "tell me" and the like."""
    leads, asking = _phrases(_LEAD), (*_phrases(_END), *_phrases(_REQUEST))
    for place, word in enumerate(said):
        if any(said[place : place + len(phrase)] == phrase for phrase in asking):
            return True
        is_described = place > 0 and said[place - 1] in _RELATIVE
        if (
            (word,) not in leads
            and not is_described
            and not (word.endswith(_TOPIC) and len(word) >= _SHORTEST_TOPIC)
        ):
            return False
    return False


@cache
def _phrases(place: str) -> Collection[_Words]:
    by_language = word_lists.read_phrases("interrogatives").values()
    return frozenset(words.folded_words(phrase) for phrases in by_language for phrase in phrases[place].split(","))
