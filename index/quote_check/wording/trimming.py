"""Trim a sentence that somebody forwarded: leave out what phones and people put before and behind it."""

from functools import cache

import regex

from index.analysis import word_lists, words
from index.model.records import Span
from index.quote_check.wording.word_kinds import asks_to_share, furniture

_EMOJI = r"[\p{So}\p{Sk}\p{Cf}\ufe00-\ufe0f\u20e3]"
_SIGNS = regex.compile(rf"(?:{_EMOJI}|[>•●▪‣◦*_#\s])+")
_SIGNS_BEHIND = regex.compile(rf"(?:{_EMOJI}|[*_\s])+$")
# "1. Bring a pen." Some languages write "17. mai" for a day.
_ITEM = regex.compile(r"\(?\p{Nd}{1,2}[.)]\s+(?=[\p{Lu}\p{Pi}\"'*_])|\p{Nd}\ufe0f?\u20e3\s*")
# "[12/10/26, 08.14] Ani: ...", as a messenger exports or copies it.
_TIME = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[ap]\.?m\.?)?"
_SENDER = regex.compile(rf"(?:\[{_TIME}\]|{_TIME}\s+-)\s*[^:\n]{{1,40}}:\s+", regex.IGNORECASE)
# "BREAKING: ..."
_PREFIX = regex.compile(r"\s*([^:!\n]{3,40})[:!]+\s+(?=\S)")
_BEHIND_EMOJI = regex.compile(rf"{_EMOJI}\s*([^\n]{{3,60}})$")
# In words: a question that leaves less than that asks something else.
_SHORTEST = 3


def trimmed(text: str, sentence: Span) -> Span | None:
    """Return a sentence without what is put around it; None if it has no word."""
    start, end = sentence
    for before in (_SIGNS, _SENDER, _SIGNS, _ITEM, _PREFIX, _SIGNS):
        found = before.match(text, start, end)
        if found and (before is not _PREFIX or is_furniture(found[1])):
            start = found.end()
    start, end = _asked(text, start, _furniture_behind(text, start, end))
    return Span(start, end) if any(map(str.isalnum, text[start:end])) else None


def is_furniture(piece: str) -> bool:
    """Return whether phones or people add this to a text that they forward: "forwarded many times"."""
    return " ".join(words.folded_words(piece)) in furniture()


def asks_whether_true(text: str) -> bool:
    """Return whether a text asks if something is true: "Is it true that ...?", "..., hoax atau bukan?"."""
    return _asked(text, 0, len(text)) != (0, len(text))


def _furniture_behind(text: str, start: int, end: int) -> int:
    """Return the end without emoji, and without the furniture behind emoji: "... 🙏🙏 sebarkan!!"."""
    found = _BEHIND_EMOJI.search(text, start, end)
    if found and (is_furniture(found[1]) or asks_to_share(words.folded_words(found[1]))):
        end = found.start()
    found = _SIGNS_BEHIND.search(text, start, end)
    return found.start() if found else end


def _asked(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the part that is asked about: of "Pak, apakah benar ...?" and of "..., is that true?"."""
    before, behind = _questions()
    if found := before.match(text, start, end):
        first, last = found.end(), end
    elif found := behind.search(text, start, end):
        first, last = start, found.start()
    else:
        return start, end
    said = text[first:last].rstrip(" ?")
    return (first, first + len(said)) if len(words.undivided_words(said)) >= _SHORTEST else (start, end)


@cache
def _questions() -> "tuple[regex.Pattern[str], regex.Pattern[str]]":
    asking, greeting = (_any_of(name) for name in ("asking", "greeting"))
    before = regex.compile(rf"(?:{greeting}\b[\s,.!]*)*{asking}\b[\s,:]+", regex.IGNORECASE)
    behind = regex.compile(rf"[\s,;.–—-]+{asking}\s*\?+\s*$", regex.IGNORECASE)
    return before, behind


def _any_of(name: str) -> str:
    lists = word_lists.read_phrases("quote_check")[name].values()
    phrases = sorted((phrase.strip() for text in lists for phrase in text.split(",")), key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(regex.escape, phrase.split())) for phrase in phrases) + ")"
