"""Recognise sentences that an article had, word for word, before it changed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.analysis import words
from index.model.checked import Checked, CheckedSentence, CheckVerdict, Place
from index.model.records import Article, Paragraph
from index.quote_check.aligning.alignment import aligned
from index.quote_check.comparing import Claim, Comparison, Part, claim_of
from index.quote_check.judging import judged
from index.quote_check.titles import NUMBER as TITLE
from index.quote_check.wording.tokens import tokens
from index.store.versions import Version, VersionStore

# Of the articles that a text comes from, those whose versions are read.
_MOST_ARTICLES = 5
# In words: fewer stand in many texts.
_SHORTEST = 4
_DIFFERING = frozenset({CheckVerdict.ALTERED, CheckVerdict.NOT_HERE})


def with_earlier_wording(checked: Checked, versions: VersionStore) -> Checked:
    """Return a checked text in which the sentences that stand in an earlier version of an article say so.

    Only the articles that the text comes from, or is nearest to, are looked at. Raises StoreError.
    """
    if all(one.verdict not in _DIFFERING for one in checked.sentences):
        return checked
    near = [one.place.article for one in checked.sentences if one.place and one.verdict in _DIFFERING]
    articles = {one.id: one for one in (*near, *checked.articles)}
    earlier = [(one, versions.of(one.id)) for one in list(articles.values())[:_MOST_ARTICLES]]
    if not any(found for _, found in earlier):
        return checked
    sentences = tuple(_at_earlier(checked, one, earlier) for one in checked.sentences)
    return replace(checked, sentences=sentences)


def _at_earlier(
    checked: Checked, sentence: CheckedSentence, earlier: Iterable[tuple[Article, list[Version]]]
) -> CheckedSentence:
    if sentence.verdict not in _DIFFERING:
        return sentence
    for article, found in earlier:
        claim = claim_of(checked.text, sentence.claimed, article.language or "")
        if len(claim.tokens) < _SHORTEST:
            continue
        for version in reversed(found):
            if place := _place_in(version, claim, article):
                return _renamed(sentence, place, version)
    return sentence


def _renamed(sentence: CheckedSentence, place: Place, version: Version) -> CheckedSentence:
    """Return a sentence with where it stood, or beside what the same article says in its place now."""
    known = sentence.place
    is_altered = sentence.verdict is CheckVerdict.ALTERED and known and known.article.id == place.article.id
    verdict, until = CheckVerdict.EARLIER, version.replaced_on
    if is_altered:
        return replace(sentence, verdict=verdict, until=until)
    return CheckedSentence(sentence.claimed, verdict, place, until=until)


def _place_in(version: Version, claim: Claim, article: Article) -> Place | None:
    """Return where a claim stands in a version, exactly; None if it does not."""
    weights = dict.fromkeys(claim.keys, 1.0)
    for paragraph in _texts(version):
        folded = words.fold(paragraph.text)
        if not all(key in folded for key in weights):
            continue
        alignment = aligned(claim.tokens, tokens(paragraph.text), weights, (0,))
        if alignment is None or alignment.differing:
            continue
        one = Comparison(claim, article, paragraph, alignment, is_beside=False)
        found = judged(Part(claim, [one]), one, weights)
        if one.is_same and found.verdict is CheckVerdict.EXACT:
            return found.place
    return None


def _texts(version: Version) -> Iterator[Paragraph]:
    yield Paragraph(0, version.article_id, TITLE, version.title)
    yield from version.paragraphs
