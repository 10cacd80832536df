"""The history of an article as JSON, for programs."""

from bot.rendering.as_json import article_as_json
from bot.rendering.checked_as_json import change_as_json
from index.model.records import Article, Paragraph
from index.store.versions import Version
from index.versions.records import ArticleHistory, ChangedParagraph, Revision


def full_article_as_json(article: Article, paragraphs: list[Paragraph]) -> dict[str, object]:
    """Return what ``kutip article --json`` prints; programs rely on the names."""
    return {**article_as_json(article), "text": [_paragraph(one) for one in paragraphs]}


def history_as_json(history: ArticleHistory) -> dict[str, object]:
    """Return what ``kutip article --changes --json`` prints; programs rely on the names.

    ``changes[n]`` lead from ``versions[n]`` to the next one.
    """
    return {
        **article_as_json(history.article),
        "versions": [_version(one) for one in history.versions],
        "changes": [_revision(one) for one in history.revisions],
    }


def _version(version: Version) -> dict[str, object]:
    return {
        "title": version.title,
        "until": version.replaced_on.isoformat() if version.replaced_on else None,
        "text": [_paragraph(one) for one in version.paragraphs],
    }


def _revision(revision: Revision) -> dict[str, object]:
    return {"day": revision.day.isoformat(), "paragraphs": [_changed(one) for one in revision.changed]}


def _changed(changed: ChangedParagraph) -> dict[str, object]:
    sentences = changed.checked.sentences if changed.checked else ()
    return {
        "before": _paragraph(changed.before) if changed.before else None,
        "after": _paragraph(changed.after) if changed.after else None,
        "words": [
            change_as_json(changed.checked, change, sentence.place)
            for sentence in sentences
            for change in sentence.changes
            if changed.checked and sentence.place
        ],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, object]:
    return {
        "paragraph": paragraph.number,
        "heading": paragraph.heading,
        "page": paragraph.page,
        "text": paragraph.text,
    }
