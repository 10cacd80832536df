"""Add articles to a library: new ones, known ones, and new text of old ones."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from index.model.errors import AddError, QuotaError
from index.model.records import AddResult, Outcome, ParsedArticle
from index.store.article_rows import NewArticle, new_article
from index.store.article_writer import ArticleWriter
from index.store.known_articles import KnownArticle, KnownArticles
from index.store.quota import NO_LIMITS, Limits, Quota
from index.store.removed import forget_removed
from index.store.schema import paragraphs
from index.store.versions import make_room


def add_articles(
    connection: Connection,
    library: str,
    parsed: Sequence[ParsedArticle],
    limits: Limits = NO_LIMITS,
    *,
    keeps_versions: bool = True,
) -> list[AddResult | AddError]:
    """Add articles within the transaction of a connection, and return what became of each, in order.

    The same paragraphs again are known. The same address with other paragraphs or credits is an update: the
    article keeps its id, and the new paragraphs replace the old ones, unless pages are missing that had any of the
    old ones. An article that exceeds the limits of the library is an error.

    With ``keeps_versions``, the old text of an updated article is kept, as far as the limits leave room for that.
    """
    new = [new_article(one) for one in parsed]
    additions = _Additions(connection, library, limits, keeps_versions)
    return additions.add(new)


class _Additions:
    """The additions to one library. Consecutive new articles are written together."""

    def __init__(self, connection: Connection, library: str, limits: Limits, keeps_versions: bool) -> None:
        self._library, self._keeps_versions = library, keeps_versions
        self._connection = connection
        self._writer = ArticleWriter(connection)
        self._library_id = self._writer.library(library)
        self._quota = Quota(connection, self._library_id, limits)
        self._known = KnownArticles(connection, library)
        self._unwritten: list[tuple[KnownArticle, NewArticle]] = []

    def add(self, new: Sequence[NewArticle]) -> list[AddResult | AddError]:
        self._known.load(new)
        results = [self._add_one_or_refuse(one) for one in new]
        self._write()
        if (room := self._quota.room) is not None:
            make_room(self._connection, self._library_id, room)
        return [one if isinstance(one, AddError) else AddResult(one[0], one[1].article()) for one in results]

    def _add_one_or_refuse(self, new: NewArticle) -> tuple[Outcome, KnownArticle] | QuotaError:
        try:
            return self._add_one(new)
        except QuotaError as error:
            return error

    def _add_one(self, new: NewArticle) -> tuple[Outcome, KnownArticle]:
        new = self._known.without_taken_address(self._known.apart_from_pages(new))
        outcome, known = self._known.match(new)
        if known is None:
            self._quota.take(new.credits.title, new.paragraphs)
            added = self._remember(new)
            self._unwritten.append((added, new))
            return outcome, added
        if outcome is not Outcome.UPDATED:
            if self._known.has_moved(known, new) or self._known.is_recognised_better(known, new):
                self._move(known, new)
            return outcome, known
        if new.lacks_pages and self._has_more(known, new):
            return Outcome.KNOWN, known
        return outcome, self._update(known, new)

    def _move(self, known: KnownArticle, new: NewArticle) -> None:
        """Note where the file of an article is now, or of which chat it is a post."""
        self._writer.set_identity(known.article().id, new.identity)
        known.identity = new.identity
        self._known.remember(known)

    def _has_more(self, known: KnownArticle, new: NewArticle) -> bool:
        """Return whether a known article has a paragraph that its new version lacks."""
        self._write()
        query = select(paragraphs.c.text).where(paragraphs.c.article_id == known.article().id)
        old = self._connection.execute(query).scalars()
        return not set(old) <= {paragraph.text for paragraph in new.paragraphs}

    def _update(self, old: KnownArticle, new: NewArticle) -> KnownArticle:
        self._write()  # the old one may be among them
        new = old.keep_address(new)
        article_id = old.article().id
        self._quota.take(new.credits.title, new.paragraphs, replacing=article_id)
        self._writer.replace(article_id, new, keeps_version=self._keeps_versions)
        return self._remember(new, old)

    def _remember(self, new: NewArticle, replaced: KnownArticle | None = None) -> KnownArticle:
        known = KnownArticle(
            self._library,
            new.credits,
            len(new.paragraphs),
            new.digest,
            new.headings_digest,
            new.identity,
            id=replaced.id if replaced else None,
        )
        self._known.remember(known, replaced)
        return known

    def _write(self) -> None:
        if self._unwritten:
            ids = self._writer.add(self._library_id, [new for _, new in self._unwritten])
            forget_removed(
                self._connection, self._library, [new.identity for _, new in self._unwritten if new.identity]
            )
            for (known, _), article_id in zip(self._unwritten, ids, strict=True):
                known.id = article_id
            self._unwritten.clear()
