"""A question that was parsed once, for everything that searches, ranks and marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from index.analysis import words
from index.analysis.language import UNDETERMINED, is_other_language
from index.model.features import WordMatch
from index.query.answer_type import ExpectedAnswer
from index.query.article_request import ArticleRequest
from index.query.spellings import standard_spelling
from index.query.times.question_time import QuestionTime


@dataclass(frozen=True)
class QuestionWord:
    """A word of a question.

    Args:
        text: the word as it was typed.
        terms: its term in each language of the library; a paragraph with one of them has the word.
        share: how much the word counts against others, from 0 to 1; below 1 for a stop word or a date.
        weight: its share times its idf in the scope of the question.
        known: whether a paragraph or title in scope has it.
        is_date: whether it is a date, which counts as a whole beside its words.
    """

    text: str
    terms: frozenset[str]
    share: float
    weight: float = 0.0
    known: bool = True
    is_date: bool = False

    @property
    def is_stop_word(self) -> bool:
        return self.share < 1

    @cached_property
    def spelling(self) -> str:
        """The word without case, as it is looked up in texts."""
        return words.fold(self.text)


@dataclass(frozen=True)
class ParsedQuestion:
    """A question and everything that its words say about the answer.

    Args:
        text: the question, cleaned and cut to what is read.
        words: the words to search for, each once; none if every word only asks.
        languages: those of the library, the most frequent first.
        paragraphs: how many the library has.
        answer_type: the type of answer it asks for, if its words say so.
        time: the time it is about, if it names one.
        time_terms: the terms of the months, years and dates in it, which an article of that time need not repeat.
        asked_in: the language of the question; "und" if its words do not say.
        asks_for_latest: whether it names a time and nothing else, as "latest news?" does.
        asks_for_changing_fact: whether it names no time and asks for a rate, an office or the like, as of now.
        fact_words: its words for a fact that changes, such as "exchange" and "rate", folded; it may name a time.
        currencies: the terms of the currencies that it is about, if it is about nothing else.
        article_request: the articles that it asks for, in place of a fact; its words are those of their subject.
        lacks_marks: whether it was typed without the marks of its language, so that only its words are understood.
    """

    text: str
    words: tuple[QuestionWord, ...]
    languages: tuple[str, ...] = ()
    paragraphs: int = 0
    answer_type: ExpectedAnswer | None = None
    time: QuestionTime | None = None
    time_terms: frozenset[str] = frozenset()
    asked_in: str = UNDETERMINED
    asks_for_latest: bool = False
    asks_for_changing_fact: bool = False
    fact_words: frozenset[str] = frozenset()
    currencies: frozenset[str] = frozenset()
    article_request: ArticleRequest | None = None
    lacks_marks: bool = False

    @cached_property
    def term_weights(self) -> Mapping[str, float]:
        """The weight of each term of its words."""
        return {term: word.weight for word in self.words for term in word.terms}

    @cached_property
    def matches(self) -> tuple[WordMatch, ...]:
        """Its words, each with its weight, for the reports of what matched."""
        return tuple(
            WordMatch(word.text, word.weight, word.known, word.is_stop_word and not word.is_date)
            for word in self.words
        )

    def matches_at(self, indices: frozenset[int]) -> tuple[WordMatch, ...]:
        """Return those of ``matches`` with these indices. Of twenty paragraphs, many have the same words."""
        known = self._matches_at
        if indices not in known:
            known[indices] = tuple([self.matches[index] for index in sorted(indices)])
        return known[indices]

    @cached_property
    def _matches_at(self) -> dict[frozenset[int], tuple[WordMatch, ...]]:
        return {}

    @cached_property
    def indices(self) -> frozenset[int]:
        """The indices of its words."""
        return frozenset(range(len(self.words)))

    @cached_property
    def standard_text(self) -> str:
        """The question with the standard spelling of each informal word, as an embedder knows it."""
        language = self.asked_in if self.asked_in != UNDETERMINED else next(iter(self.languages), "")
        return standard_spelling(self.text, language)

    @property
    def is_about_changing_fact(self) -> bool:
        """Whether it asks for a rate, an office or the like, as of any time."""
        return bool(self.fact_words or self.currencies)

    @property
    def is_cross_lingual(self) -> bool:
        """Whether the library has no article in the language of the question."""
        return all(is_other_language(self.asked_in, language) for language in self.languages)

    @cached_property
    def content_words(self) -> tuple[QuestionWord, ...]:
        """The words that are not stop words: they say what the question is about."""
        return tuple(word for word in self.words if not word.is_stop_word)

    @cached_property
    def content_indices(self) -> frozenset[int]:
        """The indices of its content words."""
        return frozenset(index for index, word in enumerate(self.words) if not word.is_stop_word)
