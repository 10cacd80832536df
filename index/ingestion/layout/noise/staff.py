"""Distinguish a credit line, such as "Reporter: Budi | Editor: Cici", from a reporter's words in an interview."""

from functools import cache

import regex

from index.analysis.stopwords import stop_words

_LABEL = regex.compile(
    r"(?:editor|pewarta|reporter|kontributor|fotografer|penyunting|redaktur|photographer)\s*[:：]\s*",
    flags=regex.IGNORECASE,
)
_LABELS = regex.compile(rf"(?:\W|^)(?:{_LABEL.pattern}|(?:penulis|author|writer)\s*[:：])", flags=regex.IGNORECASE)
_BETWEEN_NAMES = regex.compile(r"[\s,;|/&()·•]+")
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}.'’-]*")
# Reporters sign with two to four letters: "ana/bud".
_INITIALS = regex.compile(r"[a-z]{2,4}")
_INSIDE_NAMES = frozenset({"dan", "and", "bin", "binti", "al", "de", "di", "da", "der", "van", "von", "the", "of"})
_ABBREVIATION = regex.compile(r"(?:\p{L}{1,3}|\p{L}+\.\p{L}+)\.")
_LONGEST = 120
_SENTENCE_MARKS = (".", "!", "?", "…")


def names_in_credit(line: str) -> str | None:
    """Return what follows a label such as "Editor:" at the start of a short line, or None."""
    label = _LABEL.match(line) if len(line) <= _LONGEST else None
    return line[label.end() :] if label else None


def is_staff_line(line: str) -> bool:
    """Return whether a line says who worked on an article, and nothing else.

    An interview has such labels, too: "Reporter: Mengapa Anda mundur?" is no staff line.
    """
    names = names_in_credit(line)
    if names is None:
        return False
    words = list(filter(None, _BETWEEN_NAMES.split(_LABELS.sub(" ", names).strip())))
    return not is_speech(names) and all(map(_is_of_a_name, words))


def is_speech(text: str) -> bool:
    """Return whether a text behind a label is what somebody says, and no name."""
    words = [bare for word in text.split() if (bare := word.strip('.,;!?"“”'))]
    said = _words_of_speech()
    if not text.endswith(("!", "?")) and len(words) > 1 and all(map(_NAME.fullmatch, words)):
        return False  # also "Ada Trent" and "Will Bell", though "ada" and "will" are stop words
    if not words or words[0].casefold() in said:
        return bool(words)
    if not text.endswith(_SENTENCE_MARKS):
        return any(word in said for word in words)
    is_name = text.endswith(".") and all(map(_is_of_a_name, words))
    return not is_name and _ABBREVIATION.fullmatch(text.split()[-1]) is None


@cache
def _stop_words() -> frozenset[str]:
    return stop_words("id") | stop_words("en")


@cache
def _words_of_speech() -> frozenset[str]:
    return _stop_words() - _INSIDE_NAMES


def _is_of_a_name(word: str) -> bool:
    return (
        word in _INSIDE_NAMES
        or _NAME.fullmatch(word) is not None
        or (_INITIALS.fullmatch(word) is not None and word not in _stop_words())
    )
