"""Parts of a text that mean something: what a bot formats, and what Telegram finds by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tests.botapi.server.formatting.detection import find_spans

QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("pre", "code")
STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
FOUND = ("mention", "bot_command", "hashtag", "url", "email")
# Entities of one place and length come in this order.
ORDER = (*QUOTES, *CODE, "text_link", *FOUND, *STYLES, "custom_emoji")

# Telegram writes control characters as spaces, and drops these other ones from every text.
CLEANING: dict[int, str | None] = {
    **{code: " " for code in range(32) if code not in (10, 13)},
    **dict.fromkeys([13, 0x333, 0x33F, 0x30A, *range(0x2028, 0x202F)]),
}


@dataclass(frozen=True)
class Entity:
    """A marked part of a text; offset and length count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    custom_emoji_id: str = ""

    @property
    def end(self) -> int:
        return self.offset + self.length

    def to_json(self) -> dict[str, object]:
        optional = {"url": self.url, "language": self.language, "custom_emoji_id": self.custom_emoji_id}
        return {
            "type": self.type,
            "offset": self.offset,
            "length": self.length,
            **{name: value for name, value in optional.items() if value},
        }


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    return text.translate(CLEANING)


def formatted(text: str, entities: Sequence[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """Return a text and its entities as Telegram keeps them: trimmed, arranged, with what it found."""
    text, own = _trimmed(text, entities)
    return text, _arranged(text, own)


def _trimmed(text: str, entities: Sequence[Entity]) -> tuple[str, list[Entity]]:
    text = text.rstrip(" \n")
    end = utf16_length(text)
    kept = [replace(e, length=min(e.length, end - e.offset)) for e in entities if e.offset < end]
    first = min((e.offset for e in kept), default=end)
    blank = min(len(text) - len(text.lstrip(" \n")), first)
    return text[blank:], [replace(e, offset=e.offset - blank) for e in kept]


def _arranged(text: str, own: Sequence[Entity]) -> tuple[Entity, ...]:
    """Resolve overlaps: links and code exclude each other, styles are cut around everything else."""
    quotes = _apart(e for e in own if e.type in QUOTES)
    solid = _apart(e for e in own if e.type not in (*QUOTES, *STYLES))
    solid = [e for e in solid if not any(_crosses(e, quote) for quote in quotes)]
    found = [
        e
        for e in _found(text)
        if not any(_overlap(e, other) for other in solid) and not any(_crosses(e, quote) for quote in quotes)
    ]
    others = [*quotes, *solid, *found]
    return tuple(sorted([*others, *_styles(own, others)], key=_rank))


def _rank(entity: Entity) -> tuple[int, int, int]:
    return entity.offset, -entity.length, ORDER.index(entity.type)


def _overlap(one: Entity, other: Entity) -> bool:
    return one.offset < other.end and other.offset < one.end


def _crosses(entity: Entity, quote: Entity) -> bool:
    inside = quote.offset <= entity.offset and entity.end <= quote.end
    return _overlap(entity, quote) and not inside


def _apart(entities: Iterable[Entity]) -> list[Entity]:
    """Keep the first of every group that overlaps, even when the others lie inside it."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=_rank):
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _found(text: str) -> list[Entity]:
    return _apart(
        Entity(kind, utf16_length(text[:start]), utf16_length(text[start:end]))
        for kind, start, end in find_spans(text)
    )


def _styles(own: Sequence[Entity], others: Sequence[Entity]) -> list[Entity]:
    whole = [e for style in STYLES for e in _merged(e for e in own if e.type == style)]
    cuts = {e.offset for e in whole} | {edge for e in others for edge in (e.offset, e.end)}
    code = [e for e in others if e.type in CODE]
    pieces = [piece for e in whole for piece in _cut(e, cuts)]
    return [piece for piece in pieces if not any(_overlap(piece, e) for e in code)]


def _merged(entities: Iterable[Entity]) -> list[Entity]:
    merged: list[Entity] = []
    for entity in sorted(entities, key=_rank):
        if merged and entity.offset <= merged[-1].end:
            length = max(entity.end, merged[-1].end) - merged[-1].offset
            merged[-1] = replace(merged[-1], length=length)
        else:
            merged.append(entity)
    return merged


def _cut(entity: Entity, cuts: set[int]) -> list[Entity]:
    inner = sorted(cut for cut in cuts if entity.offset < cut < entity.end)
    edges = [entity.offset, *inner, entity.end]
    return [replace(entity, offset=start, length=end - start) for start, end in pairwise(edges)]
