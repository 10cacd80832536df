"""Look at the stored articles of a library: one by one, as lists, and what surrounds a quote."""

from index.model.records import SHARED, Article, Paragraph, Quote
from index.store.article_filter import ALL, Filter
from index.store.articles import ArticleStore, Size

Libraries = frozenset[str]
SHARED_ONLY: Libraries = frozenset({SHARED})


class StoredArticles:
    """The articles, as every front end shows them. Any method may raise StoreError."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store

    def articles(
        self, libraries: Libraries = SHARED_ONLY, limit: int | None = None, offset: int = 0, wanted: Filter = ALL
    ) -> list[Article]:
        return self._store.articles(libraries, limit, offset, wanted)

    def article(self, number: int, libraries: Libraries = SHARED_ONLY) -> tuple[Article, list[Paragraph]]:
        """Return an article and its paragraphs. Raises MissingError."""
        return self._store.article(number, libraries), self._store.paragraphs(number)

    def context(self, quote: Quote) -> list[Paragraph]:
        """Return the quoted paragraph between its neighbours. Raises MissingError if it is no longer there."""
        return self._store.neighbours(quote.paragraph)

    def size(self, libraries: Libraries = SHARED_ONLY) -> Size:
        return self._store.size(libraries)

    def languages(self, libraries: Libraries = SHARED_ONLY) -> tuple[str, ...]:
        """Return the languages of the articles, the most frequent first."""
        return self._store.languages(libraries)
