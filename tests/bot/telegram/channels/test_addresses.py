import pytest

from bot.telegram.channels.addresses import leads_to_channel, named_channel


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("@kabar_contoh", "@kabar_contoh"),
        ("kabar_contoh", "@kabar_contoh"),
        ("t.me/kabar_contoh", "@kabar_contoh"),
        ("https://t.me/kabar_contoh/15?single", "@kabar_contoh"),
        ("https://telegram.me/s/kabar_contoh", "@kabar_contoh"),
        ("https://t.me/c/1234567890/7", -1001234567890),
        ("t.me/c/98765432", -1000098765432),
        ("-1001234567890", -1001234567890),
        ("https://t.me/+AbCdEfGh", None),
        ("https://kabar.example", None),
        ("@a", None),
        ("@kabar contoh", None),
        ("5", None),
        ("", None),
        ("@" + "k" * 200_000, None),
        ("t.me/" + "/1" * 100_000 + "x", None),
    ],
)
def test_a_channel_is_named_as_people_name_it(typed: str, named: int | str | None) -> None:
    assert named_channel(typed) == named


def test_what_leads_to_telegram_is_no_site() -> None:
    assert leads_to_channel("@kabar_contoh")
    assert leads_to_channel("https://t.me/kabar_contoh")
    assert not leads_to_channel("kabar.example/feed")
    assert not leads_to_channel("kabar_contoh")
