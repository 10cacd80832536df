"""A quote check recognises the words of an earlier version."""

import pytest

from index.library import Library
from index.model.checked import CheckVerdict
from index.model.clock import day_of, utc_now
from index.quote_check.guard import is_altered_quotation
from tests.index.versions.conftest import FLOOD, Change


def test_the_words_of_an_earlier_version_say_until_when(library: Library, change: Change) -> None:
    change(*FLOOD)
    change(FLOOD[0], FLOOD[1].replace("120", "180"), FLOOD[2])
    checked = library.check("Sebanyak 120 warga mengungsi ke sekolah.")
    (sentence,) = checked.sentences
    assert sentence.verdict is checked.verdict is CheckVerdict.EARLIER
    assert sentence.until == day_of(utc_now())
    assert [checked.claimed_text(one.claimed) for one in sentence.changes] == ["120"]
    assert not is_altered_quotation(checked)


def test_a_sentence_that_was_removed_is_found_beside_one_that_stayed(library: Library, change: Change) -> None:
    change(*FLOOD)
    change(*FLOOD[:2])
    checked = library.check(f"{FLOOD[1]} {FLOOD[2]}")
    assert [one.verdict for one in checked.sentences] == [CheckVerdict.EXACT] * 2 + [CheckVerdict.EARLIER]
    assert checked.sentences[2].place is not None
    assert checked.sentences[2].place.text == FLOOD[2]


@pytest.mark.parametrize(
    "text", ["Sebanyak 130 warga mengungsi ke sekolah.", "Sebanyak 120 warga mengungsi ke hotel."]
)
def test_what_no_version_had_is_altered(library: Library, change: Change, text: str) -> None:
    change(*FLOOD)
    change(FLOOD[0], FLOOD[1].replace("120", "180"), FLOOD[2])
    assert library.check(text).verdict is CheckVerdict.ALTERED


def test_what_the_article_says_now_is_exact(library: Library, change: Change) -> None:
    change(*FLOOD)
    change(FLOOD[0], FLOOD[1].replace("120", "180"), FLOOD[2])
    assert library.check("Sebanyak 180 warga mengungsi ke sekolah.").verdict is CheckVerdict.EXACT


def test_a_part_without_its_denial_is_not_what_an_earlier_version_said(library: Library, change: Change) -> None:
    change(*FLOOD, "Tidak benar bahwa bupati menerima uang suap itu.")
    change(*FLOOD, "Sebanyak 40 petugas tetap berjaga di posko kota itu.")
    checked = library.check(f"{FLOOD[1]} Bupati menerima uang suap itu.")
    assert checked.sentences[-1].verdict is not CheckVerdict.EARLIER
