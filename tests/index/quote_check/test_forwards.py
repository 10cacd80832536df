"""Texts as people forward them: with lists, headlines, greetings, other spellings of a fact, and swapped words."""

import pytest

from index.library import Library
from index.model.checked import ChangeKind, Checked, CheckVerdict
from index.quote_check.guard import is_altered_quotation

ARTICLE = """Bendungan Lawe Dibuka, Petani Tagih Ganti Rugi

LAWE, 4 Mei 2026 - Pemerintah membuka bendungan Lawe dengan biaya Rp 2,4 triliun.

Tim desa kalah 1-4 dari tim kota, lalu menang 5-2 dalam laga ulang di lapangan yang sama.

Ketua panitia Rini Hadi tidak menolak usul warga dan menerima surat dari bupati pada Senin (4/5/2026).

Warga menanam 700 pohon di lahan seluas 12 kilometer persegi, dan tujuh petani belum menerima uang.
"""


@pytest.fixture
def dam(library: Library) -> Library:
    list(library.add_bytes(ARTICLE.encode(), "bendungan.txt", "shared"))
    return library


def found(checked: Checked) -> list[tuple[ChangeKind, str, str]]:
    """Return the changes: their kinds, and the words on both sides."""
    return [
        (
            change.kind,
            checked.claimed_text(change.claimed),
            one.place.paragraph.text[change.written.start : change.written.end],
        )
        for one in checked.sentences
        for change in one.changes
        if one.place
    ]


@pytest.mark.parametrize(
    ("written", "claimed", "kind"),
    [
        ("1-4", "4-1", ChangeKind.NUMBER),
        ("5-2", "2-5", ChangeKind.NUMBER),
        ("Rini Hadi", "Hadi Rini", ChangeKind.NAME),
    ],
)
def test_words_that_changed_places_stand_beside_each_other(
    dam: Library, written: str, claimed: str, kind: ChangeKind
) -> None:
    sentence = next(line for line in ARTICLE.splitlines() if written in line)
    assert found(dam.check(sentence.replace(written, claimed))) == [(kind, claimed, written)]


def test_changes_apart_from_one_another_are_several(dam: Library) -> None:
    claim = (
        "Ketua panitia Rini Hadi menolak usul warga dan tidak menerima surat dari bupati pada Senin (4/5/2026)."
    )
    assert found(dam.check(claim)) == [(ChangeKind.NEGATION, "", "tidak"), (ChangeKind.NEGATION, "tidak", "")]


SAID = "Warga menanam 700 pohon di lahan seluas 12 kilometer persegi, dan tujuh petani belum menerima uang."


@pytest.mark.parametrize(
    "text",
    [
        f"1. {SAID}\n2. Tim desa kalah 1-4 dari tim kota",
        f"1\ufe0f\u20e3 {SAID}",
        f"⚠️⚠️ AWAS!!! {SAID}",
        f"{SAID} 🙏🙏 sebarkan!!",
        f"> {SAID}",
        f"[04/05/26, 21.14] Bu Rini: {SAID}",
        f"04/05/2026 21:14 - Bu Rini: {SAID}",
        f"Assalamualaikum pak, mohon info apakah benar {SAID[:-1]}?",
        f"{SAID[:-1]}, hoax atau bukan?",
        f"Is it true that {SAID[:-1]}?",
        SAID.replace(" kilometer", "\nkilometer"),
    ],
)
def test_what_is_put_around_a_forwarded_sentence_does_not_alter_it(dam: Library, text: str) -> None:
    checked = dam.check(text)
    assert checked.verdict is CheckVerdict.EXACT, checked
    altered = dam.check(text.replace(" belum", "").replace("pohon", "bibit"))
    assert {ChangeKind.NEGATION, ChangeKind.WORD} == {kind for kind, *_ in found(altered)}


def test_a_negation_that_is_lost_where_a_line_breaks_is_named(dam: Library) -> None:
    broken = SAID.replace(" belum ", "\n")
    assert found(dam.check(broken)) == [(ChangeKind.NEGATION, "", "belum")]


@pytest.mark.parametrize("text", ["Benarkah?", "Apa benar? Ini hoax bukan?", "12/10/26, 08.14 - Ani: ya"])
def test_a_question_alone_claims_nothing(dam: Library, text: str) -> None:
    assert dam.check(text).verdict is CheckVerdict.NOT_HERE


TITLE = "Bendungan Lawe Dibuka, Petani Tagih Ganti Rugi"
WITH_HEADINGS = """---
title: Pelabuhan Baru di Teluk Sengat
---

Kapal pertama merapat pada pagi hari.

## Siapa yang membayar dermaga

Pemerintah daerah menanggung separuh dari ongkosnya.
"""


@pytest.mark.parametrize("around", ["{}", "*{}*", "{}\n\n" + SAID, SAID + "\n{}"])
def test_a_title_or_a_heading_is_exact(dam: Library, around: str) -> None:
    list(dam.add_bytes(WITH_HEADINGS.encode(), "pelabuhan.md", "shared"))
    for title in (TITLE, "Siapa yang membayar dermaga"):
        checked = dam.check(around.format(title))
        assert checked.verdict is CheckVerdict.EXACT
        assert [one.place.text for one in checked.sentences if one.place and not one.place.paragraph.number] == [
            title
        ]


def test_an_altered_title_is_altered_and_the_guard_leaves_it(dam: Library) -> None:
    checked = dam.check("Bendungan Lawe Dibuka, 9 Petani Tagih Ganti Rugi")
    assert checked.verdict is CheckVerdict.ALTERED
    assert (ChangeKind.NUMBER, "9", "") in found(checked)
    assert not is_altered_quotation(checked)


