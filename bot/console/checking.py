"""Show on the screen what a quote check found."""

from bot.console.screen import Screen
from bot.rendering.differences import Difference, differences
from index.model.checked import Checked, CheckedSentence


def show_checked(screen: Screen, checked: Checked, number: int | None = None) -> None:
    """Show the verdict, then each sentence beside what the article says.

    Args:
        number: that of the quotation in a draft.
    """
    shown = [(one, checked.claimed_text(one.claimed), _pieces(checked, one)) for one in checked.sentences]
    screen.show("checked", checked=checked, sentences=shown, number=number)


def _pieces(checked: Checked, sentence: CheckedSentence) -> list[Difference]:
    return list(differences(checked, sentence, sentence.place)) if sentence.place else []
