"""The offer to add what a message has: its file, the pages that it links to, or its text.

A text may also be checked or asked.
"""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.protocol.callback_data import AcceptOffer, AskMessage, Button, CheckMessage, DeclineOffer
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.links import Links, links_in
from bot.telegram.replies.adding import bad_address, credits_of, name_of
from index.store.identity.pages import without_tracking


def offer_to_add(message: Message, renderer: Renderer) -> Reply:
    """Return the offer, which has to quote the message: a press adds what the message has."""
    file = name_of(message.document) if message.document else None
    links = Links((), "") if message.document else links_in(message)
    pages = [without_tracking(one) for one in links.addresses if not bad_address(one)]
    html = renderer.render(
        "offer", file=file, pages=pages, left_out=links.left_out, publisher=credits_of(message).publisher
    )
    rows: list[list[tuple[str, Button]]] = [[("add", AcceptOffer()), ("leave", DeclineOffer())]]
    if not file and not pages:
        rows.insert(0, [("check", CheckMessage()), ("ask", AskMessage())])
    keyboard = [
        [InlineKeyboardButton(label("offer", name), callback_data=button.encode()) for name, button in row]
        for row in rows
    ]
    return Reply(html, InlineKeyboardMarkup(keyboard))
