"""The addresses of web pages in a message: typed, marked by Telegram as links, or behind words."""

import re
from collections.abc import Iterator

from telegram import Message, MessageEntity

from bot.telegram.protocol.messages import entity_texts, text_of
from index.model.web_address import is_web_address

_TYPED = re.compile(r"\b(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
# Telegram marks example.com as a link, too; among words that is a name, and example.com/news an address.
_WITH_PATH = re.compile(r"[\w.-]+\.\w{2,}/\S+")
_AFTER_AN_ADDRESS = ".,;:!?)]}'"
# A message with more is not a list of articles to read.
_MOST = 5
# In characters beside the addresses. A longer text is an article that names its sources.
_MOST_BESIDE = 300
_BLANK_LINE = re.compile(r"\n\s*\n")


def addresses_to_add(message: Message, text: str | None = None) -> tuple[str, ...]:
    """Return the addresses for which a message is sent; none if they only stand in a text, or a forwarded post.

    Args:
        text: the part of the message that counts, without a command; all of it by default.
    """
    text = text_of(message) if text is None else text
    typed = [*_TYPED.findall(text), *_marked(message, text)]
    beside = text
    for address in typed:
        beside = beside.replace(address, " ")
    if message.forward_origin and any(map(str.isalnum, beside)):
        return ()
    if len(beside.strip()) > _MOST_BESIDE or _BLANK_LINE.search(beside.strip()):
        return ()
    found = [*map(_address, typed), *_behind_words(message)]
    return tuple(dict.fromkeys(address for address in found if is_web_address(address)))[:_MOST]


def _marked(message: Message, text: str) -> Iterator[str]:
    for address in entity_texts(message, MessageEntity.URL):
        if address in text and (address == text.strip() or _WITH_PATH.fullmatch(address)):
            yield address


def _behind_words(message: Message) -> Iterator[str]:
    for entity in (*message.entities, *message.caption_entities):
        if entity.type == MessageEntity.TEXT_LINK and entity.url:
            yield entity.url


def _address(typed: str) -> str:
    bare = typed.rstrip(_AFTER_AN_ADDRESS)
    return bare if is_web_address(bare) else f"https://{bare}"
