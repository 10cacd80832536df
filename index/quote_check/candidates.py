"""The paragraphs that a claim may come from: those with its rarest words and numbers."""

from collections.abc import Iterable, Mapping, Sequence

from index import analysis
from index.model.records import Article, Paragraph
from index.quote_check.titles import titles_of
from index.quote_check.wording.tokens import Token
from index.retrieval.bm25.base import BODY, TITLE, Engine, Query, idf
from index.store.articles import ArticleStore

Found = tuple[Article, Paragraph]
# The words of a sentence that are searched for, the rarest, and the paragraphs that are compared with it. A
# sentence of few words stands in many paragraphs.
_RAREST, _PARAGRAPHS = 16, 16
_FEW_WORDS, _PARAGRAPHS_OF_FEW = 6, 40
# A long paragraph ranks below short ones with few of the words. Words that stand in so few paragraphs together
# find all of these: of 200 sentences in paragraphs of 150 words and more, 9 are not found, without these 17.
_PARAGRAPHS_OF_RAREST = 100
_MOST_LANGUAGES = 4
_LEAST_WEIGHT = 0.2


class Candidates:
    """The candidates of one text, and what its words count in these libraries."""

    def __init__(
        self,
        store: ArticleStore,
        engine: Engine,
        libraries: frozenset[str],
        languages: Sequence[str],
        claim: Iterable[Token],
    ) -> None:
        self._store, self._engine, self._libraries = store, engine, libraries
        self._found: dict[int, Found] = {}
        keys = {token.key for token in claim}
        self._terms = {key: _terms(key, languages[:_MOST_LANGUAGES]) for key in keys}
        every = frozenset[str]().union(*self._terms.values())
        self._frequencies = engine.frequencies(every, BODY, libraries)
        self.weights = self._weights()

    def of(self, sentence: Sequence[Token]) -> list[Found]:
        """Return the paragraphs that have the rarest words of a sentence. Raises StoreError or EngineError."""
        known = {token.key for token in sentence if self._is_known(token.key)}
        # Most words have another term in each language; all terms of a word are searched for, or none.
        rarest = sorted(known, key=lambda key: (-self.weights[key], key))[: max(_RAREST, len(sentence) // 2)]
        terms = self._query_terms(rarest)
        most = _PARAGRAPHS if len(sentence) > _FEW_WORDS else _PARAGRAPHS_OF_FEW
        return self._search(terms, most)

    def with_rarest(self, sentence: Sequence[Token]) -> list[Found]:
        """Return all paragraphs that have one of the very rarest words, however long they are."""
        counts = {key: self._count(key) for token in sentence if self._is_known(key := token.key)}
        rarest, total = list[str](), 0
        for key in sorted(counts, key=lambda key: (counts[key], key)):
            total += counts[key]
            if rarest and total > _PARAGRAPHS_OF_RAREST:
                break
            rarest.append(key)
        return self._search(self._query_terms(rarest), _PARAGRAPHS_OF_RAREST)

    def titles(self, sentence: Sequence[Token]) -> list[Found]:
        """Return the titles and headings that have most words of a sentence. Raises StoreError or EngineError."""
        terms = {term: self.weights[token.key] for token in sentence for term in self._terms[token.key]}
        return list(titles_of(self._search(terms, _PARAGRAPHS_OF_FEW, TITLE)))

    def beside(self, paragraph: Paragraph, article: Article) -> list[Found]:
        """Return the paragraphs around one, in which the next sentence may stand, and their titles."""
        around = self._store.paragraphs(article.id, paragraph.number - 1, paragraph.number + 1)
        found = [(article, one) for one in around]
        return [*found, *titles_of(found)]

    def _search(self, terms: Mapping[str, float], most: int, field: str = BODY) -> list[Found]:
        query = Query(terms, self._libraries, {field: 1.0})
        ids = [hit.paragraph_id for hit in self._engine.search(query, most)] if terms else []
        self._read(ids)
        return [self._found[id_] for id_ in ids if id_ in self._found]

    def _query_terms(self, keys: Iterable[str]) -> dict[str, float]:
        return {term: 1.0 for key in keys for term in self._terms[key] if self._frequencies[term]}

    def _count(self, key: str) -> int:
        return sum(self._frequencies[term] for term in self._terms[key])

    def _is_known(self, key: str) -> bool:
        return any(self._frequencies[term] for term in self._terms.get(key, ()))

    def _read(self, ids: Iterable[int]) -> None:
        new = [id_ for id_ in ids if id_ not in self._found]
        self._found |= self._store.find(new, self._libraries) if new else {}

    def _weights(self) -> Mapping[str, float]:
        """Return what each word counts: the rarer, the more; one that nobody has written counts as the average."""
        count = self._engine.count(self._libraries)
        known = {
            key: max(_LEAST_WEIGHT, idf(count, most))
            for key, terms in self._terms.items()
            if (most := max((self._frequencies[term] for term in terms), default=0))
        }
        average = sum(known.values()) / len(known) if known else 1.0
        return {key: known.get(key, average) for key in self._terms}


def _terms(key: str, languages: Iterable[str]) -> frozenset[str]:
    return frozenset(analysis.term_of(key, code) for code in languages) - {""}
