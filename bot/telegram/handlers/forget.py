"""/forget: shows what the bot keeps of a chat and a person, and deletes it when they say so."""

import asyncio

from telegram import Bot, Chat, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update, User
from telegram.ext import CallbackQueryHandler, MessageHandler

from bot.telegram.delivery.reply import Reply
from bot.telegram.delivery.sending import acknowledge, edit, send
from bot.telegram.middleware.context import Handlers, KutipContext
from bot.telegram.middleware.rights import administers
from bot.telegram.protocol.callback_data import ChooseDeletion, Deletion, decode
from bot.telegram.protocol.filters import calls, presses
from bot.telegram.protocol.labels import label
from bot.telegram.protocol.messages import new_message
from bot.telegram.protocol.places import name_of_user, place, writer_of
from index.conversations.erasure import DataSubject


async def offer_deletion(update: Update, context: KutipContext) -> None:
    """Show what is kept, with a button for each part of it that this person may have deleted."""
    message = new_message(update)
    user = writer_of(message)
    subjects = await _subjects(context.bot, message.chat, user, message.sender_chat)
    await send(message, await asyncio.to_thread(_offer, context, message.chat, subjects, user.id if user else 0))


async def delete_chosen(update: Update, context: KutipContext) -> None:
    query = update.callback_query
    pressed = decode(query.data) if query else None
    if query is None or not isinstance(query.message, Message) or not isinstance(pressed, ChooseDeletion):
        return
    if pressed.user_id not in (0, query.from_user.id):
        await acknowledge(query, label("notices", "not_your_choice"))
    elif pressed.choice is Deletion.NOTHING:
        await acknowledge(query)
        await edit(query, Reply(context.renderer.render("nothing_forgotten")))
    elif subject := (await _subjects(context.bot, query.message.chat, query.from_user)).get(pressed.choice):
        traces = await asyncio.to_thread(context.library.erasure.erase, subject)
        await acknowledge(query)
        await edit(query, Reply(context.renderer.render("forgotten", traces=traces)))
    else:
        await acknowledge(query, label("notices", "not_your_choice"))


def _offer(context: KutipContext, chat: Chat, subjects: dict[Deletion, DataSubject], chooser: int) -> Reply:
    kept = {choice: context.library.erasure.count(subject) for choice, subject in subjects.items()}
    everything, mine = kept.get(Deletion.ALL), kept.get(Deletion.MINE)
    is_private = chat.type == Chat.PRIVATE
    html = context.renderer.render("forget", everything=everything, mine=mine, private=is_private)
    choices = [choice for choice, traces in kept.items() if traces]
    if not choices:
        return Reply(html)
    rows = [
        [InlineKeyboardButton(label("forget", choice), callback_data=ChooseDeletion(choice, chooser).encode())]
        for choice in (*choices, Deletion.NOTHING)
    ]
    return Reply(html, InlineKeyboardMarkup(rows))


async def _subjects(
    bot: Bot, chat: Chat, user: User | None, sender: Chat | None = None
) -> dict[Deletion, DataSubject]:
    """Return what somebody may have deleted here, by the button for it."""
    here = place(chat).name
    person = name_of_user(user) if user else None
    if chat.type == Chat.PRIVATE:  # with what they asked in groups
        return {Deletion.ALL: DataSubject(chat=here, person=person)}
    subjects = {Deletion.MINE: DataSubject(person=person, place=here)} if person else {}
    is_everything_theirs = await administers(bot, chat, user, sender)
    return {Deletion.ALL: DataSubject(chat=here), **subjects} if is_everything_theirs else subjects


HANDLERS: Handlers = [
    MessageHandler(calls("forget"), offer_deletion),
    CallbackQueryHandler(delete_chosen, presses(ChooseDeletion)),
]
