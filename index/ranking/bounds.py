"""Bounds between paragraphs that each of them cannot know by its own features.

A short paragraph is embedded below its title and is nearly the title to the embedder, whatever it says itself.
Asked about a fire, "Tidak ada korban." ("No one was hurt.") is as near as the paragraph about the fire.

The scores of paragraphs in two languages come from different models. In a library of Indonesian and English,
"Which is larger, the nickel quota of 2025 or 2026?" put another quota, in Indonesian, before the English paragraph
with all words.

A paragraph in another language gets its score from a model that expects few words and makes up for the lower
cosines of two languages. That is right for a translation of the answer, and too much for any other paragraph.

The lead of news says more of what its title does: asked when Whoosh was inaugurated, it has the day.
"""

from collections.abc import Collection, Sequence

from index.query.continuation import is_pronoun
from index.query.parsed_question import ParsedQuestion
from index.ranking.linear import linear_model
from index.ranking.scoring import Ranked
from index.ranking.word_weights import share_of

# In cosines. Unless it is nearer by this much, a paragraph does not go before another one by its meaning alone.
_MUCH_NEARER = 0.05
# In cosines. So much nearer, and with more names of the question, a paragraph in its language is what is meant.
_NEARER_AS_NAMED = 0.04
# Shares of a question: a paragraph in its language has this much, and that much more than the one in another.
_HAS, _MORE = 0.9, 0.3
# In cosines. A smaller difference between paragraphs in two languages is noise.
_AS_NEAR = 0.03
# How much more of the question a paragraph in its language has to have, which its nearness in cosines reduces by
# twice as much. Over libraries of two languages (XQuAD), 190 instead of 188 of 196 answers in the language of the
# question come first, and still 172 of 204 in the other one.
_MANY_MORE_WORDS, _BY_NEARNESS = 0.5, 2.0
_FEWEST_MORE_WORDS = 0.2
# A title with a smaller share of a question names what it is about, and the answer may stand anywhere.
_MOST_OF_QUESTION = 0.6
# In a title in another language, few words but names are recognised. Of 30 short questions about articles in
# another language, 21 instead of 19 have the right first quote after reading.
_MOST_OF_TRANSLATED = 0.5
# In terms.
_SHORTEST_LEAD = 5
# In scores. A content word is worth more.
_MOST_BEHIND, _JUST_BEFORE = 3.0, 0.01


def bounded(ranked: Sequence[Ranked], question: ParsedQuestion) -> list[Ranked]:
    """Return the candidates, of which those without a content word score less than one of their article that has.

    The words of its headings are a paragraph's own, as those of the title of its article are not. A question in
    another language shares words by chance only, so nothing changes then.
    """
    content = question.content_indices
    if not content or question.is_cross_lingual:
        return list(ranked)
    best: dict[int, Ranked] = {}
    for one in ranked:
        if one.candidate.matched_with_heading & content:
            best[one.candidate.article.id] = max(best.get(one.candidate.article.id, one), one, key=_score)
    return [one if one.candidate.matched_with_heading & content else _behind(one, best) for one in ranked]


def _behind(one: Ranked, best: dict[int, Ranked]) -> Ranked:
    other = best.get(one.candidate.article.id)
    if other is None or one.score <= other.score or _nearness(one) - _nearness(other) >= _MUCH_NEARER:
        return one
    return one._replace(score=other.score - _JUST_BEFORE)


