"""The verdict on a claim beside the paragraph that it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from index.analysis import stopwords
from index.model.checked import Change, ChangeKind, CheckedSentence, CheckVerdict, Place
from index.model.records import Copy, Span
from index.quote_check.changes import Side, changes
from index.quote_check.comparing import Claim, Comparison, Part
from index.quote_check.context import is_attributed, is_statement, left_out, speaker
from index.quote_check.retelling import retold
from index.quote_check.wording.tokens import Token, tokens
from index.quote_check.wording.word_kinds import NEGATION, SPEECH, SPEECH_INVERTED, Kinds, is_listed

_SPEECH = (SPEECH, SPEECH_INVERTED)
# The share of a claim that the nearest paragraph has to have, to be worth showing.
_NEAREST = 0.3


def judged(part: Part, chosen: Comparison | None, weights: Mapping[str, float]) -> CheckedSentence:
    """Return the verdict on a claim.

    Args:
        chosen: where it comes from, of the closest ones; None if no paragraph has any of its words.
        weights: what the words of the claim count.
    """
    claim = part.claim
    if chosen is None:
        return CheckedSentence(claim.span, CheckVerdict.NOT_HERE)
    if not chosen.is_source:
        if place := retold(part, weights):
            return CheckedSentence(claim.span, CheckVerdict.REPORTED, place)
        nearest = _place(chosen, ()) if chosen.alignment.share >= _NEAREST else None
        return CheckedSentence(claim.span, CheckVerdict.NOT_HERE, nearest)
    place = _place(chosen, (one for one in part.closest if one is not chosen))
    found = () if chosen.is_same else _changes(chosen)
    missing = _left_out(chosen)
    if found and not missing and (who := _named_speaker(chosen, found)):
        return CheckedSentence(claim.span, CheckVerdict.REPORTED, replace(place, speaker=who))
    if missing:
        found = tuple(sorted((*found, missing), key=lambda change: change.claimed))
    if found:
        return CheckedSentence(claim.span, CheckVerdict.ALTERED, place, found, is_shortened=missing is not None)
    is_reported = _is_statement(chosen) and is_attributed(
        chosen.paragraph.text, chosen.sentence, chosen.matched, chosen.article.language or ""
    )
    return CheckedSentence(claim.span, CheckVerdict.REPORTED if is_reported else CheckVerdict.EXACT, place)


def _place(chosen: Comparison, others: Iterable[Comparison]) -> Place:
    text, language = chosen.paragraph.text, chosen.article.language or ""
    copies = {one.article.id: Copy(one.article, one.paragraph) for one in others}
    copies.pop(chosen.article.id, None)
    who = speaker(text, chosen.sentence, chosen.matched, language)
    return Place(chosen.article, chosen.paragraph, chosen.sentence, chosen.matched, who, tuple(copies.values()))


def _changes(chosen: Comparison) -> tuple[Change, ...]:
    claim, text, language = chosen.claim, chosen.paragraph.text, chosen.article.language or ""
    found = changes(chosen.alignment.pairs, _side(claim, language), _written(text, language))
    if not chosen.asks_otherwise:
        return found
    marks = Span(claim.tokens[-1].span.end, claim.span.end)
    sign = Span(chosen.matched.end, min(chosen.matched.end + 1, len(text)))
    return (*found, Change(ChangeKind.WORD, marks, sign, only_marks=True))


def _side(claim: Claim, language: str) -> Side:
    # The offsets are those of the whole text, the words those of the claim.
    return Side(claim.text, claim.tokens, Kinds(claim.text, claim.tokens, language))


def _written(text: str, language: str) -> Side:
    return Side(text, tokens(text), Kinds(text, tokens(text), language))


def _is_statement(chosen: Comparison) -> bool:
    claim, text = chosen.claim, chosen.paragraph.text
    claimed = claim.text[claim.tokens[0].span.start :]
    return is_statement(claimed[:1], text[chosen.matched.start :][:1], len(tokens(claim.text)))


def _named_speaker(chosen: Comparison, found: Iterable[Change]) -> Span | None:
    """Return the speaker if a claim differs in nothing but where it names that speaker."""
    text, sentence, language = chosen.paragraph.text, chosen.sentence, chosen.article.language or ""
    named = speaker(text, sentence, Span(sentence.start, sentence.start), language)
    return named if named and _only_names(chosen, _keys(tokens(text), named), found) else None


def _only_names(chosen: Comparison, who: set[str], found: Iterable[Change]) -> bool:
    claim, language = chosen.claim, chosen.article.language or ""
    said, written = set[str](), set[str]()
    for change in found:
        keys = _keys(claim.tokens, change.claimed)
        if change.only_marks or (change.kind is ChangeKind.NAME and not keys & who):
            return False
        if change.is_moved and not keys <= who:  # the whole quotation, behind the speaker
            said |= {token.key for token in claim.tokens if token.key not in keys}
            continue
        said |= keys & who if change.kind is ChangeKind.NAME else keys
        written |= _keys(tokens(chosen.paragraph.text), change.written)
    verbs = {key for key in said | written if any(is_listed(key, name, language) for name in _SPEECH)}
    known = verbs | who | stopwords.stop_words(language or "en")
    is_denied = any(is_listed(key, NEGATION, language) for key in said | written)
    return bool(said & verbs) and bool(said & who) and said | written <= known and not is_denied


def _keys(found: Iterable[Token], place: Span) -> set[str]:
    return {token.key for token in found if place.start <= token.span.start < place.end}


def _left_out(chosen: Comparison) -> Change | None:
    """Return what was left out around the claim, as a change, if the sense may turn by that."""
    text, language, claim = chosen.paragraph.text, chosen.article.language or "", chosen.claim
    is_alone = _is_statement(chosen)
    missing = left_out(text, chosen.sentence, chosen.matched, language, is_alone=is_alone)
    if missing is None:
        return None
    is_before = missing.end <= chosen.matched.start
    place = claim.tokens[0].span.start if is_before else claim.tokens[-1].span.end
    denies = any(is_listed(token.key, NEGATION, language) for token in tokens(text[slice(*missing)]))
    kind = ChangeKind.NEGATION if is_before and denies else ChangeKind.DROPPED
    return Change(kind, Span(place, place), missing)
