"""Telegram's HTML parse mode, with its errors word for word."""

import re
from dataclasses import dataclass, replace

from tests.botapi.server.errors import ApiError, cannot_parse
from tests.botapi.server.formatting.entities import Entity, cleaned, utf16_length
from tests.botapi.server.formatting.links import checked_url
from tests.botapi.server.formatting.references import decode_reference

TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("span", "tg-spoiler"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
SPACES = " \t\r\n\0\v"
NAME = re.compile(rf"[^{SPACES}>]*")
ATTRIBUTE = re.compile(rf"[^{SPACES}=>/\"']*")
BARE_VALUE = re.compile(r"[a-zA-Z0-9.-]*")
BLANK = re.compile(rf"[{SPACES}]*")


@dataclass(frozen=True)
class OpenTag:
    """A start tag that waits for its end: its offset in the result, and where its text begins there."""

    name: str
    attributes: dict[str, str]
    offset: int
    begin: int


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Return the plain text and the entities that the tags stand for.

    Raises ApiError with Telegram's description. One check is the fake's own: Telegram silently drops
    a blockquote inside a blockquote, and the formatting that its author meant would be lost unseen.
    """
    parser = _Parser(text)
    parser.run()
    return parser.result, parser.entities


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.result = ""
        self.offset = 0
        self.open: list[OpenTag] = []
        self.entities: list[Entity] = []

    def run(self) -> None:
        while self.at < len(self.text):
            if self.text.startswith("</", self.at):
                self._end_tag()
            elif self._here() == "<":
                self._start_tag()
            else:
                self._emit(self._character())
        if self.open:
            name = self.open[-1].name
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
        # A language belongs to `pre`; on `code` it only waited for the `pre` around it.
        self.entities = [replace(e, language="") if e.type == "code" else e for e in self.entities]

    def _here(self) -> str:
        """Return the character at the cursor, or "" at the end."""
        return self.text[self.at : self.at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        """Move the cursor behind what the pattern matches here, which may be nothing."""
        match = pattern.match(self.text, self.at)
        taken = match.group() if match else ""
        self.at += len(taken)
        return taken

    def _emit(self, text: str) -> None:
        kept = cleaned(text)
        self.result += kept
        self.offset += utf16_length(kept)

    def _character(self) -> str:
        """Take one character, or one reference such as &lt; that Telegram knows."""
        decoded, length = decode_reference(self.text, self.at)
        if not length:
            decoded, length = self.text[self.at], 1
        self.at += length
        return decoded

    def _error(self, reason: str, begin: int) -> ApiError:
        return cannot_parse(f"{reason} at byte offset {len(self.text[:begin].encode())}")

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._take(NAME).lower()
        if not self._here():
            raise self._error("Unclosed start tag", begin)
        if name not in TYPES:
            raise self._error(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._error('Tag "span" must have class "tg-spoiler"', begin)
        if name == "blockquote" and any(tag.name == name for tag in self.open):
            raise self._error('Nested start tag "blockquote"', begin)
        self.open.append(OpenTag(name, attributes, self.offset, len(self.result)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._take(BLANK)
            if self._here() == ">":
                self.at += 1
                return found
            name = self._take(ATTRIBUTE)
            if not name:
                raise self._error(f'Empty attribute name in the tag "{tag}"', begin)
            self._take(BLANK)
            found[name] = self._value(tag, begin)

    def _value(self, tag: str, begin: int) -> str:
        """Take `=value`; an attribute without a value has an empty one."""
        if self._here() == "=":
            self.at += 1
            self._take(BLANK)
        elif self._here():
            return ""
        if not self._here():
            raise self._error(f'Unclosed start tag "{tag}"', begin)
        value = self._quoted() if self._here() in "\"'" else self._bare()
        if not self._here():
            raise self._error("Unclosed start tag", begin)
        return value

    def _quoted(self) -> str:
        quote = self._here()
        self.at += 1
        value = ""
        while self._here() not in ("", quote):
            value += self._character()
        self.at += 1
        return value

    def _bare(self) -> str:
        begin = self.at
        value = self._take(BARE_VALUE).lower()
        if self._here() and self._here() not in f"{SPACES}>":
            raise self._error("Unexpected end of name token", begin)
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._error("Unexpected end tag", begin)
        self.at += 2
        name = self._take(NAME).lower()
        self._take(BLANK)
        if self._here() != ">":
            raise self._error("Unclosed end tag", begin)
        self.at += 1
        tag = self.open[-1]
        if name not in ("", tag.name):
            reason = f"Unmatched end tag at byte offset {len(self.text[:begin].encode())}"
            raise cannot_parse(f'{reason}, expected "</{tag.name}>", found "</{name}>"')
        self.open.pop()
        if self.offset > tag.offset:
            self._close(tag)

    def _close(self, tag: OpenTag) -> None:
        length = self.offset - tag.offset
        last = self.entities[-1] if self.entities else None
        around = last is not None and (last.offset, last.length) == (tag.offset, length)
        entity = _entity(tag, length, self.result[tag.begin :])
        if entity is None:
            return
        if last and around and (last.type, entity.type) == ("code", "pre") and last.language:
            self.entities[-1] = replace(last, type="pre")
        elif last and around and (last.type, entity.type) == ("pre", "code") and entity.language:
            self.entities[-1] = replace(last, language=entity.language)
        else:
            self.entities.append(entity)


def _entity(tag: OpenTag, length: int, text: str) -> Entity | None:
    """Return what a closed tag stands for; None for a link that leads nowhere, which Telegram drops."""
    entity = Entity(TYPES[tag.name], tag.offset, length)
    if tag.name == "a":
        url = checked_url(tag.attributes.get("href") or text)
        return replace(entity, url=url) if url else None
    if tag.name == "code":
        return replace(entity, language=_language(tag.attributes.get("class", "")))
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        return replace(entity, type="expandable_blockquote")
    if tag.name == "tg-emoji":
        return replace(entity, custom_emoji_id=_emoji_id(tag.attributes.get("emoji-id", "")))
    return entity


def _language(css_class: str) -> str:
    return css_class.removeprefix("language-") if css_class.startswith("language-") else ""


def _emoji_id(value: str) -> str:
    if not value.isdecimal() or int(value) == 0:
        raise cannot_parse("Invalid custom emoji identifier specified")
    return value
