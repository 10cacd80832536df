import pytest

from index.text.definitions import definition_terms, definitions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kebun Raya Cibodas (KRC) ramai.", [("KRC", "Kebun Raya Cibodas")]),
        (
            "Kepala Lembaga Ilmu Pengetahuan Indonesia (LIPI) Umar",
            [("LIPI", "Lembaga Ilmu Pengetahuan Indonesia")],
        ),
        (
            "Badan Pengkajian dan Penerapan Teknologi (BPPT)",
            [("BPPT", "Badan Pengkajian dan Penerapan Teknologi")],
        ),
        ("lembaga swadaya masyarakat (LSM) itu", [("LSM", "lembaga swadaya masyarakat")]),
        ("Komite Pasar Wringin atau KPW menolak", [("KPW", "Komite Pasar Wringin")]),
        ("KPW (Komite Pasar Wringin) menolak", [("KPW", "Komite Pasar Wringin")]),
        ("Gubernur Sumatera Barat (Sumbar) datang", [("Sumbar", "Sumatera Barat")]),
        ("the World Food Programme (WFP) said", [("WFP", "World Food Programme")]),
        ("Ketua DPR (Jakarta) hadir", []),
        ("Andi (KRC) dan Budi (25)", []),
        ("Harga naik (lihat tabel)", []),
    ],
)
def test_definitions(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(definitions(text)) == expected


def test_both_forms_lead_to_the_other() -> None:
    assert definition_terms("Kebun Raya Cibodas (KRC)", "id") == [
        "=krc=kebun_raya_cibodas",
        "=kebun_raya_cibodas=krc",
    ]
