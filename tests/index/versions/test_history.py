"""What an article changed, and which changes are told."""

import pytest

from index.library import Library
from index.model.checked import ChangeKind
from index.model.errors import MissingError
from index.versions.records import ChangedParagraph
from tests.index.versions.conftest import FLOOD, Change


def texts(changed: ChangedParagraph) -> tuple[str | None, str | None]:
    before, after = changed.before, changed.after
    return before.text if before else None, after.text if after else None


def test_an_article_that_never_changed_has_one_version(library: Library, change: Change) -> None:
    history = library.history(change(*FLOOD))
    assert len(history.versions) == 1
    assert history.revisions == ()
    assert not library.has_changed(history.article.id)


def test_each_version_is_compared_with_the_next(library: Library, change: Change) -> None:
    change(*FLOOD)
    change(FLOOD[0], FLOOD[1].replace("120", "180"), FLOOD[2])
    number = change(FLOOD[0], FLOOD[1].replace("120", "180"))
    history = library.history(number)
    assert [len(one.paragraphs) for one in history.versions] == [3, 3, 2]
    assert [one.replaced_at is None for one in history.versions] == [False, False, True]
    first, second = history.revisions
    (altered,) = first.changed
    assert texts(altered) == (FLOOD[1], FLOOD[1].replace("120", "180"))
    assert altered.checked is not None
    (number_,) = altered.checked.sentences[0].changes
    assert number_.kind is ChangeKind.NUMBER
    assert [texts(one) for one in second.changed] == [(FLOOD[2], None)]
    assert library.has_changed(number)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Air telah surut pada malam hari.", False),
        ("Air sudah mulai surut pada malam hari.", False),
        ("AIR surut, pada malam hari.", False),
        ("Air kini sudah mulai surut pada malam hari.", True),
        ("Air tidak surut pada malam hari.", True),
        ("Air surut pada malam 3 hari.", True),
        ("Air Kaligarang surut pada malam hari.", True),
        ("Air surut pada Selasa hari.", True),
    ],
)
def test_fewer_than_three_words_without_a_fact_are_not_told(
    library: Library, change: Change, text: str, is_told: bool
) -> None:
    change(*FLOOD)
    history = library.history(change(*FLOOD[:2], text))
    assert len(history.revisions) == is_told
    assert len(history.versions) == 1 + is_told


@pytest.mark.parametrize(
    ("before", "after", "is_told"),
    [
        ("Harga cabai naik di Pasar Krajan.", "Harga cabai turun di Pasar Krajan.", True),
        ("Rupiah menguat pada hari itu.", "Rupiah melemah pada hari itu.", True),
        ("Terdakwa ditahan oleh jaksa.", "Terdakwa dibebaskan oleh jaksa.", True),
        ("Shares rose on the market.", "Shares fell on the market.", True),
        ("Harga cabai naik di pasar.", "Harga lombok naik di pasar.", False),
        ("Sebanyak enam rumah rusak.", "Sebanyak 6 rumah rusak.", False),
        ("Jaraknya 12 kilometer dari kota.", "Jaraknya 12 km dari kota.", False),
        ("Sebanyak enam rumah rusak.", "Sebanyak 7 rumah rusak.", True),
    ],
)
def test_a_reverse_is_told_and_another_spelling_of_a_fact_is_not(
    library: Library, change: Change, before: str, after: str, is_told: bool
) -> None:
    change(*FLOOD[:2], before)
    assert len(library.history(change(*FLOOD[:2], after)).revisions) == is_told


def test_many_silent_changes_are_told_together(library: Library, change: Change) -> None:
    change(*FLOOD)
    change(*FLOOD[:2], "Air lalu surut pada malam hari.")
    change(*FLOOD[:2], "Air lalu perlahan surut pada malam hari.")
    number = change(*FLOOD[:2], "Air lalu perlahan surut kembali pada malam hari.")
    assert [len(one.changed) for one in library.history(number).revisions] == [1]


def test_an_added_paragraph_stands_between_those_that_stayed(library: Library, change: Change) -> None:
    change(*FLOOD)
    number = change(FLOOD[0], "Jalan raya ditutup sejak pagi buta oleh polisi.", *FLOOD[1:])
    (revision,) = library.history(number).revisions
    assert [texts(one) for one in revision.changed] == [(None, "Jalan raya ditutup sejak pagi buta oleh polisi.")]


def test_a_new_headline_is_told_and_keeps_the_paragraphs(library: Library, change: Change) -> None:
    number = change(*FLOOD)
    before = library.article(number)[1]
    change(*FLOOD, title="Banjir besar melanda seluruh Semarang")
    assert library.article(number)[1] == before
    (revision,) = library.history(number).revisions
    assert [texts(one) for one in revision.changed] == [
        ("Banjir di Semarang", "Banjir besar melanda seluruh Semarang")
    ]
    assert library.ask("siapa yang melanda?").unknown_words == ()  # the new title is indexed


def test_the_history_of_another_library_is_missing(library: Library, change: Change) -> None:
    number = change(*FLOOD, name="chat:7")
    with pytest.raises(MissingError):
        library.history(number)
