"""Telegram's own parser, TDLib's, offline: what becomes of HTML, and what is found in text."""

import json
from typing import NamedTuple

import pytest

_TYPES = {
    "textEntityTypeBold": "bold",
    "textEntityTypeItalic": "italic",
    "textEntityTypeCode": "code",
    "textEntityTypeBlockQuote": "blockquote",
    "textEntityTypeTextUrl": "text_link",
    "textEntityTypeMention": "mention",
    "textEntityTypeBotCommand": "bot_command",
    "textEntityTypeHashtag": "hashtag",
    "textEntityTypeUrl": "url",
}


class Found(NamedTuple):
    """A stretch of text that is more than text, in UTF-16 code units; ``url`` is that of a link."""

    type: str
    offset: int
    length: int
    url: str = ""

    def covers(self, other: "Found") -> bool:
        return self.offset <= other.offset and other.offset + other.length <= self.offset + self.length


def parse(html: str) -> tuple[str, list[Found]]:
    """Return the text that is seen and its formatting. Raises ValueError for what Telegram refuses."""
    answer = _call({"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}})
    if answer["@type"] == "error":
        raise ValueError(answer["message"])
    return str(answer["text"]), _entities(answer)


def find(text: str) -> list[Found]:
    """Return what Telegram makes a link, a command or a mention of, as it does in any message."""
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
