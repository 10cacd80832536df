"""Split a paragraph into sentences, and a long one into parts of similar length, as offsets."""

from collections.abc import Sequence

import regex
import sentencex

from index.analysis import unspaced
from index.model.records import Span

# In letters: one or two sentences. A question asks about one thing, and the vector of a longer text mixes several.
_PART = 350
MOST_PARTS = 4
# In scripts without spaces and in Korean, a character says as much as several letters.
_DENSE = regex.compile(rf"[{unspaced.SCRIPTS}{unspaced.HANGUL}]", flags=regex.VERSION1)
_LETTERS_IN_DENSE = 3
# Abbreviations of Indonesian and Malay, of which sentencex knows few: titles, places, companies, and words before
# numbers.
_ABBREVIATIONS = frozenset(
    [
        *("abd", "bpk", "dra", "drs", "hj", "ir", "moh", "muh", "ny", "prof", "sdr", "st", "tn", "yth"),
        *("brigjen", "jend", "kapt", "kol", "letjen", "mayjen"),
        *("ds", "gg", "jl", "kab", "kec", "kel", "rt", "rw"),
        *("cv", "pt", "tbk", "ed", "hal", "hlm", "no", "pkl", "tgl", "vol"),
    ]
)
_AT_THE_END = frozenset({"tbk", "rt", "rw"})
_MARKS_BEFORE = "\"'([“‘«-/"


def split_sentences(text: str, language: str) -> list[Span]:
    """Return the sentences of a paragraph in order, without the spaces around them; at least one."""
    spans = []
    start = 0
    for boundary in sentencex.get_sentence_boundaries(language, text):
        end = int(boundary["end_index"])
        if end < len(text) and (_inside_a_name(text, end) or _is_abbreviated(text[start:end], text[end:])):
            continue
        sentence = text[start:end]
        if sentence.strip():
            left = len(sentence) - len(sentence.lstrip())
            spans.append(Span(start + left, start + len(sentence.rstrip())))
        start = end
    return spans or [Span(0, len(text))]


def _inside_a_name(text: str, end: int) -> bool:
    """Return whether a letter follows a full stop at once, as in KOMPAS.TV, where no sentence ends."""
    return text[end - 1 : end] == "." and text[end].isalnum()


def _is_abbreviated(sentence: str, rest: str) -> bool:
    """Return whether the last word is an abbreviation; "Tbk." ends a sentence if a capital letter follows."""
    words = sentence.rsplit(None, 1)
    last = words[-1].lstrip(_MARKS_BEFORE).lower() if words else ""
    if not last.endswith(".") or last[:-1] not in _ABBREVIATIONS:
        return False
    return last[:-1] not in _AT_THE_END or not rest.lstrip()[:1].isupper()


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
