"""What a reply to a message of the bot follows up on."""

from telegram import Message

from bot.telegram.protocol.callback_data import (
    Button,
    ShowArticle,
    ShowChange,
    ShowContext,
    ShowQuote,
    ShowReason,
    decode,
)
from bot.telegram.protocol.places import Place
from index.answering.follow_up import Earlier
from index.library import Library


def earlier_in(message: Message, library: Library, here: Place) -> Earlier | None:
    """Return the article that a message of the bot shows and what was asked for it; None where it shows none.

    Its buttons say which. Raises StoreError.
    """
    buttons = _buttons(message)
    # Below a quote stand its views, and below a view stands the quote. Beside a quote's views stand other quotes,
    # which are not what is read.
    for kind in (ShowContext | ShowReason | ShowChange, ShowQuote):
        for button in buttons:
            if isinstance(button, kind):
                return _quoted(library, button.answer_id, button.paragraph_id, here)
    shown = next((button for button in buttons if isinstance(button, ShowArticle)), None)
    return Earlier(shown.article_id) if shown else None


def shows_article(message: Message) -> bool:
    """Return whether a message of the bot shows a quote or an article, as its buttons say."""
    return any(
        isinstance(button, ShowContext | ShowReason | ShowChange | ShowQuote | ShowArticle)
        for button in _buttons(message)
    )


def _buttons(message: Message) -> list[Button]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [known for row in rows for button in row if (known := decode(button.callback_data))]


def _quoted(library: Library, answer_id: str, paragraph_id: int, here: Place) -> Earlier | None:
    answer = library.answers.load(answer_id, here.name, here.libraries)
    if answer is None:
        return None
    articles = (quote.article for quote in answer.quotes if quote.paragraph.id == paragraph_id)
    return next((Earlier.of(answer, article) for article in articles), None)
