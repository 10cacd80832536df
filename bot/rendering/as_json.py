"""Answers as JSON, for programs."""

from datetime import date

from bot.rendering.text_fragments import at_page
from index.model.features import WordMatch
from index.model.records import Answer, Article, Copy, Paragraph, Quote, Span
from index.model.sources import KEEP, REMOVE, Source


def answer_as_json(answer: Answer, most: int) -> dict[str, object]:
    """Return what ``kutip ask --json`` prints; programs rely on the names."""
    return {
        "question": answer.question,
        "verdict": answer.verdict,
        "reason": answer.reason,
        "unknown_words": answer.unknown_words,
        "corrections": [one._asdict() for one in answer.corrections],
        "asked_about": [day.isoformat() for day in answer.period] if answer.period else None,
        "newest_source_before": answer.newest_before.isoformat() if answer.newest_before else None,
        "confidence": round(answer.confidence, 4),
        "took_ms": round(answer.took_ms, 3),
        "quotes": [quote_as_json(quote) for quote in answer.quotes[:most]],
        "withheld": [quote_as_json(quote) for quote in answer.withheld[:most]],
    }


def quote_as_json(quote: Quote) -> dict[str, object]:
    return {
        "text": quote.text,
        "heading": quote.paragraph.heading,
        "sentence": quote.sentence_text,
        "answer": _range(quote, quote.answer) if quote.answer else None,
        "paragraph": quote.paragraph.number,
        **page_as_json(quote.article, quote.paragraph),
        "article": credits_as_json(quote.article),
        "also_in": [copy_as_json(copy) for copy in quote.also],
        "score": round(quote.score, 4),
        "signals": {
            "coverage": round(quote.match_report.coverage, 4),
            "matched": _weights(quote.match_report.matched),
            "in_title": _weights(quote.match_report.in_title),
            "in_heading": _weights(quote.match_report.in_heading),
            "missing": _weights(quote.match_report.missing),
        },
    }


def copy_as_json(copy: Copy) -> dict[str, object]:
    """Return the credits of another article with the same paragraph, and where it stands there."""
    place = {"paragraph": copy.paragraph.number, **page_as_json(copy.article, copy.paragraph)}
    return {**credits_as_json(copy.article), **place}


def article_as_json(article: Article) -> dict[str, object]:
    """Return what ``kutip articles --json`` prints of an article."""
    return {**credits_as_json(article), "paragraphs": article.paragraph_count}


def source_as_json(source: Source) -> dict[str, object]:
    """Return what ``kutip source list --json`` prints of a source; times are in UTC."""
    times = ("added_at", "due_at", "tried_at", "succeeded_at", "failing_since")
    stated = {name: getattr(source, name) for name in times}
    return {
        "number": source.id,
        "library": source.library,
        "kind": source.kind,
        "title": source.title,
        "url": source.address,
        "state": source.state,
        "every_seconds": source.every,
        "items": source.item_count,
        "waiting": source.waiting,
        "vanished": REMOVE if source.removes_vanished else KEEP,
        "failures": source.failures,
        "problem": str(source.problem) if source.problem else None,
        **{name: moment.isoformat() if moment else None for name, moment in stated.items()},
    }


def credits_as_json(article: Article) -> dict[str, object]:
    """Return the number and the credits of an article."""
    published: date | None = article.published
    return {
        "number": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "original_source": article.original_source,
        "author": article.author,
        "published": published.isoformat() if published else None,
        "url": article.url,
        "language": article.language,
    }


def page_as_json(article: Article, paragraph: Paragraph) -> dict[str, object]:
    """Return the page that a paragraph of a document begins on, and its address; both None where there is none."""
    address = at_page(article.url, paragraph.page) if article.url and paragraph.page else None
    return {"page": paragraph.page, "page_url": address}


def _range(quote: Quote, span: Span) -> dict[str, object]:
    """Return words of a paragraph and where they stand in it, in characters from 0."""
    return {"text": quote.paragraph.text[span.start : span.end], "start": span.start, "end": span.end}


def _weights(matches: tuple[WordMatch, ...]) -> dict[str, float]:
    return {match.text: round(match.weight, 4) for match in matches}
