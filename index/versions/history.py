"""The history of an article: its versions, and what changed from each to the next."""

from collections.abc import Sequence

from index.model.records import Article
from index.store.versions import Version
from index.versions.comparing import changes_between, is_silent
from index.versions.records import ArticleHistory, Revision


def history_of(article: Article, earlier: Sequence[Version], present: Version) -> ArticleHistory:
    """Return the history of an article without the versions that differ from their next one by the writing alone.

    Args:
        earlier: the oldest first.
    """
    versions, revisions = [present], list[Revision]()
    for version in reversed(earlier):
        found = changes_between(version, versions[0], article)
        if version.replaced_on and not is_silent(found, article.language or ""):
            versions.insert(0, version)
            revisions.insert(0, Revision(version.replaced_on, found))
    return ArticleHistory(article, tuple(versions), tuple(revisions))
