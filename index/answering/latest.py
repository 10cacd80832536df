"""What is new: a question that names a time and nothing else is answered by the articles of that time."""

from collections.abc import Iterable
from functools import cache

from index.analysis import word_lists, words
from index.answering import highlight
from index.model.features import Evidence, Signals
from index.model.records import Quote, Span
from index.query.temporal import AskedTime, nearness
from index.query.words import QuestionWord
from index.store.articles import ArticleStore


def asks_what_is_new(understood: Iterable[QuestionWord]) -> bool:
    """Return whether a question has no words to look for, or only such as "news" and "happened"."""
    return _news_words().issuperset(words.fold(word.text) for word in understood)


def newest(store: ArticleStore, libraries: frozenset[str], when: AskedTime, limit: int) -> list[Quote]:
    """Return the first paragraphs of the newest articles up to the end of the time asked about, newest first."""
    quotes = []
    for article, paragraph in store.newest(libraries, when.period.end, limit):
        time = nearness(article.published, when)
        quotes.append(
            Quote(
                article=article,
                paragraph=paragraph,
                shown=Span(0, len(paragraph.text)),
                sentence=highlight.mark(paragraph.text, article.language or "", highlight.Wanted({})).sentence,
                words=(),
                score=time,
                signals=Signals((), (), (), 0.0, Evidence(time=time)),
            )
        )
    return quotes


@cache
def _news_words() -> frozenset[str]:
    return frozenset(
        words.fold(word)
        for text in word_lists.read_list("news_words").values()
        for word in words.split_words(text)
    )
