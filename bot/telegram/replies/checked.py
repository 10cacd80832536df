"""The reply to a quote check: the verdict, and the article's sentence with what differs marked in it."""

from dataclasses import replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.rendering.differences import Difference, brief, differences
from bot.rendering.render import Renderer
from bot.rendering.text_fragments import link_to
from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.callback_data import Button, CheckMessage, SilenceGuard
from bot.telegram.protocol.labels import label
from index.model.checked import Checked, CheckedSentence, CheckVerdict
from index.query.asking import is_question
from index.quote_check.wording.trimming import asks_whether_true

# The most sentences to show; those that are not exact go first.
_MOST = 5
# In words. What is shorter is hardly a quotation.
_LONG = 12
_STATEMENT_ENDS = (".", "!", "”", '"')


def checked_reply(checked: Checked, renderer: Renderer) -> Reply:
    """Return the verdict on a text, with the button that opens the page of its first place."""
    found = sorted(checked.sentences, key=lambda one: one.verdict is CheckVerdict.EXACT)[:_MOST]
    shown = [
        (one, checked.claimed_text(one.claimed), _pieces(checked, one))
        for one in checked.sentences
        if one in found
    ]
    html = renderer.render("checked", checked=checked, sentences=shown, left=len(checked.sentences) - len(shown))
    first = next((one.place for one in found if one.place and one.verdict is not CheckVerdict.NOT_HERE), None)
    link = link_to(first.article.url, first.text, first.paragraph.page) if first else None
    if link is None:
        return Reply(html)
    return Reply(html, InlineKeyboardMarkup([[InlineKeyboardButton(label("buttons", "open"), url=link)]]))


def may_be_quotation(text: str) -> bool:
    """Return whether a message is long and asks at most if it is true: its wording may be worth checking."""
    if len(text.split()) < _LONG:
        return False
    # "WHO says so." begins as a question does.
    return not is_question(text) or text.rstrip().endswith(_STATEMENT_ENDS) or asks_whether_true(text)


def with_check(reply: Reply) -> Reply:
    """Return a reply with the button that checks the message that it replies to."""
    return _with_button(reply, "check", CheckMessage())


def with_silence(reply: Reply) -> Reply:
    """Return a reply with the button that silences the guard of a group."""
    return _with_button(reply, "silence", SilenceGuard())


def _with_button(reply: Reply, name: str, button: Button) -> Reply:
    below = InlineKeyboardButton(label("buttons", name), callback_data=button.encode())
    rows = reply.keyboard.inline_keyboard if reply.keyboard else ()
    return replace(reply, keyboard=InlineKeyboardMarkup([*rows, [below]]))


def _pieces(checked: Checked, sentence: CheckedSentence) -> list[Difference]:
    return list(brief(differences(checked, sentence, sentence.place))) if sentence.place else []
