"""In private, a file, a forwarded post or a link with nothing else: shall it be added?

The offer is a reply to it, and adds what it replies to: of what is only offered, nothing is kept.
"""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import ContextTypes

from bot.rendering.render import Renderer
from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send
from bot.telegram.protocol.callback_data import AcceptOffer, Button, DeclineOffer, decode
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import new_message, place, replied_to, text_of
from bot.telegram.replies.adding import Adding, credits_of, name_of, page_in

Context = ContextTypes.DEFAULT_TYPE


class OfferHandlers:
    def __init__(self, renderer: Renderer, adding: Adding) -> None:
        self._renderer = renderer
        self._adding = adding

    async def offer(self, update: Update, _context: Context) -> None:
        message = new_message(update)
        if message.document or text_of(message).strip():
            await send(message, self._offer(message), quoting=True)
        else:  # a forwarded sticker, say
            await send(message, Reply(self._renderer.render("how_to_add")))

    async def press(self, update: Update, _context: Context) -> None:
        query = update.callback_query
        if query is None or not isinstance(query.message, Message):
            return
        offered, is_private = replied_to(query.message), query.message.chat.type == query.message.chat.PRIVATE
        pressed = decode(query.data)
        if isinstance(pressed, DeclineOffer):
            await acknowledge(query)
            await edit(query, Reply(self._renderer.render("left_out")))
        elif offered and is_private and (offered.document or text_of(offered).strip()):
            await acknowledge(query)
            await edit(query, await self._adding.message(offered, place(query.message.chat).own))
        else:
            await acknowledge(query, label("notices", "offer_gone"))

    def _offer(self, message: Message) -> Reply:
        file = name_of(message.document) if message.document else None
        page = None if message.document else page_in(text_of(message))
        html = self._renderer.render("offer", file=file, page=page, publisher=credits_of(message).publisher)
        choices: list[tuple[str, Button]] = [("add", AcceptOffer()), ("leave", DeclineOffer())]
        buttons = [
            InlineKeyboardButton(label("offer", name), callback_data=button.encode()) for name, button in choices
        ]
        return Reply(html, InlineKeyboardMarkup([buttons]))
