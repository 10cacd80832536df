"""Find quoted paragraphs again, also in articles that have changed since, and say what changed in a quote.

What compares texts is imported when an article has changed: it takes a third of the time of a cold start.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from index.model.errors import MissingError
from index.model.lazy.late import Late
from index.model.quotes.change import QuoteChange
from index.model.records import Quote, Span
from index.store.articles import ArticleStore
from index.store.versions import VersionStore
from index.versions.records import QuotedParagraph


class QuotedParagraphs:
    """Safe in any thread; any method may raise StoreError."""

    def __init__(self, articles: ArticleStore, versions: VersionStore) -> None:
        self._articles, self._versions = articles, versions

    def find(self, ids: Collection[int], libraries: Collection[str]) -> dict[int, QuotedParagraph]:
        """Return those of the paragraphs whose articles are in these libraries and still have their texts."""
        stored = self._articles.find(ids, libraries)
        found = {id_: QuotedParagraph(article, one, one) for id_, (article, one) in stored.items()}
        missing = [id_ for id_ in ids if id_ not in found]
        if not missing:
            return found
        from index.versions.following import followed

        earlier = self._versions.with_paragraphs(missing)
        for id_, version in earlier.items():
            try:
                article = self._articles.article(version.article_id, libraries)
            except MissingError:
                continue
            quoted = next(one for one in version.paragraphs if one.id == id_)
            present, versions = self._articles.paragraphs(article.id), self._versions.of(article.id)
            found[id_] = followed(article, quoted, version, versions, present)
        return found

    def as_now(self, quotes: Sequence[Quote], libraries: Collection[str]) -> tuple[Quote, ...]:
        """Return quotes with what has changed in them; those of articles that are removed are left out."""
        found = self.find([one.paragraph.id for quote in quotes for one in quote.copies], libraries)
        return tuple(as_now(quote, found) for quote in quotes if quote.paragraph.id in found)


def as_now(quote: Quote, found: dict[int, QuotedParagraph]) -> Quote:
    """Return a quote whose paragraph was found, with what has changed in it since.

    It keeps the words that were quoted, and says that they changed; those whose writing alone was corrected are
    quoted as they are now. Its paragraph keeps the id by which it was quoted.
    """
    one = found[quote.paragraph.id]
    also = tuple(copy for copy in quote.also if copy.paragraph.id in found and not found[copy.paragraph.id].steps)
    quote = replace(quote, article=one.article, also=also, change=None)
    if one.steps or one.present is None:
        return replace(quote, paragraph=one.quoted, change=_change(quote, one))
    paragraph = replace(one.present, id=one.quoted.id)
    if paragraph.text == one.quoted.text:
        return replace(quote, paragraph=paragraph)
    from index.versions.following import same_sentence

    sentence = same_sentence(one.quoted.text, quote.sentence, paragraph.text, one.article.language or "")
    whole = Span(0, len(paragraph.text))
    return replace(quote, paragraph=paragraph, shown=whole, marks=Late.known((sentence, ())), answer=None)


def _change(quote: Quote, one: QuotedParagraph) -> QuoteChange:
    sentence = one.quoted.text[slice(*quote.sentence)]
    without = next((day for day, text in one.steps if text is None or sentence not in text.text), None)
    present, page = (one.present.text, one.present.page) if one.present else (None, None)
    keeps = without is None or (present is not None and sentence in present)
    return QuoteChange(one.steps[0][0] if keeps or without is None else without, present, keeps, page)
