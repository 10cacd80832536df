from datetime import date

import pytest

from index.model.records import Period
from index.query.times.mentions import names_other_time

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bupati memperkirakan harga turun pada kuartal pertama 2027.", True),
        ("Beras datang sampai Desember 2026.", True),
        ("Pasar dibuka pada 14 Maret 2026 dan 15 Maret 2026.", True),
        ("Pasar dibuka pada 14 Oktober 2026, lebih awal daripada tahun 2025.", False),
        ("Harga pada 2026 stabil.", False),
        ("Harga stabil.", False),
    ],
)
def test_a_text_is_of_another_time_if_it_names_only_others(text: str, expected: bool) -> None:
    assert names_other_time(text, "id", OCTOBER) is expected
