"""The latest news: a question that names a time and nothing else is answered by the articles of that time."""

from index.answering import highlight
from index.model.features import Features, MatchReport
from index.model.lazy.late import Late
from index.model.records import Article, Paragraph, Quote, Span
from index.query.times.question_time import QuestionTime, time_fit
from index.store.articles import ArticleStore


def latest_quotes(store: ArticleStore, libraries: frozenset[str], asked: QuestionTime, limit: int) -> list[Quote]:
    """Quote the first paragraphs of the newest articles up to the end of a period, newest first."""
    return [
        unmatched_quote(article, paragraph, Features(time=time_fit(article.published, asked)))
        for article, paragraph in store.newest(libraries, asked.period.end, limit)
    ]


def unmatched_quote(article: Article, paragraph: Paragraph, features: Features) -> Quote:
    """Quote a paragraph for another reason than its words."""
    return Quote(
        article=article,
        paragraph=paragraph,
        shown=Span(0, len(paragraph.text)),
        marks=Late(lambda: (highlight.mark(paragraph.text, article.language or "", {}).sentence, ())),
        score=features.time,
        match_report=MatchReport((), (), (), 0.0, features),
    )
