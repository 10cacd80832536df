"""Take any paragraph of the examples, alter it in one way, and see that the check says what was altered."""

import random
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from index.library import Library
from index.model.checked import ChangeKind, Checked, CheckVerdict
from index.text.sentences import split_sentences
from tools.attribution.alterations import NAMED, Alteration, altered

NEGATIONS = {
    "id": ["tidak", "bukan", "belum", "tanpa", "tak"],
    "en": ["not", "never", "no", "without"],
    "ru": ["не"],
}
TYPOGRAPHY = str.maketrans({'"': "“", "'": "’", "-": "–", " ": "\u00a0"})


def paragraphs(library: Library) -> Iterator[tuple[str, str, int]]:
    """Yield each paragraph with its language and the number of its article."""
    for article in library.articles():
        for paragraph in library.article(article.id)[1]:
            yield paragraph.text, article.language or "", article.id


def sentences(library: Library) -> Iterator[tuple[str, str]]:
    """Yield each sentence of several words, with its language."""
    for text, language, _ in paragraphs(library):
        for start, end in split_sentences(text, language):
            if len(text[start:end].split()) > 5:
                yield text[start:end], language


def kinds(checked: Checked) -> set[ChangeKind]:
    return {change.kind for sentence in checked.sentences for change in sentence.changes}


def test_every_paragraph_is_exact_and_its_article_is_named(examples: Library) -> None:
    for text, _, number in paragraphs(examples):
        checked = examples.check(text)
        assert checked.verdict is CheckVerdict.EXACT, text
        assert {one.place.article.id for one in checked.sentences if one.place} == {number}


def test_typography_alters_nothing(examples: Library) -> None:
    for text, _, _ in paragraphs(examples):
        typed = text.translate(TYPOGRAPHY)
        typed = typed[0].swapcase() + "\u200b" + typed[1:]
        assert examples.check(typed).verdict is CheckVerdict.EXACT, typed


@pytest.mark.parametrize("kind", [one for one in Alteration if one is not Alteration.NAME])
def test_one_alteration_of_any_paragraph_is_named(examples: Library, kind: Alteration) -> None:
    made = 0
    for seed, (text, language, _) in enumerate(paragraphs(examples)):
        changed = altered(text, kind, language, (), random.Random(seed))  # noqa: S311 - no secret
        if changed is None:
            continue
        made += 1
        checked = examples.check(changed)
        assert checked.verdict is CheckVerdict.ALTERED, changed
        wanted = NAMED.get(kind)
        assert wanted is None or kinds(checked) & wanted, (changed, kinds(checked))
    assert made


def test_every_number_that_is_changed_is_named(examples: Library) -> None:
    for text, _ in sentences(examples):
        for number in re.finditer(r"\d+(?:[.,]\d+)*", text):
            changed = f"{text[: number.start()]}{int(number[0][0]) + 1}{text[number.start() + 1 :]}"
            checked = examples.check(changed)
            assert checked.verdict is CheckVerdict.ALTERED, changed
            assert kinds(checked) & {ChangeKind.NUMBER, ChangeKind.DATE}, changed


def test_every_negation_that_is_removed_is_named(examples: Library) -> None:
    removed = 0
    for text, language in sentences(examples):
        for negation in re.finditer(rf"(?i)\b(?:{'|'.join(NEGATIONS[language])})\s", text):
            changed = text[: negation.start()] + text[negation.end() :]
            for claimed in (changed, changed[0].upper() + changed[1:], changed.lower()):
                checked = examples.check(claimed)
                assert checked.verdict is CheckVerdict.ALTERED, claimed
                assert ChangeKind.NEGATION in kinds(checked), claimed
            removed += 1
    assert removed > 10


def test_a_negation_anywhere_is_named(examples: Library) -> None:
    for text, language in sentences(examples):
        for space in list(re.finditer(r"(?<=\w) (?=\w)", text))[::4]:
            changed = f"{text[: space.end()]}{NEGATIONS[language][0]} {text[space.end() :]}"
            checked = examples.check(changed)
            assert checked.verdict is CheckVerdict.ALTERED, changed
            assert ChangeKind.NEGATION in kinds(checked), changed


def test_two_names_that_are_swapped_are_named(examples: Library) -> None:
    swapped = 0
    for text, _ in sentences(examples):
        names = list(re.finditer(r"(?<=[\w,] )[A-Z][a-z]{3,}", text))
        for first, second in pairwise(names):
            if first[0] == second[0]:
                continue
            between = text[first.end() : second.start()]
            changed = text[: first.start()] + second[0] + between + first[0] + text[second.end() :]
            checked = examples.check(changed)
            assert checked.verdict is CheckVerdict.ALTERED, changed
            # A day of the week has a capital letter, too.
            assert kinds(checked) & {ChangeKind.NAME, ChangeKind.DATE}, (changed, kinds(checked))
            swapped += 1
    assert swapped > 20


def test_each_offset_is_that_of_what_differs(examples: Library) -> None:
    claim = "Whoosh melintasi jalur sepanjang 152,3 kilometer dengan kecepatan operasi hingga 350 km per jam."
    checked = examples.check(claim)
    (sentence,) = checked.sentences
    assert sentence.place is not None
    text = sentence.place.paragraph.text
    assert [
        (change.kind, checked.claimed_text(change.claimed), text[slice(*change.written)])
        for change in sentence.changes
    ] == [(ChangeKind.NUMBER, "152,3", "142,3"), (ChangeKind.UNIT, "km", "kilometer")]
