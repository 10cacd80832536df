"""The addresses of web pages in a message: typed, marked by Telegram as links, or behind words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Links:
    """The addresses for which a message is sent, and its text beside them."""

    addresses: tuple[str, ...]
    beside: str


def links_in(message: Message, text: str | None = None) -> Links:
    """Return the links of a message; without addresses if they only stand in a text, or a forwarded post.

    Args:
        text: the part of the message that counts, without a command; all of it by default.
    """
    text = text_of(message) if text is None else text
    typed = [_bare(address) for address in (*_TYPED.findall(text), *_marked(message, text))]
    beside = text
    for address in sorted(typed, key=len, reverse=True):  # one may be the beginning of another
        beside = beside.replace(address, " ")
    beside = beside.strip()
    is_post = bool(message.forward_origin) and any(map(str.isalnum, beside))
    if is_post or len(beside) > _MOST_BESIDE or _BLANK_LINE.search(beside):
        return Links((), beside)
    found = [*map(_address, typed), *_behind_words(message)]
    return Links(tuple(dict.fromkeys(filter(is_web_address, found)))[:_MOST], beside)


def addresses_to_add(message: Message, text: str | None = None) -> tuple[str, ...]:
    """Return the addresses for which a message is sent; see ``links_in``."""
    return links_in(message, text).addresses


def _marked(message: Message, text: str) -> Iterator[str]:
    for address in entity_texts(message, MessageEntity.URL):
        if address in text and (address == text.strip() or _WITH_PATH.fullmatch(address)):
            yield address


def _behind_words(message: Message) -> Iterator[str]:
    for entity in (*message.entities, *message.caption_entities):
        if entity.type == MessageEntity.TEXT_LINK and entity.url:
            yield entity.url


def _bare(typed: str) -> str:
    return typed.rstrip(_AFTER_AN_ADDRESS)


def _address(bare: str) -> str:
    return bare if is_web_address(bare) else f"https://{bare}"
