"""Find names in a text, and names of places: "Erry Firmansyah", "José María Figueres", "Pecatu, Bali"."""

from collections.abc import Collection, Iterator

import regex

from index.analysis import dates, stopwords, words
from index.model.records import Span
from index.text.sentences import split_sentences

_PARTICLE = r"(?:bin|binti|al|de|da|del|van|von|der|la|le|of|the)"
_WORD_OF_NAME = r"\p{Lu}[\p{L}\p{M}\p{Nd}'’-]*"
_RUN = regex.compile(rf"(?<![\p{{L}}\p{{Nd}}]){_WORD_OF_NAME}(?:\.? (?:{_PARTICLE} )?{_WORD_OF_NAME})*\.?")


def find_names(text: str, language: str, said: Collection[str]) -> list[Span]:
    """Return the places of the names in a text that have a word that the question does not say.

    Words of the question at the ends of a name are cut off, as the office is of "Gubernur BI Perry Warjiyo".

    Args:
        said: the words of the question, in lower case.
    """
    common = stopwords.stop_words(language or "en") | stopwords.question_words(language or "en")
    found = []
    for match in _runs(text, language):
        parts = list(regex.finditer(r"[^ ]+", match[0]))
        while parts and _is_cut(parts[0][0], said, common, language):
            del parts[0]
        while parts and _is_cut(parts[-1][0], said, common, language):
            del parts[-1]
        if parts:
            start, end = match.start() + parts[0].start(), match.start() + parts[-1].end()
            while text[end - 1] in ".'’-":
                end -= 1
            found.append(Span(start, end))
    return found


def _runs(text: str, language: str) -> Iterator["regex.Match[str]"]:
    """Yield the runs of capitals, none of which goes on into the next sentence."""
    for sentence in split_sentences(text, language):
        yield from _RUN.finditer(text, sentence.start, sentence.end)


def _is_cut(word: str, said: Collection[str], common: Collection[str], language: str) -> bool:
    key = words.fold(word.strip(".,'’"))
    return (
        key in said
        or key in common
        or not word[0].isupper()
        or dates.weekday_number(word, language) is not None
        or (dates.month_number(word.strip("."), language) is not None)
    )
