"""The addresses of web pages in a message: typed, marked by Telegram as links, or behind words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Message, MessageEntity

from bot.telegram.protocol.messages import entity_texts, text_of
from index.model.web_address import is_bad_address, is_only_addresses, is_web_address

# Most sites end in these or in the two letters of a country. Without either, "dan.atau/misalnya" is no address.
_ENDINGS = (
    "com|net|org|info|biz|news|gov|edu|int|app|dev|online|site|page|blog|live|xyz|link|media|world|today|[a-z]{2}"
)
_HOST = rf"(?<![\w@./:-])(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,5}}(?:{_ENDINGS})(?::\d{{1,5}})?"
_TYPED = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"“”]+|\b[a-z][a-z0-9+-]{1,10}://[^\s<>\"“”]*" rf"|{_HOST}/[^\s<>\"“”]+",
    re.IGNORECASE,
)
_HOST_ALONE = re.compile(rf"{_HOST}/?(?![\w.-]|/\w)", re.IGNORECASE)
# Telegram marks example.com as a link, too; among words that is a name, and example.com/news an address.
_WITH_PATH = re.compile(r"[\w.-]+\.\w{2,}/\S+")
_AFTER_AN_ADDRESS = ".,;:!?'"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
# A message with more is not a list of articles to read.
MOST_LINKS = 5
# In characters beside the addresses, if these stand among words.
_MOST_BESIDE = 300
# As phones share a page: its title, the beginning of its text, and its address. A longer text is an article.
_MOST_OF_A_TEASER = 1000
_MOST_PARTS_OF_A_TEASER = 2
_BLANK_LINE = re.compile(r"\n\s*\n")
# An article names its source this way.
_NAMES_A_SOURCE = re.compile(r"\b(?:sumber|source)\b[^\n:]{0,20}[:：][^\n]{0,60}$", re.IGNORECASE)
_TELEGRAM = re.compile(r"https?://(?:www\.)?(?:t|telegram)\.me/", re.IGNORECASE)


@dataclass(frozen=True)
class Links:
    """The addresses for which a message is sent, and its text beside them.

    An address such as ftp://kabar.example is among them, so that its sender is told that it is none of a web page.

    Args:
        left_out: counts the addresses behind the first ones, which a message with so many is not sent for.
    """

    addresses: tuple[str, ...]
    beside: str
    left_out: int = 0


def links_in(message: Message, text: str | None = None) -> Links:
    """Return the links of a message; without addresses if they only stand in a text, or a forwarded post.

    Args:
        text: the part of the message that counts, without a command; all of it by default.
    """
    text = text_of(message) if text is None else text
    typed = [
        _bare(address)
        for address in (*_TYPED.findall(text), *(list(_marked(message, text)) or _hosts_alone(text)))
    ]
    pieces = [text]
    for address in sorted(typed, key=len, reverse=True):  # one may be the beginning of another
        pieces = [rest for piece in pieces for rest in piece.split(address)]
    beside = " ".join(pieces).strip()
    found = [*map(_address, typed), *_behind_words(message)]
    is_alone = not any(map(str.isalnum, beside))
    addresses = tuple(dict.fromkeys(one for one in found if is_web_address(one) or _is_bad(one, is_alone)))
    is_teaser = max(map(_parts, pieces)) <= _MOST_PARTS_OF_A_TEASER and (
        any(_stands_out(text, address) for address in typed) or _is_linked_line(message, text)
    )
    if not _are_sent(message, addresses, beside, is_teaser):
        return Links((), beside)
    return Links(addresses[:MOST_LINKS], beside, max(0, len(addresses) - MOST_LINKS))


def addresses_to_add(message: Message, text: str | None = None) -> tuple[str, ...]:
    """Return the addresses for which a message is sent; see ``links_in``."""
    return links_in(message, text).addresses


def _is_bad(address: str, is_alone: bool) -> bool:
    """Return whether somebody meant to send an address: "apa itu http://?" asks about one."""
    return is_bad_address(address) and (is_alone or not address.endswith("://"))


def _are_sent(message: Message, addresses: tuple[str, ...], beside: str, is_teaser: bool) -> bool:
    """Return whether a message is sent for its addresses, not for the text beside them."""
    if not any(map(str.isalnum, beside)):
        return True
    if len(beside) <= _MOST_BESIDE and _parts(beside) == 1 and not message.forward_origin:
        return True
    if message.forward_origin and all(map(_TELEGRAM.match, addresses)):
        return False  # a channel names itself below its posts
    return is_teaser and len(beside) <= _MOST_OF_A_TEASER


def blocks(text: str) -> list[str]:
    """Return what blank lines part in a text."""
    return _BLANK_LINE.split(text.strip())


def _parts(text: str) -> int:
    return len(blocks(text))


def _stands_out(text: str, address: str) -> bool:
    """Return whether an address begins or ends a text or has a line of its own, and is not named as a source."""
    start = text.find(address)
    line_start = text.rfind("\n", 0, start) + 1
    before, after = text[:start], text[start + len(address) :]
    if _NAMES_A_SOURCE.search(text[line_start:start]):
        return False
    rest_of_line = text[line_start:start] + after.partition("\n")[0]
    return not all(any(map(str.isalnum, part)) for part in (before, after, rest_of_line))


def _is_linked_line(message: Message, text: str) -> bool:
    """Return whether the words of a whole line are a link, as headlines are."""
    lines = {line.strip() for line in text.split("\n")}
    return any(linked.strip() in lines for linked in entity_texts(message, MessageEntity.TEXT_LINK))


def _hosts_alone(text: str) -> list[str]:
    """Return the hosts in a text of nothing but addresses; among words, kabar.com is a name."""
    return _HOST_ALONE.findall(text) if is_only_addresses(text) else []


def _marked(message: Message, text: str) -> Iterator[str]:
    for address in entity_texts(message, MessageEntity.URL):
        if address in text and (is_only_addresses(text) or _WITH_PATH.fullmatch(address)):
            yield address


def _behind_words(message: Message) -> Iterator[str]:
    for entity in (*message.entities, *message.caption_entities):
        if entity.type == MessageEntity.TEXT_LINK and entity.url and not is_bad_address(entity.url):
            yield entity.url


def _bare(typed: str) -> str:
    """Return an address without the sentence's marks around it, but with the brackets that it opens."""
    bare = typed.rstrip(_AFTER_AN_ADDRESS)
    while bare and (opening := _BRACKETS.get(bare[-1])) and bare.count(bare[-1]) > bare.count(opening):
        bare = bare[:-1].rstrip(_AFTER_AN_ADDRESS)
    return bare


def _address(bare: str) -> str:
    return bare if "://" in bare else f"https://{bare}"
