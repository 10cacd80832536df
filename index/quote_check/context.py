"""What stands around a part of a sentence: a speaker, or words without which it has another sense."""

from collections.abc import Sequence

import regex

from index.model.records import Span
from index.quote_check.wording import word_kinds
from index.quote_check.wording.tokens import Token, tokens
from index.quote_check.wording.word_kinds import (
    CONDITION,
    DOUBT,
    LINK,
    NEGATION,
    SPEECH,
    SPEECH_INVERTED,
    is_listed,
)
from index.text.ranges import overlap

# In words. A longer fragment that begins in the middle of a sentence is an excerpt, and nobody takes it for a
# statement; of 100 excerpts of 15 to 60 words, two begin behind a negation or leave out a condition.
_STATEMENT = 14
_NEAR, _SHORT = 2, 3
_WITH_NEGATION = frozenset({"longer", "more", "lagi", "lenger", "pernah", "akan"})
_CLAUSE_END = regex.compile(r"[,;:–—][\s\p{P}]*$")
_CLAUSES = regex.compile(r"[,;:–—]\s")
_QUOTATION_MARKS = regex.compile(r"[\"“”„«»]")
_OPENING = "“„«"
_BEHIND_SPEECH = regex.compile(r"[,\"”“’»]\s*$")
_NAME = r"(?<name>\p{Lu}[\p{L}\p{M}'’-]*(?:\.?\s+(?:(?:bin|binti|van|von|de|al)\s+)?\p{Lu}[\p{L}\p{M}'’-]*){0,5})"
_NAME_BEHIND = regex.compile(rf"\s+(?:to\s+|by\s+)?(?:(?:the|a)\s+)?{_NAME}")
_NAME_BEFORE = regex.compile(
    rf"{_NAME}(?:\s*\([^()]*\))?,?\s+(?:juga\s+|also\s+|has\s+|telah\s+|had\s+|pun\s+|kemudian\s+|then\s+)?$"
)


def is_statement(claimed: str, written: str, length: int) -> bool:
    """Return whether a part of a sentence looks like a statement of its own: it is short, or got a capital.

    Args:
        length: of the whole text that it is part of, in words.
    """
    return length <= _STATEMENT or (claimed[:1].isupper() and written[:1].islower())


def left_out(text: str, sentence: Span, matched: Span, language: str, *, is_alone: bool) -> Span | None:
    """Return what was left out of a sentence around a part of it, if the sense may turn by that.

    Args:
        is_alone: whether the part looks like a statement of its own; see ``is_statement``.
    """
    before, behind = Span(sentence.start, matched.start), Span(matched.end, sentence.end)
    left, right = tokens(text[slice(*before)]), tokens(text[slice(*behind)])
    denials = sum(is_listed(token.key, NEGATION, language) for token in left)
    # "No longer" and the like: the sentence begins with what denies the rest.
    is_beginning = len(left) == denials + sum(token.key in _WITH_NEGATION for token in left)
    is_long = len(left) <= _SHORT < len(tokens(text[slice(*matched)]))
    if denials and ((is_beginning and is_long) or (is_alone and _is_denied(left, language))):
        return before
    if not is_alone:
        return None
    if left and (_is_restricted(text[slice(*before)], left, language) or _is_doubted(left, right, language)):
        return before
    if any(is_listed(token.key, CONDITION, language) for token in right[:_NEAR]):
        return behind
    return None


def speaker(text: str, sentence: Span, matched: Span, language: str) -> Span | None:
    """Return the name of who is said to have said a part of a sentence, if it stands beside a word for saying."""
    for verb in _speech(tokens(text), text, sentence, matched, language):
        behind = _NAME_BEHIND.match(text, verb.span.end, sentence.end)
        before = _NAME_BEFORE.search(text, sentence.start, verb.span.start)
        for found in (behind, before):
            if found and not overlap(name := Span(*found.span("name")), matched):
                return name
    return None


def is_attributed(text: str, sentence: Span, matched: Span, language: str) -> bool:
    """Return whether a sentence gives this part of it, in the words of the article, as what somebody said.

    What stands in quotation marks is in the words of the speaker.
    """
    return not is_quoted(text, matched) and bool(_speech(tokens(text), text, sentence, matched, language))


def is_quoted(text: str, matched: Span) -> bool:
    """Return whether a stretch stands within quotation marks."""
    depth = 0
    for mark in _QUOTATION_MARKS.finditer(text, 0, matched.start):
        depth = 1 if mark[0] in _OPENING else 1 - depth if mark[0] == '"' else 0
    return bool(depth)


def _speech(found: Sequence[Token], text: str, sentence: Span, matched: Span, language: str) -> list[Token]:
    """Return the words for saying in a sentence, outside of a part of it."""
    sure, inverted = (word_kinds.listed(name, language) for name in (SPEECH, SPEECH_INVERTED))
    return [
        token
        for token in found
        if sentence.start <= token.span.start < sentence.end
        and (token.key in sure or (token.key in inverted and _BEHIND_SPEECH.search(text, 0, token.span.start)))
        and not overlap(token.span, matched)
    ]


def _is_denied(left: Sequence[Token], language: str) -> bool:
    """Return whether a negation stands before what follows: at once, or before "that"."""
    near = left[-_NEAR:]
    is_linked = is_listed(left[-1].key, LINK, language)
    return is_linked or any(is_listed(token.key, NEGATION, language) for token in near)


def _is_restricted(before: str, left: Sequence[Token], language: str) -> bool:
    """Return whether a condition stands before what follows: at once, or as the clause before."""
    if any(is_listed(token.key, CONDITION, language) for token in left[-_NEAR:]):
        return True
    if not _CLAUSE_END.search(before):
        return False
    clause = tokens(_CLAUSES.split(before.rstrip(' ,;:–—"“”'))[-1])
    return bool(clause) and is_listed(clause[0].key, CONDITION, language)


def _is_doubted(left: Sequence[Token], right: Sequence[Token], language: str) -> bool:
    """Return whether what stands between is said to be untrue or uncertain."""
    if any(is_listed(token.key, DOUBT, language) for token in left[-_NEAR:]):
        return True
    if not is_listed(left[-1].key, LINK, language):
        return False
    around = [*left, *right[:_STATEMENT]]
    return any(is_listed(one.key, name, language) for one in around for name in (DOUBT, NEGATION))
