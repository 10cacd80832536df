from datetime import UTC, date, datetime

import pytest

from index.ingestion.layout.stated_day import stated_day


@pytest.mark.parametrize(
    "value",
    [
        "2021-06-09",
        "2021/06/09",
        "2021.6.9",
        "20210609",
        "9 Juni 2021",
        "Rabu, 9 Juni 2021 15:00 WIB",
        "June 9, 2021",
        "9/6/2021",
        "2021-06-09 15:00 WIB",
        "2021-06-09 05:00:00 +0700",
        "2021-06-08T20:30:00Z",
        "2021-06-08T20:30:00.123456+00:00",
        "2021-06-08 20:30:00 UTC",
        "2021-06-08 12:30 -08",
        "2021-06-08 24:00",
        "Tue, 08 Jun 2021 20:30:00 GMT",
        "Wed, 9 Jun 2021 05:00:00 +0700",
        "1623184200",
        1623184200,
        1623184200000,
        datetime(2021, 6, 8, 20, 30, tzinfo=UTC),
        datetime(2021, 6, 9, 1, 30),
        date(2021, 6, 9),
    ],
)
@pytest.mark.usefixtures("jakarta")
def test_a_day_is_read_in_the_local_time_zone(value: object) -> None:
    assert stated_day(value) == date(2021, 6, 9)


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_is_no_day(value: object) -> None:
    assert stated_day(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "soon",
        "2021-13-40",
        "31/31/2021",
        7,
        True,
        [2021],
        "9 Juni",
        "2021",
        "1/1/2020 - 2/2/2021",
        "9" * 5000,
        "٣" * 10,
    ],
)
def test_other_values_are_errors(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is not shown
        stated_day(value)
