"""Correct a question: choose for each word that nobody has written the one that stands beside its other words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from index import analysis
from index.analysis import unspaced, words
from index.model.quotes.correction import Correction
from index.model.records import Answer
from index.query.interrogatives import is_stop_word
from index.query.parsed_question import ParsedQuestion, QuestionWord
from index.ranking.word_weights import search_terms
from index.retrieval.bm25.base import BODY, Engine, Query, idf
from index.spelling.lookalikes import Lookalike, letters_in_common, plain, similar_function_words, similar_terms
from index.spelling.typing_cost import SHORTEST, most_cost, typing_cost
from index.store.articles import ArticleStore
from index.text.term_codes import Wanted, find

# The paragraphs in which the likeliest words are looked up: beside the question's other words, and alone.
_READ, _READ_ALONE = 20, 5
# Its function words stand in questions of every language.
_COMMON_LANGUAGE = "en"
# People see these without asking for more.
_FIRST_QUOTES = 3
# In letters in common, and the cost of a common slip.
_SHORTEST_STEM, _ONE_SLIP = 4, 0.6
# Of the letters of the longer word.
_MOST_LETTERS = 0.6
# In letters: one that is missing makes "pasti" of Pati, but "sekarag" is nothing but "sekarang".
_LONG, _SLIP_OF_SHORT = 6, 0.5
# A text of more unknown words than this is in another language, or about something else.
_MOST_UNKNOWN = 4


class Corrected(NamedTuple):
    """A question in the words of the library, and what was corrected in it."""

    question: str
    corrections: tuple[Correction, ...]


class _Seen(NamedTuple):
    """A word of a paragraph for which a typed one may stand, and how much speaks for it."""

    word: str
    support: float


def correct(
    question: ParsedQuestion,
    engine: Engine,
    store: ArticleStore,
    libraries: frozenset[str],
    is_frequent: Callable[[str], bool],
) -> Corrected | None:
    """Return the question with its unknown words corrected; None if there is nothing to correct.

    A correction is a word of a paragraph or a title in these libraries, or a function word of their languages.
    Words of the libraries, numbers and dates stay as they are. Raises StoreError or EngineError.

    Args:
        is_frequent: says of a word whether it is a frequent one of some language, and therefore no typing error.
    """
    listed_in = dict.fromkeys((*question.languages, _COMMON_LANGUAGE))
    unknown = [one for one in question.words if _may_be_mistyped(one, listed_in) and not is_frequent(one.text)]
    if not 0 < len(unknown) <= _MOST_UNKNOWN:
        return None
    function_words = {word.text: similar_function_words(word, question.languages) for word in unknown}
    similar = {word.text: similar_terms(word, engine, libraries, question.languages) for word in unknown}
    seen = _seen(question, similar, engine, store, libraries) if any(similar.values()) else {}
    corrections = []
    for typed, listed in function_words.items():
        likeliest = max((one.likelihood for one in similar[typed]), default=0.0) if typed in seen else 0.0
        if listed and listed[0].likelihood > likeliest and _is_slip(typed, listed[0]) and not _is_name(typed):
            corrections.append(Correction(typed, listed[0].text))
        elif typed in seen:
            corrections.append(Correction(typed, seen[typed].word))
    return Corrected(_replaced(question.text, corrections), tuple(corrections)) if corrections else None


def has_corrections(answer: Answer, corrected: Corrected) -> bool:
    """Return whether one of the first quotes has a corrected word, unless all of these are function words."""
    shown = {one.shown for one in corrected.corrections}
    searched = {word.text for word in answer.words if not word.is_stop_word} & shown
    reports = [quote.match_report for quote in answer.quotes[:_FIRST_QUOTES]]
    return not searched or any(
        match.text in searched for report in reports for match in (*report.matched, *report.in_title)
    )


def is_guess(answer: Answer, corrected: Corrected) -> bool:
    """Return whether only corrected words say what a question is about, and one may be another word as well.

    Nothing but its letters speaks for "Kampung" in place of "kambing" (goat), or for "Senen" in place of "semen".
    """
    shown = {one.shown for one in corrected.corrections}
    if any(word.text not in shown for word in answer.words if not word.is_stop_word):
        return False
    return any(
        len(one.typed) < _LONG or typing_cost(plain(one.typed), plain(one.shown)) > _ONE_SLIP
        for one in corrected.corrections
    )


def _may_be_mistyped(word: QuestionWord, languages: Iterable[str]) -> bool:
    """Return whether a word is unknown, and is none of those that nobody should correct."""
    if word.known or word.is_date or len(word.text) < SHORTEST or not word.text.isalpha():
        return False
    return not unspaced.is_run(word.text) and not any(is_stop_word(word.text, code) for code in languages)


def _seen(
    question: ParsedQuestion,
    similar: Mapping[str, Sequence[Lookalike]],
    engine: Engine,
    store: ArticleStore,
    libraries: frozenset[str],
) -> dict[str, _Seen]:
    """Return the word of the paragraphs for which each typed one stands, as far as one does.

    Among several, that one is chosen which stands beside most of the question's other words. It has to stand
    beside one of them, unless the question has no others.
    """
    known = [word for word in question.content_words if word.known]
    typical = fsum(word.weight for word in known) / len(known) if known else 1.0
    weights = {one.text: typical * one.likelihood for some in similar.values() for one in some}
    terms = _terms_of_lookalikes(weights, engine, libraries)
    wanted = frozenset(weights).union(*(word.terms for word in known))
    best: dict[str, _Seen] = {}
    found = store.find(_paragraphs(question, similar, terms, engine, libraries), libraries)
    codes, lookalikes = engine.codes(found), frozenset(weights)
    wanted_lookalikes = Wanted.of(lookalikes)
    for article, paragraph in found.values():
        language, own = article.language or "", codes.get(paragraph.id, b"")
        # To find all words of a text takes 0.2 ms, and two of three texts have no lookalike.
        has = find(own, paragraph.text, language, wanted_lookalikes) if own else None
        if has is not None and not has[1] and lookalikes.isdisjoint(analysis.terms(article.title, language)):
            continue
        written = _words_of(f"{paragraph.text}\n{article.title}", language, wanted)
        beside = [word.weight for word in known if not word.terms.isdisjoint(written)]
        here = {typed: seen for typed, some in similar.items() if (seen := _likeliest(typed, some, written))}
        for typed, (word, likelihood) in here.items():
            if len(beside) + len(here) > 1 or len(known) + len(similar) == 1:
                seen = _Seen(word, fsum(beside) + typical * likelihood)
                best[typed] = max(best.get(typed, seen), seen, key=lambda each: each.support)
    return best


def _paragraphs(
    question: ParsedQuestion,
    similar: Mapping[str, Sequence[Lookalike]],
    terms: Mapping[str, float],
    engine: Engine,
    libraries: frozenset[str],
) -> set[int]:
    """Return the paragraphs in which lookalikes are looked up: with the question's other words, and alone.

    Beside frequent words, a lookalike may be in none of the first paragraphs.
    """
    alone = [{one.text: terms[one.text] for one in some} for some in similar.values() if some]
    searches = [({**search_terms(question), **terms}, _READ), *((one, _READ_ALONE) for one in alone)]
    return {hit.paragraph_id for some, most in searches for hit in engine.search(Query(some, libraries), most)}


def _likeliest(typed: str, similar: Iterable[Lookalike], written: Mapping[str, Iterable[str]]) -> _Seen | None:
    """Return the likeliest word of a text for which a typed one may stand, with its likelihood."""
    found = ((_nearest(typed, one, written.get(one.text, ())), one.likelihood) for one in similar)
    return next((_Seen(word, likelihood) for word, likelihood in found if word), None)


def _terms_of_lookalikes(
    weights: Mapping[str, float], engine: Engine, libraries: frozenset[str]
) -> dict[str, float]:
    """Return terms with shares that give each lookalike its weight, however rare it is."""
    count, frequencies = engine.count(libraries), engine.frequencies(weights, BODY, libraries)
    return {term: weight / idf(count, frequencies[term]) for term, weight in weights.items()}


def _words_of(text: str, language: str, wanted: Iterable[str]) -> dict[str, list[str]]:
    """Return the words of a text for each of these terms that it has, as they are written there."""
    found: dict[str, list[str]] = {}
    for term in analysis.occurrences(text, language, frozenset(wanted)).terms:
        found.setdefault(term.text, []).append(text[term.span.start : term.span.end])
    return found


def _nearest(typed: str, lookalike: Lookalike, written: Iterable[str]) -> str | None:
    """Return the word with a term that is nearest to a typed one, unless all are far and have little in common.

    "penelidik" may stand for "menyelidiki", but "mere" is not "diare" because both have one slip to "are". Nor is
    "cabai" (chili) "mencapai", of which "capai" is the root: nobody leaves out a whole prefix by a slip.
    """
    fit = [word for word in dict.fromkeys(written) if word[0].isupper() or not _is_name(typed)]
    costs = {word: typing_cost(plain(typed), plain(word)) for word in fit}
    nearest = min(costs, key=costs.__getitem__, default=None)
    if nearest is None or costs[nearest] <= most_cost(typed):
        return nearest
    common = letters_in_common(plain(typed), plain(nearest))
    has_stem = common >= len(lookalike.text) - 1 >= _SHORTEST_STEM
    has_most = common >= _MOST_LETTERS * max(len(typed), len(nearest))
    return nearest if has_stem and has_most and lookalike.cost <= _ONE_SLIP else None


def _is_slip(typed: str, listed: Lookalike) -> bool:
    """Return whether a typed word may be nothing but this function word.

    Another letter in the place of one makes "sekarang" of Semarang, and nobody sees that a name was lost.
    """
    if listed.cost > _SLIP_OF_SHORT and (len(typed) < _LONG or len(typed) == len(listed.text)):
        return False
    return listed.cost <= _ONE_SLIP


def _is_name(typed: str) -> bool:
    """Return whether a word was typed as a name is, whose first letter alone is a capital."""
    return typed[0].isupper() and not typed.isupper()


def _replaced(question: str, corrections: Iterable[Correction]) -> str:
    shown = {correction.typed: correction.shown for correction in corrections}
    for start, end in sorted(words.find_words(question), reverse=True):
        if question[start:end] in shown:
            question = question[:start] + shown[question[start:end]] + question[end:]
    return question
