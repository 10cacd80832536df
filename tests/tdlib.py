"""TDLib, Telegram's own parser, offline: how it reads HTML, and the entities that it finds in text."""

import json
from typing import NamedTuple

import pytest

_TYPES = {
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeUnderline": "underline",
    "textEntityTypeStrikethrough": "strikethrough",
    "textEntityTypeCode": "code",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeMention": "mention",
    "textEntityTypeBotCommand": "bot_command",
    "textEntityTypeHashtag": "hashtag",
    "textEntityTypeUrl": "url",
}


class Found(NamedTuple):
    """A formatted range of text, in UTF-16 code units; ``url`` is set for a link."""

    type: str
    offset: int
    length: int
    url: str = ""

    def covers(self, other: "Found") -> bool:
        return self.offset <= other.offset and other.offset + other.length <= self.offset + self.length


def parse(html: str) -> tuple[str, list[Found]]:
    """Return the visible text and its formatting. Raise ValueError for markup that Telegram refuses."""
    answer = _call({"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}})
    if answer["@type"] == "error":
        raise ValueError(answer["message"])
    return str(answer["text"]), _entities(answer)


def find(text: str) -> list[Found]:
    """Return the links, commands and mentions that Telegram finds in any message."""
    return _entities(_call({"@type": "getTextEntities", "text": text}))


def _entities(answer: dict[str, object]) -> list[Found]:
    entities = answer["entities"]
    assert isinstance(entities, list)
    return [
        Found(
            _TYPES.get(entity["type"]["@type"], entity["type"]["@type"]),
            entity["offset"],
            entity["length"],
            entity["type"].get("url", ""),
        )
        for entity in entities
    ]


def _call(request: dict[str, object]) -> dict[str, object]:
    tdjson = pytest.importorskip("tdjson", reason="there is no tdjson for this machine")
    tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}')
    answer = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    assert isinstance(answer, dict)
    return answer
