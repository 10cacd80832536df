"""Look at the stored articles of a library: one by one, as lists, and what surrounds a quote."""

from dataclasses import replace

from index.model.records import SHARED, Answer, Article, Paragraph, Quote
from index.store.articles import ArticleStore, Size
from index.store.queries.article_filter import ALL, Filter
from index.store.versions import Version, VersionStore
from index.versions.quoted import QuotedParagraphs
from index.versions.records import ArticleHistory, ChangedParagraph

Libraries = frozenset[str]
SHARED_ONLY: Libraries = frozenset({SHARED})


class StoredArticles:
    """The articles, as every front end shows them. Any method may raise StoreError."""

    def __init__(self, store: ArticleStore, versions: VersionStore) -> None:
        self._store, self._versions = store, versions
        self._quoted = QuotedParagraphs(store, versions)

    def articles(
        self, libraries: Libraries = SHARED_ONLY, limit: int | None = None, offset: int = 0, wanted: Filter = ALL
    ) -> list[Article]:
        return self._store.articles(libraries, limit, offset, wanted)

    def article(self, number: int, libraries: Libraries = SHARED_ONLY) -> tuple[Article, list[Paragraph]]:
        """Return an article and its paragraphs. Raises MissingError."""
        return self._store.article(number, libraries), self._store.paragraphs(number)

    def history(self, number: int, libraries: Libraries = SHARED_ONLY) -> ArticleHistory:
        """Return the versions of an article, and what changed from each to the next. Raises MissingError."""
        from index.versions.history import history_of  # compares texts, see index.versions.quoted

        article, paragraphs = self.article(number, libraries)
        return history_of(article, self._versions.of(number), Version(number, article.title, tuple(paragraphs)))

    def has_changed(self, number: int) -> bool:
        """Return whether there is an earlier version of an article."""
        return self._versions.has(number)

    def as_now(self, answer: Answer, libraries: Libraries = SHARED_ONLY) -> Answer:
        """Return an answer that was given before, with what has changed in its quotes since.

        Quotes of articles that have been removed are left out.
        """
        quotes, withheld = (self._quoted.as_now(some, libraries) for some in (answer.quotes, answer.withheld))
        return replace(answer, quotes=quotes, withheld=withheld)

    def change(self, quote: Quote) -> ChangedParagraph:
        """Return how a quoted paragraph differs from the one in its place now."""
        from index.versions.comparing import Pair, compared

        present = quote.change.present if quote.change else quote.paragraph.text
        after = None if present is None else replace(quote.paragraph, text=present)
        return compared(Pair(quote.paragraph, after), quote.article)

    def context(self, quote: Quote) -> list[Paragraph]:
        """Return the quoted paragraph between its neighbours. Raises MissingError if it is no longer there."""
        return self._store.neighbours(quote.paragraph)

    def size(self, libraries: Libraries = SHARED_ONLY) -> Size:
        return self._store.size(libraries)

    def languages(self, libraries: Libraries = SHARED_ONLY) -> tuple[str, ...]:
        """Return the languages of the articles, the most frequent first."""
        return self._store.languages(libraries)
