"""What the screen prints of errors and of the words of templates."""

from io import StringIO

import pytest

from bot.console.screen import Screen
from index.model.errors import Fault, KutipError
from tests.test_documentation import DETAILS


@pytest.mark.parametrize(
    ("fault", "advice"),
    [
        (Fault.WEB_NOT_INSTALLED, """run pip install ".[semantic,web]" in Kutip's folder."""),
        (Fault.DOCUMENTS_NOT_INSTALLED, """run pip install ".[documents]" in Kutip's folder."""),
        (Fault.MEANING_NOT_INSTALLED, """run pip install ".[semantic,web]" in Kutip's folder."""),
        (Fault.MISSING_LIBRARY, """run pip install ".[bench]" in Kutip's folder."""),
    ],
)
def test_the_names_of_extras_stay_in_their_brackets(fault: Fault, advice: str) -> None:
    shown = StringIO()
    Screen(StringIO(), shown).show_error(KutipError(fault, **DETAILS))
    assert shown.getvalue().endswith(f"{advice}\n")


def test_no_error_loses_its_brackets_to_markup() -> None:
    for fault in Fault:
        shown, error = StringIO(), KutipError(fault, **{**DETAILS, "wanted": "url"})
        if fault is Fault.BAD_SETTING:
            error = KutipError(fault, **{**DETAILS, "wanted": "choice"})
        screen = Screen(StringIO(), shown)
        screen.show_error(error)
        # The renderer hides the brackets of values; one that is left would be taken for markup.
        assert "[" not in screen.renderer.error(error), fault
        assert shown.getvalue().strip(), fault
