"""make asking-words: find the words of judged questions that ask rather than tell, and how much each tells.

A word tells something if right paragraphs have it far more often than others. "Nama" is in 567 Indonesian
questions and in hardly more of the right paragraphs than of any: whoever writes it asks for a name, and the
paragraph has the name, not the word. What a word tells is its lift: 0 for a word that right paragraphs have as
rarely as others, 1 for one that all of them have. Words below a limit are written to a table for the product.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from index import analysis
from index.analysis import stopwords
from index.evaluation.sets import JudgedSet, read_set
from index.query.words import question_words

TABLE = Path(__file__).parent.parent / "index" / "analysis" / "data" / "asking_words.toml"
# Each set with its language; those whose questions were written by people who look for an answer.
SETS = {
    "facqa-id": "id",
    "tydiqa-id": "id",
    "tydiqa-en": "en",
    "norquad-news-no": "no",
    "tydiqa-ko": "ko",
}
# In right paragraphs. A word of fewer may be the name in all questions on one of them.
_FEWEST = 8
# What an average word of a question tells, which counts as so many paragraphs, so that rare words stay near it.
_USUAL, _USUAL_COUNT = 0.65, 4
_MOST = 0.4
_HEADING = """\
# The words of questions that ask rather than tell, by language, and how much each tells, from 0 to 1.
# Written by make asking-words from judged questions: how much more often right paragraphs have a word than others.
"""


class Use(NamedTuple):
    """How a word is used in judged questions.

    Args:
        asked: the ids of the paragraphs that answer questions with it.
        helped: the ids of those that have it.
        share: the share of all paragraphs that have it.
        names: how often it is capitalised inside a question.
    """

    asked: set[str]
    helped: set[str]
    share: float
    names: list[bool]

    @property
    def lift(self) -> float:
        return max(0.0, (len(self.helped) / len(self.asked) - self.share) / (1 - self.share))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judged", type=Path, required=True, help="the folder of judged sets")
    judged = parser.parse_args().judged
    found: dict[str, dict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for name, language in SETS.items():
        for word, use in uses(read_set(judged / name), language).items():
            found[language][word].append(use)
    tables = {language: asking_words(by_word, language) for language, by_word in found.items()}
    TABLE.write_text(_HEADING + "".join(_lines(tables)), encoding="utf-8")


def uses(judged: JudgedSet, language: str) -> Mapping[str, Use]:
    """Return how the words of the questions of a set are used."""
    terms = {one.id: {*analysis.terms(f"{one.title} {one.text}", language)} for one in judged.paragraphs}
    frequency = Counter(term for known in terms.values() for term in known)
    found: dict[str, Use] = {}
    for question in judged.questions:
        right = [id_ for id_ in question.judged if id_ in terms]
        for word in question_words(question.text, [language]) if right else ():
            share = max((frequency[term] for term in word.terms), default=0) / len(terms)
            use = found.setdefault(word.spelling, Use(set(), set(), min(share, 0.99), []))
            use.asked.add(right[0])
            if any(not word.terms.isdisjoint(terms[id_]) for id_ in right):
                use.helped.add(right[0])
            use.names.append(word.text[:1].isupper() and not question.text.startswith(word.text))
    return found


def asking_words(by_word: Mapping[str, list[Use]], language: str) -> dict[str, float]:
    """Return the words that tell little, and how much; stop words have their own list."""
    found = {}
    for word, some in by_word.items():
        count = sum(len(use.asked) for use in some)
        is_name = any(sum(use.names) > len(use.names) / 2 for use in some)
        if count < _FEWEST or is_name or not word.isalpha() or word in stopwords.stop_words(language):
            continue
        total = sum(len(use.asked) * use.lift for use in some)
        tells = (total + _USUAL * _USUAL_COUNT) / (count + _USUAL_COUNT)
        if tells < _MOST:
            found[word] = round(tells, 2)
    return found


def _lines(tables: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    for language, words in sorted(tables.items()):
        yield f"\n[{language}]\n"
        yield from (f'"{word}" = {tells}\n' for word, tells in sorted(words.items()))


if __name__ == "__main__":
    main()
