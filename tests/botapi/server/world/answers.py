"""What a person sees after a press, and behind the name of the bot."""

from dataclasses import dataclass

from tests.botapi.server.formatting.entities import Entity


@dataclass(frozen=True)
class CallbackAnswer:
    """What the person saw after pressing a button."""

    text: str
    show_alert: bool
    url: str


@dataclass(frozen=True)
class Offered:
    """A result as the person sees it, and the message that it would send."""

    id: str
    title: str
    description: str
    text: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True)
class InlineAnswer:
    """What a person was offered for what they typed; ``button`` is (its text, its start parameter)."""

    results: tuple[Offered, ...]
    cache_time: int
    is_personal: bool
    next_offset: str
    button: tuple[str, str] | None
