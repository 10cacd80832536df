"""What a reply to a message of the bot follows up on."""

import re

from telegram import Message

from bot.runtime.app import App
from bot.telegram.protocol.messages import Place
from index.answering.follow_up import Earlier

# As bot.telegram.replies.views writes it: below a quote stand its views, below a view stands the quote. Beside
# them stand other quotes, which are not what is read.
_VIEWS = re.compile(r"[cw]:([\w-]{1,20}):(\d{1,19})")
_QUOTE = re.compile(r"q:([\w-]{1,20}):(\d{1,19})")
_ARTICLE = re.compile(r"a:(\d{1,18}):\d{1,19}")


def earlier_of(message: Message, app: App, here: Place) -> Earlier | None:
    """Return the article that a message shows and what was asked for it, as its buttons tell; None for others.

    Raises StoreError.
    """
    data = _data(message)
    for pattern in (_VIEWS, _QUOTE):
        for match in filter(None, map(pattern.fullmatch, data)):
            return _quoted(app, match[1], int(match[2]), here)
    for match in filter(None, map(_ARTICLE.fullmatch, data)):
        return Earlier(int(match[1]))
    return None


def _data(message: Message) -> list[str]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [button.callback_data for row in rows for button in row if isinstance(button.callback_data, str)]


def _quoted(app: App, answer_id: str, paragraph_id: int, here: Place) -> Earlier | None:
    answer = app.answers.load(answer_id, here.name, here.libraries)
    if answer is None:
        return None
    articles = (quote.article.id for quote in answer.quotes if quote.paragraph.id == paragraph_id)
    words = " ".join(word.text for word in answer.words)
    return next((Earlier(number, words) for number in articles), None)
