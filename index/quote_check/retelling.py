"""Recognise a claim that an article makes in other words."""

from collections.abc import Mapping

from index import analysis
from index.analysis import stopwords
from index.model.checked import Place
from index.model.records import Span
from index.quote_check.comparing import Claim, Comparison, Part
from index.quote_check.context import speaker
from index.quote_check.wording.tokens import Token, tokens
from index.quote_check.wording.word_kinds import NEGATION, Kinds, is_listed
from index.text.sentences import split_sentences

# The share of a claim's weight that one sentence has to have in any form and order, and the fewest different
# words for that, and of them those that are no stop words.
_SHARE, _FEWEST, _FEWEST_OF_CONTENT = 0.75, 5, 3


def retold(part: Part, weights: Mapping[str, float]) -> Place | None:
    """Return the sentence that says a claim in other words; None if none does for certain.

    It has the claim's numbers, names and all words that are no function words, in any form, and denies as many
    things: "they agreed on a ceasefire" shares all but the word that counts with "they agreed on corridors".
    """
    claim = part.claim
    if len(set(claim.keys)) < _FEWEST or len(_content(claim)) < _FEWEST_OF_CONTENT:
        return None
    for one in part.comparisons:
        for sentence in split_sentences(one.paragraph.text, one.article.language or ""):
            if _says(one, sentence, claim, weights):
                text, language = one.paragraph.text, one.article.language or ""
                who = speaker(text, sentence, Span(sentence.start, sentence.start), language)
                return Place(one.article, one.paragraph, sentence, sentence, who)
    return None


def _says(one: Comparison, sentence: Span, claim: Claim, weights: Mapping[str, float]) -> bool:
    text, language = one.paragraph.text[slice(*sentence)], one.article.language or ""
    written = tokens(text)
    keys = {token.key for token in written}
    if not _facts(claim.text, claim.tokens, language) <= keys:
        return False
    if _negations(claim.tokens, language) != _negations(written, language):
        return False
    terms = set(analysis.terms(text, language))
    has = {key for key in claim.keys if key in keys or analysis.term_of(key, language) in terms}
    if not _content(claim) <= has:
        return False
    shared = sum(weights[key] for key in claim.keys if key in has)
    return shared >= _SHARE * sum(weights[key] for key in claim.keys)


def _content(claim: Claim) -> frozenset[str]:
    """Return the words of a claim that are no function words."""
    return frozenset(claim.keys) - stopwords.stop_words(claim.language or "en")


def _facts(text: str, said: tuple[Token, ...], language: str) -> frozenset[str]:
    """Return the numbers and names of a claim."""
    kinds = Kinds(text, said, language)
    return kinds.names | {token.key for token in said if any(map(str.isdigit, token.key))}


def _negations(said: tuple[Token, ...], language: str) -> int:
    return sum(is_listed(token.key, NEGATION, language) for token in said)
