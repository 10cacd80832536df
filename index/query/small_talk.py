"""Recognise small talk: messages that greet, thank, scold or ask for help, and ask for no news.

The whole message has to be small talk. "halo, siapa presiden?" is a question, because nothing in the lists
covers "siapa presiden". It is asked without "halo", which no article would mention.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain, islice
from typing import NamedTuple

from index.analysis import word_lists, words
from index.model.small_talk import SmallTalk
from index.query.wording.arithmetic import is_sum

# A message is looked at where it is taken in, where it is parsed and where it is ranked.
_REMEMBERED = 100
_ALONE = "_alone"
_PARTICLES, _INTERROGATIVES, _OPENERS, _FILLERS = "particles", "interrogatives", "openers", "fillers"
_ORDERS = "orders"
# The longest line of the judged list has ten words; a longer message says more than thanks.
_MOST_WORDS = 14
_EMOTICON = re.compile(r"(?<!\w)[:;=x]['-]?[dpo3](?!\w)", re.IGNORECASE)
_LAUGHTER = re.compile(r"a?(?:w+k+)+w*|(?:h+[aeio]+){2,}h*|(?:xi){2,}|(?:a?wok)+(?:awok)*|lo+l|lma+o")
# Stretched as "makasiiih" and "haloo" are, but not as "good" is.
_STRETCHED = re.compile(r"(\w)\1\1|(\w)\2$")
_RUN = re.compile(r"(\w)\1+")
_LAUGH = ("haha",)
_SENTENCE_END = re.compile(r"(?<=[,.!?;:…])\s+")
_SPACE = re.compile(r"\s+")
# What people put before or after a question; "siapa namanya?" after a description is the question itself.
_AROUND = frozenset(
    {SmallTalk.GREETING, SmallTalk.WISH, SmallTalk.THANKS, SmallTalk.HELP, SmallTalk.ACKNOWLEDGEMENT}
)
# "bantuan, kapan cair?" and "menu, apa saja yang disajikan?" name what they ask about.
_BEFORE_A_COMMA = _AROUND - {SmallTalk.HELP}
_SIGNATURE = re.compile(r"\n--\s*(?:\n|$)")
_Words = tuple[str, ...]


class _Lists(NamedTuple):
    """What phrases and particles say, and the spelling of each word by its squeezed one.

    "ya" says something as a whole message, in ``phrases``, and nothing beside others, in ``pieces``. What is
    ``alone`` is small talk only beside fillers. ``orders`` begin a message that tells the bot what to be.
    """

    phrases: Mapping[_Words, SmallTalk]
    alone: Mapping[_Words, SmallTalk]
    pieces: Mapping[_Words, frozenset[SmallTalk]]
    particles: frozenset[_Words]
    interrogatives: frozenset[_Words]
    openers: frozenset[_Words]
    fillers: frozenset[_Words]
    orders: frozenset[_Words]
    words: frozenset[str]
    spellings: Mapping[str, str]
    longest: int


class _Cover(NamedTuple):
    """How many phrases and particles cover the first words of a message, and what they say."""

    pieces: int
    categories: frozenset[SmallTalk]


@lru_cache(_REMEMBERED)
def small_talk_in(message: str) -> SmallTalk | None:
    """Return what a message says if all of it is small talk, in any of the languages of the lists; None if not."""
    message_words = tuple(_spelled(word) for word in _words(_EMOTICON.sub(" ", message)))
    if not message_words:
        has_emoji = any(unicodedata.category(character) == "So" for character in message)
        return SmallTalk.ACKNOWLEDGEMENT if has_emoji else None
    lists = _lists()
    if is_sum(message) or any(message_words[:end] in lists.orders for end in range(1, lists.longest + 1)):
        return SmallTalk.REQUEST
    if len(message_words) > _MOST_WORDS:
        return None
    without_fillers = tuple(word for word in message_words if (word,) not in lists.fillers)
    alone = lists.alone
    if category := lists.phrases.get(message_words) or alone.get(message_words) or alone.get(without_fillers):
        return category
    categories = _categories_of(message_words) or _categories_of(without_fillers)
    if SmallTalk.REQUEST in categories:
        categories -= {SmallTalk.HELP}  # "tolong" is please as well as help
    return next((category for category in SmallTalk if category in categories), None)


def language_of_small_talk(message: str) -> str | None:
    """Return the one language whose lists have all words of some small talk: "ok makasih" is Indonesian.

    Return None for what is in several, such as "ok", and for what is not small talk.
    """
    if small_talk_in(message) is None:
        return None
    said = {_spelled(word) for word in _words(message)}
    found = [code for code, known in _words_by_language().items() if said and said <= known]
    return found[0] if len(found) == 1 else None


def without_small_talk(question: str) -> str:
    """Return a question without the small talk before and after it, as in "halo kak, siapa presiden? makasih"."""
    if small_talk_in(question):
        return question
    parts = _SENTENCE_END.split(_SIGNATURE.split(question)[0].strip())
    if len(parts) == 1:
        return _from_interrogative(parts[0])
    first = next((place for place, part in enumerate(parts) if not _may_precede(part)), 0)
    last = next((place for place in reversed(range(len(parts))) if small_talk_in(parts[place]) not in _AROUND), -1)
    return _from_interrogative(" ".join(parts[first : last + 1] if last >= first else parts))


def _may_precede(part: str) -> bool:
    """Return whether a part of a message is small talk before the question that follows it."""
    category = small_talk_in(part)
    if part.endswith((",", ":")):
        return category in _BEFORE_A_COMMA or _opens(part)
    return category in _AROUND


def _from_interrogative(question: str) -> str:
    """Return a question from the word on that asks, where openers stand before it: "halo min siapa ..."."""
    beginning = tuple(map(_spelled, _words(question.partition(" ")[0])))
    if beginning and beginning[0] not in _first_words_of_openers():
        return question  # as most begin with none
    for space in list(_SPACE.finditer(question))[:_MOST_WORDS]:
        before, rest = question[: space.start()], question[space.end() :]
        # Word by word: to find all words after each space would take most of the time of a question's small talk.
        if tuple(islice(chain.from_iterable(map(_words, rest.split())), 1)) in _lists().interrogatives:
            return rest if _opens(before) else question
    return question


def _opens(text: str) -> bool:
    """Return whether openers, and particles behind one, cover a text."""
    lists, said, place = _lists(), tuple(map(_spelled, _words(text))), 0
    while place < len(said):
        known = lists.particles | lists.openers if place else lists.openers
        end = next((end for end in range(len(said), place, -1) if said[place:end] in known), None)
        if end is None:
            return False
        place = end
    return bool(said)


def _categories_of(message_words: _Words) -> frozenset[SmallTalk]:
    """Return what the fewest phrases and particles that cover all the words say; nothing if words are left.

    The fewest are the longest: "thanks for your help" is not "help".
    """
    lists = _lists()
    if not lists.words.issuperset(message_words):  # as in nearly all questions
        return frozenset()
    covered: list[_Cover | None] = [_Cover(0, frozenset()), *[None] * len(message_words)]
    for end in range(1, len(message_words) + 1):
        covers = (
            _Cover(before.pieces + 1, before.categories | lists.pieces[message_words[start:end]])
            for start in range(max(0, end - lists.longest), end)
            if (before := covered[start]) is not None and message_words[start:end] in lists.pieces
        )
        covered[end] = min(covers, key=lambda cover: cover.pieces, default=None)
    last = covered[-1]
    return last.categories if last else frozenset()


def _spelled(word: str) -> str:
    """Return a word as the lists spell it: without stretched letters, and any laughter alike."""
    lists = _lists()
    if word in lists.words:
        return word
    if _LAUGHTER.fullmatch(word):
        return _LAUGH[0]
    return lists.spellings.get(_squeezed(word), word) if _STRETCHED.search(word) else word


def _squeezed(word: str) -> str:
    return _RUN.sub(r"\1", word)


def _words(text: str) -> _Words:
    # As nearly all of 3,700 listed phrases, which the first question waits for.
    if text.isascii() and text.replace(" ", "").isalpha():
        return tuple(text.lower().split())
    found = map(words.strip_accents, words.folded_words(text))
    return tuple(word for word in found if any(map(str.isalnum, word)))  # an emoji may leave a mark


@cache
def _lists() -> _Lists:
    phrases: dict[_Words, SmallTalk] = {_LAUGH: SmallTalk.ACKNOWLEDGEMENT}
    alone: dict[_Words, SmallTalk] = {}
    particles: dict[_Words, frozenset[SmallTalk]] = {}
    questions: dict[str, set[_Words]] = {kind: set() for kind in (_INTERROGATIVES, _OPENERS, _FILLERS, _ORDERS)}
    for by_kind in word_lists.read_phrase_lists("small_talk").values():
        for category, texts in by_kind.items():
            listed = [_words(phrase) for text in texts for phrase in text.split(",")]
            if category == _PARTICLES:
                particles |= dict.fromkeys(listed, frozenset())
            elif category in questions:
                questions[category].update(listed)
            elif category.endswith(_ALONE):
                alone |= dict.fromkeys(listed, SmallTalk(category.removesuffix(_ALONE)))
            else:
                phrases |= dict.fromkeys(listed, SmallTalk(category))
    pieces = {phrase: frozenset({category}) for phrase, category in phrases.items()} | particles
    known = frozenset(word for piece in (*pieces, *alone) for word in piece)
    squeezed = {_squeezed(word): word for word in sorted(known)}
    spellings = squeezed | {word: word for word in known}
    interrogatives, openers, fillers, orders = (
        frozenset(questions[kind]) for kind in (_INTERROGATIVES, _OPENERS, _FILLERS, _ORDERS)
    )
    longest = max(map(len, (*pieces, *orders)))
    return _Lists(
        phrases,
        alone,
        pieces,
        frozenset(particles),
        interrogatives,
        openers,
        fillers,
        orders,
        known,
        spellings,
        longest,
    )


@cache
def _first_words_of_openers() -> frozenset[str]:
    return frozenset(opener[0] for opener in _lists().openers if opener)


@cache
def _words_by_language() -> Mapping[str, frozenset[str]]:
    return {
        code: frozenset(
            word
            for texts in by_kind.values()
            for text in texts
            for phrase in text.split(",")
            for word in _words(phrase)
        )
        for code, by_kind in word_lists.read_phrase_lists("small_talk").items()
    }
