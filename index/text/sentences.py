"""Split a paragraph into sentences, and a long one into parts of similar length, as offsets."""

from collections.abc import Sequence
from functools import lru_cache

import regex
import sentencex

from index.analysis import unspaced
from index.model.records import Span
from index.text import abbreviations

# In letters: one or two sentences. A question asks about one thing, and the vector of a longer text mixes several.
_PART = 350
MOST_PARTS = 4
# In scripts without spaces and in Korean, a character says as much as several letters.
_DENSE = regex.compile(rf"[{unspaced.SCRIPTS}{unspaced.HANGUL}]", flags=regex.VERSION1)
_LETTERS_IN_DENSE = 3
# A number that counts what follows: "1. Bring a pen.", "The winners are 1. Bell, 2. Trent".
_ITEM = regex.compile(r"(?:^|[\s(])\p{Nd}{1,2}\.$")
_LIST = regex.compile(r"(?:^|[:;,]\s+|\bdan |\band |\b(?:are|adalah) )\p{Nd}{1,2}\.$")
# Languages that write "3." for "the third".
_WITH_ORDINALS = frozenset({"cs", "da", "de", "et", "fi", "hu", "nb", "nn", "no", "pl", "sk", "sl", "tr"})
_FULL_STOP = regex.compile(r"\.\s+(?=\p{Lu})")
_STARTS_INSIDE = regex.compile(r"\p{Ll}|[,;:]")


def split_sentences(text: str, language: str) -> list[Span]:
    """Return the sentences of a paragraph in order, without the spaces around them; at least one."""
    return list(_split_sentences(text, language))


def sentence_around(words: Span, text: str, language: str) -> Span:
    """Return the sentence of a text that has these words, or all the sentences over which they go."""
    sentences = split_sentences(text, language)
    start = max((one.start for one in sentences if one.start <= words.start), default=sentences[0].start)
    end = min((one.end for one in sentences if one.end >= words.end), default=sentences[-1].end)
    return Span(start, end)


@lru_cache(maxsize=1000)  # the paragraphs that one question finds, others find, too
def _split_sentences(text: str, language: str) -> tuple[Span, ...]:
    spans = []
    start = 0
    for end in _possible_ends(text, language):
        if end < len(text) and not _ends(text, start, end, language):
            continue
        sentence = text[start:end]
        if sentence.strip():
            left = len(sentence) - len(sentence.lstrip())
            spans.append(Span(start + left, start + len(sentence.rstrip())))
        start = end
    return tuple(spans) or (Span(0, len(text)),)


def _possible_ends(text: str, language: str) -> list[int]:
    """Return the offsets at which sentences may end, with those of abbreviations that sentencex does not see."""
    ends = {int(boundary["end_index"]) for boundary in sentencex.get_sentence_boundaries(language, text)}
    for found in _FULL_STOP.finditer(text):
        if found.end() in ends:
            continue
        words = text[: found.start() + 1].rsplit(None, 1)
        if abbreviations.ends_with(words[-1], text[found.end() :], language):
            ends.add(found.end())
    return sorted(ends)


def _ends(text: str, start: int, end: int, language: str) -> bool:
    """Return whether a sentence that begins at ``start`` ends at ``end``, before more text."""
    before, rest = text[start:end].rstrip(), text[end:].lstrip()
    if text[end - 1] == "." and text[end].isalnum():  # inside a name, as in KABAR.CONTOH
        return False
    # '"Who did it?" asked a neighbour.', "etc. and"
    if not rest[:1].isupper() and _STARTS_INSIDE.match(rest) and any(map(str.isupper, text)):
        return False
    if not before.endswith("."):
        return True
    is_numbered = before[-2:-1].isdecimal()
    if is_numbered and (_LIST.search(before) or (language in _WITH_ORDINALS and _ITEM.search(before))):
        return language in _WITH_ORDINALS and abbreviations.is_beginning(rest, language)
    words = before.rsplit(None, 1)
    return not words or abbreviations.may_end_with(words[-1], rest, language)


def split_parts(text: str, language: str, sentences: Sequence[Span] | None = None) -> list[Span]:
    """Return at most MOST_PARTS parts of whole sentences that cover a text; a short text has one part.

    ``sentences`` are those of the text, if they are known already.
    """
    count = min(MOST_PARTS, -(-_length(text) // _PART))
    if count < 2:
        return [Span(0, len(text))]
    sentences = sentences or split_sentences(text, language)
    lengths = [_length(text[sentence.start : sentence.end]) for sentence in sentences]
    wanted, taken = sum(lengths) / count, 0.0
    found: dict[int, Span] = {}
    for sentence, length in zip(sentences, lengths, strict=True):
        number = min(count - 1, int((taken + length / 2) / wanted))
        found[number] = Span(found.get(number, sentence).start, sentence.end)
        taken += length
    return list(found.values())


def _length(text: str) -> int:
    dense = 0 if text.isascii() else sum(1 for _ in _DENSE.finditer(text))
    return len(text) + (_LETTERS_IN_DENSE - 1) * dense