def test_a_whole_article_with_its_title_is_exact(dam: Library) -> None:
    checked = dam.check(ARTICLE)
    assert checked.verdict is CheckVerdict.EXACT
    assert len(checked.articles) == 1


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Rp 2,4 triliun", "Rp2,4 triliun"),
        ("bendungan Lawe", "*bendungan Lawe*"),
        ("biaya Rp", "_biaya_ **Rp"),
        ("2026 - Pem", "2026 — Pem"),
    ],
)
def test_spaces_beside_signs_and_emphasis_alter_nothing(dam: Library, written: str, typed: str) -> None:
    said = ARTICLE.splitlines()[2]
    assert dam.check(said.replace(written, typed)).verdict is CheckVerdict.EXACT


@pytest.mark.parametrize(
    ("received", "verdict"), [("surat", CheckVerdict.REPORTED), ("suap", CheckVerdict.NOT_HERE)]
)
def test_only_what_lacks_no_word_that_counts_is_reported(
    dam: Library, received: str, verdict: CheckVerdict
) -> None:
    claim = f"Dari bupati Rini Hadi, ketua panitia, menerima {received}; usul warga tidak ditolak."
    assert dam.check(claim).verdict is verdict


def test_moved_words_are_the_same_on_both_sides(dam: Library) -> None:
    claim = "Surat dari bupati pada Senin (4/5/2026) diterima ketua panitia Rini Hadi, usul warga tidak ditolak."
    moved = [
        (checked.claimed_text(change.claimed), one.place.paragraph.text[slice(*change.written)])
        for checked in (dam.check(claim),)
        for one in checked.sentences
        for change in one.changes
        if change.is_moved and one.place
    ]
    assert moved
    assert all(claimed.casefold() == written.casefold() for claimed, written in moved)


HEIGHTS = (
    "Pendaki membawa tujuh tenda ke puncak 5 kilometer dari desa pada 4/5/2026 dengan biaya 20 dolar per orang."
)


@pytest.mark.parametrize(
    ("written", "typed", "speaks"),
    [
        ("tujuh", "7", False),
        ("tujuh", "8", True),
        ("kilometer", "km", False),
        ("kilometer", "mil", True),
        ("4/5/2026", "4 Mei 2026", False),
        ("4/5/2026", "4 Juni 2026", True),
        ("20 dolar", "$20", False),
        ("20 dolar", "20 rupiah", True),
    ],
)
def test_the_guard_is_silent_where_a_fact_is_spelled_otherwise(
    library: Library, written: str, typed: str, *, speaks: bool
) -> None:
    list(library.add_bytes(f"Puncak\n\n{HEIGHTS}".encode(), "puncak.txt", "shared"))
    checked = library.check(HEIGHTS.replace(written, typed))
    assert checked.verdict is CheckVerdict.ALTERED
    assert is_altered_quotation(checked) is speaks


DATELINED = "Pemerintah membuka bendungan Lawe dengan biaya Rp 2,4 triliun."


def test_a_word_before_the_sentence_does_not_stand_for_a_dateline(dam: Library) -> None:
    checked = dam.check(f"Menteri dan {DATELINED}")
    assert found(checked) == [(ChangeKind.ADDED, "Menteri dan", "")]
    assert dam.check(f"LAWE, 4 Mei 2026 - {DATELINED}").verdict is CheckVerdict.EXACT
    assert ChangeKind.DATE in {kind for kind, *_ in found(dam.check(f"LAWE, 5 Mei 2026 - {DATELINED}"))}


@pytest.mark.parametrize(
    ("speaker", "kind"), [("Slamet mengatakan", ChangeKind.NAME), ("Dia mengatakan", ChangeKind.ADDED)]
)
def test_who_is_said_to_speak_is_named(dam: Library, speaker: str, kind: ChangeKind) -> None:
    changed = found(dam.check(f"{speaker}, Warga menanam 700 pohon di lahan seluas 12 kilometer persegi."))
    assert changed[0][0] is kind
    assert speaker.startswith(changed[0][1])


SPOKEN = '"Air akan naik lagi bila pintu bendungan tidak ditutup malam ini," kata Wira Adi.'


@pytest.mark.parametrize(
    ("claim", "verdict", "speaks"),
    [
        (
            'Wira Adi mengatakan: "Air akan naik lagi bila pintu bendungan tidak ditutup malam ini"',
            "reported",
            False,
        ),
        (
            'Wira Adinata mengatakan, "Air akan naik lagi bila pintu bendungan tidak ditutup malam ini."',
            "reported",
            False,
        ),
        ('Menurut Adi: "Air akan naik lagi bila pintu bendungan tidak ditutup malam ini"', "reported", False),
        (
            'Sari Wulan mengatakan: "Air akan naik lagi bila pintu bendungan tidak ditutup malam ini"',
            "altered",
            True,
        ),
        ('Wira Adi mengatakan: "Air akan naik lagi bila pintu bendungan ditutup malam ini"', "altered", False),
        (
            'Wira Adi membantah: "Air akan naik lagi bila pintu bendungan tidak ditutup malam ini"',
            "altered",
            False,
        ),
    ],
)
def test_a_quotation_with_its_speaker_before_it_is_reported(
    library: Library, claim: str, verdict: str, *, speaks: bool
) -> None:
    list(library.add_bytes(f"Pintu Air\n\n{SPOKEN}".encode(), "pintu.txt", "shared"))
    checked = library.check(claim)
    assert checked.verdict == verdict, found(checked)
    assert is_altered_quotation(checked) is speaks