def words_first(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Return the candidates, of which none in another language scores more than a better match in words.

    Nor than an equal one that is as near in meaning: "what was agreed?" is answered in English if it can be.
    """
    own = [one for one in ranked if not one.features.other_language and one.features.coverage >= _HAS]
    return [_behind_words(one, own) if one.features.other_language else one for one in ranked]


def _behind_words(one: Ranked, own: Sequence[Ranked]) -> Ranked:
    better = [each.score for each in own if _matches_better(each, one)]
    return one._replace(score=min(one.score, max(better))) if better else one


def _matches_better(own: Ranked, other: Ranked) -> bool:
    more_words = own.features.coverage - other.features.coverage
    return more_words >= _MORE or (more_words >= 0 and _nearness(other) - _nearness(own) < _AS_NEAR)


def measured_alike(ranked: Sequence[Ranked], question: ParsedQuestion, ablated: Collection[str]) -> list[Ranked]:
    """Return the candidates, of which one in another language is measured as those in the language of the question
    are, if one of these is as near in meaning and has many more of its words, or nearer and has more of its names.

    A word that only the one in another language has is a name: of "harga minyak Brent", an oil price is less.
    """
    own = [one for one in ranked if not one.features.other_language]
    model = linear_model(by_meaning=True, is_other_language=False).without(ablated)
    return [
        one._replace(score=min(one.score, model.score(one.features)))
        if one.features.other_language
        and any(_has_more_names(other, one) or _dominates(other, one, question) for other in own)
        else one
        for one in ranked
    ]


def _has_more_names(own: Ranked, other: Ranked) -> bool:
    """Return whether a paragraph is about what is named: about Brent, not about other prices."""
    return own.features.named > other.features.named and _nearness(own) - _nearness(other) >= _NEARER_AS_NAMED


def _dominates(own: Ranked, other: Ranked, question: ParsedQuestion) -> bool:
    more_words, nearer = own.features.coverage - other.features.coverage, _nearness(own) - _nearness(other)
    if more_words < _FEWEST_MORE_WORDS or nearer < 0 or has_word_beyond(other, own, question):
        return False
    return more_words + _BY_NEARNESS * nearer >= _MANY_MORE_WORDS


def has_word_beyond(one: Ranked, other: Ranked, question: ParsedQuestion) -> bool:
    """Return whether a paragraph has a content word of the question that another one and its context lack."""
    return bool((one.candidate.matched & question.content_indices) - other.candidate.said)


def leads_first(ranked: Sequence[Ranked], question: ParsedQuestion) -> list[Ranked]:
    """Return the candidates, of which the lead of news goes before the other paragraphs of its article.

    This holds if its title has most of the question, no other paragraph says the rest, and it is not far behind.
    """
    by_article: dict[int, list[Ranked]] = {}
    for one in ranked:
        by_article.setdefault(one.candidate.article.id, []).append(one)
    return [
        _before(one, by_article[one.candidate.article.id], question) if _is_lead_for(one, question) else one
        for one in ranked
    ]


def is_led(one: Ranked, lead: Ranked, question: ParsedQuestion) -> bool:
    """Return whether a paragraph stays behind the lead of its article, which says as much of its title's story."""
    same_article = one.candidate.article.id == lead.candidate.article.id
    return same_article and _matched(one, question) <= lead.candidate.said and _is_lead_for(lead, question)


def _matched(one: Ranked, question: ParsedQuestion) -> frozenset[int]:
    """Return which words of a question a paragraph has, but for those that any paragraph may have.

    These are pronouns, and in another language all stop words.
    """
    content = question.content_indices
    is_other = one.features.other_language
    return frozenset(
        index
        for index in one.candidate.matched
        if index in content or not (is_other or is_pronoun(question.words[index].spelling))
    )


def _is_lead_for(one: Ranked, question: ParsedQuestion) -> bool:
    most = _MOST_OF_TRANSLATED if one.features.other_language else _MOST_OF_QUESTION
    return _is_lead(one) and share_of(question, one.candidate.matched_in_title) >= most


def _is_lead(one: Ranked) -> bool:
    """Return whether this is the first paragraph of news. Articles of an encyclopaedia have no day.

    A few words above the news, such as the name of the publisher, are no lead.
    """
    candidate = one.candidate
    return (
        candidate.paragraph.number == 1
        and candidate.length >= _SHORTEST_LEAD
        and candidate.article.published is not None
    )


def _before(lead: Ranked, article: Sequence[Ranked], question: ParsedQuestion) -> Ranked:
    others = frozenset[int]().union(*(_matched(one, question) for one in article))
    best = max(article, key=_score)
    has_what_is_asked = lead.features.answer_type >= best.features.answer_type
    if has_what_is_asked and others <= lead.candidate.said and best.score - lead.score <= _MOST_BEHIND:
        return lead._replace(score=max(lead.score, best.score + _JUST_BEFORE))
    return lead


def _nearness(one: Ranked) -> float:
    return (one.features.meaning + one.features.part) / 2


def _score(one: Ranked) -> float:
    return one.score
