"""Keep a paragraph without a word of the question behind those of its article that have some.

A short paragraph is embedded below its title and is nearly the title to the embedder, whatever it says itself.
Asked about a fire, "Tidak ada korban." ("No one was hurt.") is as near as the paragraph about the fire.

The scores of paragraphs in two languages come from different models. In a library of Indonesian and English,
"Which is larger, the nickel quota of 2025 or 2026?" put another quota, in Indonesian, before the English paragraph
with all words.
"""

from collections.abc import Sequence

from index.query.parsed_question import ParsedQuestion
from index.ranking.scoring import Ranked

# In cosines. Unless it is nearer by this much, a paragraph does not go before another one by its meaning alone.
_MUCH_NEARER = 0.05
# Shares of a question: a paragraph in its language has this much, and that much more than the one in another.
_HAS, _MORE = 0.9, 0.3


def bounded(ranked: Sequence[Ranked], question: ParsedQuestion) -> list[Ranked]:
    """Return the candidates, of which those without a content word score less than one of their article that has.

    The words of its headings are a paragraph's own, as those of the title of its article are not. A question in
    another language shares words by chance only, so nothing changes then.
    """
    content = {index for index, word in enumerate(question.words) if not word.is_stop_word}
    if not content or question.is_cross_lingual:
        return list(ranked)
    best: dict[int, Ranked] = {}
    for one in ranked:
        if one.candidate.matched_with_heading & content:
            best[one.candidate.article.id] = max(best.get(one.candidate.article.id, one), one, key=_score)
    return [one if one.candidate.matched_with_heading & content else _behind(one, best) for one in ranked]


def _score(one: Ranked) -> float:
    return one.score


def _behind(one: Ranked, best: dict[int, Ranked]) -> Ranked:
    other = best.get(one.candidate.article.id)
    if other is None or one.score <= other.score or _nearness(one) - _nearness(other) >= _MUCH_NEARER:
        return one
    return one._replace(score=other.score)


def _nearness(one: Ranked) -> float:
    return (one.features.meaning + one.features.part) / 2


def words_first(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the candidates, of which those in another language score less than a better match in words."""
    own = [one for one in ranked if not one.features.other_language and one.features.coverage >= _HAS]
    return [_behind_words(one, own) if one.features.other_language else one for one in ranked]


def _behind_words(one: Ranked, own: Sequence[Ranked]) -> Ranked:
    better = [each.score for each in own if each.features.coverage - one.features.coverage >= _MORE]
    return one._replace(score=min(one.score, max(better))) if better else one
