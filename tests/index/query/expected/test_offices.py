import pytest

from index.model.records import Span
from index.query.expected.offices import is_institution, is_office, names_holder


def named(text: str, *asked: str) -> bool:
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in asked if word in text]
    return names_holder(text, spans[:1], spans, frozenset(word.lower() for word in asked))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Bupati Wringin Sari Dewi hadir.", ("Bupati", "Wringin")),
        ("Kata Bupati Sari Dewi, pasar dibuka.", ("Bupati",)),
        ("Kepala Dinas Pasar Lumbir Budi Karto hadir.", ("Kepala", "Dinas", "Pasar", "Lumbir")),
        ("Ketua koperasi Rahma mengatakan panen baik.", ("Ketua", "koperasi")),
        ("Menteri Pertanian Sari Dewi hadir.", ("Menteri", "Pertanian")),
        ("Coach Kenya Ole Dahl spoke.", ("Coach", "Kenya")),
        ("Mayor Ada Trent opened the bridge.", ("Mayor",)),
        ("Ada Trent, the mayor of Penhollow, agreed.", ("mayor", "Penhollow")),
    ],
)
def test_a_name_beside_an_office_is_that_of_its_holder(text: str, asked: tuple[str, ...]) -> None:
    assert named(text, *asked)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Ketua DPRD Budi Karto hadir di Wringin.", ("Ketua", "Wringin")),
        ("Rapat dewan bupati pada 20 Oktober 2026 selesai.", ("bupati",)),
        ("Bupati Wringin membuka pasar.", ("Bupati", "Wringin")),
        ("The mayor opened the bridge.", ("mayor",)),
        ("Pemilihan kepala desa Wringin, Kabupaten Lumbir, diulang.", ("kepala", "desa", "Wringin")),
        ("Ketua Dewan Lumbir menolak.", ("Ketua",)),
    ],
)
def test_other_names_are_not(text: str, asked: tuple[str, ...]) -> None:
    assert not named(text, *asked)


def test_an_office_is_known_by_all_its_forms() -> None:
    assert is_office(frozenset({"dirut", "direktur utama"}), "id")
    assert is_office(frozenset({"mayor"}), "en")
    assert not is_office(frozenset({"pimpin"}), "id")
    assert not is_office(frozenset({"tanggul"}), "id")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Kementerian Agama", True),
        ("kegubernuran", True),
        ("Menteri", False),
        ("menterinya", False),
        ("kepala", False),
    ],
)
def test_what_an_office_belongs_to_is_none(written: str, *, expected: bool) -> None:
    assert is_institution(written) is expected
