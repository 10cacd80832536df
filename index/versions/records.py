"""The changes of an article, as records."""

from dataclasses import dataclass
from datetime import date

from index.model.checked import Checked
from index.model.records import Article, Paragraph
from index.store.versions import Version


@dataclass(frozen=True)
class ChangedParagraph:
    """A paragraph, a title or a heading that differs between two versions; the number of the latter two is 0.

    Args:
        before: None if it was added.
        after: None if it was removed.
        checked: the text before as a claim about the text after, with each difference, where both are there.
    """

    before: Paragraph | None
    after: Paragraph | None
    checked: Checked | None = None


@dataclass(frozen=True)
class Revision:
    """What changed in an article on a day: at least three words, or a number, a name or a negation."""

    day: date
    changed: tuple[ChangedParagraph, ...]


@dataclass(frozen=True)
class ArticleHistory:
    """An article with its revisions, the oldest first, and its versions: the last one is the present text.

    There is one version more than there are revisions.
    """

    article: Article
    versions: tuple[Version, ...]
    revisions: tuple[Revision, ...]


@dataclass(frozen=True)
class QuotedParagraph:
    """A paragraph as it was when it was quoted, and what became of it.

    Args:
        article: as it is now.
        present: the paragraph in its place; None if it was removed.
        steps: each change that is more than one of the writing: its day, and the paragraph since then.
    """

    article: Article
    quoted: Paragraph
    present: Paragraph | None
    steps: tuple[tuple[date, Paragraph | None], ...] = ()
