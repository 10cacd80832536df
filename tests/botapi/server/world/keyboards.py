"""Inline keyboards: how a bot sends them, and Telegram's checks."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.botapi.server.errors import ApiError, bad_request
from tests.botapi.server.formatting.links import checked_url

MAX_CALLBACK_DATA = 64
OTHER_ACTIONS = (
    "callback_game",
    "copy_text",
    "login_url",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "web_app",
)


@dataclass(frozen=True)
class Button:
    """One button; `sent` is the whole JSON object of the bot."""

    text: str
    callback_data: str
    sent: dict[str, object]


@dataclass(frozen=True)
class Keyboard:
    rows: tuple[tuple[Button, ...], ...]

    def buttons(self) -> Iterator[Button]:
        for row in self.rows:
            yield from row

    def to_json(self) -> dict[str, object]:
        return {"inline_keyboard": [[button.sent for button in row] for row in self.rows]}


def parse_keyboard(markup: dict[str, object]) -> Keyboard | None:
    """Return the inline keyboard in a reply_markup; None if there is none, or another kind of markup."""
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    keyboard = Keyboard(tuple(tuple(_button(sent) for sent in row) for row in rows if row))
    return keyboard if keyboard.rows else None


def _button(sent: object) -> Button:
    if not isinstance(sent, dict):
        raise _cannot_parse("InlineKeyboardButton must be an Object")
    text, data, url = (sent.get(name, "") for name in ("text", "callback_data", "url"))
    if not isinstance(text, str) or not isinstance(data, str) or not isinstance(url, str):
        raise _cannot_parse('Field "text", "callback_data" and "url" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if url:
        _check_url(url)
    elif "callback_data" in sent:
        _check_data(data)
    elif not any(action in sent for action in OTHER_ACTIONS):
        raise _cannot_parse("Text buttons are unallowed in the inline keyboard")
    return Button(text, "" if url else data, sent)


def _cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _check_url(url: str) -> None:
    if not url.startswith("tg://") and not checked_url(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_data(data: str) -> None:
    if not 1 <= len(data.encode()) <= MAX_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
