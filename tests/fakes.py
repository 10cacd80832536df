"""Fakes for Telegram, where a test needs no server, and for an embedding model."""

import json
import re
import time
import zlib
from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.telegram.delivery.outgoing import RateLimits
from index.ingestion.reading.requests import Fetched, Request, read
from index.model.article_size import DEFAULT_ARTICLE_BYTES
from index.model.features import Reading
from index.ranking.reranking.base import Passage
from index.retrieval.dense.cosine_scale import CosineScale

NO_LIMITS = RateLimits(overall=(10_000, 0), chat=(10_000, 0), group=(10_000, 0))
BOT = {"id": 1, "is_bot": True, "first_name": "Kutip", "username": "kutip_bot"}
ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "en"}
SITI = {"id": 8, "is_bot": False, "first_name": "Siti", "language_code": "id"}
# The fields of any private chat.
_FULL = {
    "type": "private",
    "accent_color_id": 0,
    "max_reaction_count": 0,
    "accepted_gift_types": dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
    ),
}


class ReadingsInProcess:
    """Read at once, for tests that are not about how reading is limited."""

    def submit(self, owner: Hashable, request: Request) -> "Future[list[Fetched]]":
        future: Future[list[Fetched]] = Future()
        future.set_result(list(read(request, DEFAULT_ARTICLE_BYTES)))
        return future

    def warm_up(self) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Call:
    method: str
    parameters: dict[str, Any]


class RecordingRequest(BaseRequest):
    """Answer python-telegram-bot as Telegram would, from memory, and record the calls."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.administrators: set[int] = set()
        # The bot's profile, by the kind of text, such as "MyCommands", and the language.
        self.profile: dict[tuple[str, str], Any] = {}

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_named: Any
    ) -> tuple[int, bytes]:
        call = Call(url.rsplit("/", 1)[-1], dict(request_data.parameters) if request_data else {})
        self.calls.append(call)
        return 200, json.dumps({"ok": True, "result": self._result(call)}).encode()

    def sent(self) -> list[dict[str, Any]]:
        return [call.parameters for call in self.calls if call.method == "sendMessage"]

    def _result(self, call: Call) -> Any:
        if call.method == "getMe":
            return BOT
        if call.method in ("sendMessage", "editMessageText"):
            return {**message(call.parameters.get("chat_id", 7), call.parameters["text"]), "from": BOT}
        if call.method == "getChatAdministrators":
            users = [{**ANA, "id": user_id} for user_id in sorted(self.administrators)]
            return [{"status": "creator", "user": user, "is_anonymous": False} for user in users]
        if call.method == "getChat":
            known = {person["id"]: person for person in (ANA, SITI)}
            return _FULL | {
                "id": int(call.parameters["chat_id"]),
                **known.get(int(call.parameters["chat_id"]), {}),
            }
        if call.method[:5] in ("getMy", "setMy"):
            return self._shown(call.method[:3], call.method[3:], call.parameters)
        return True

    def _shown(self, act: str, what: str, parameters: dict[str, Any]) -> Any:
        scope = parameters.get("scope", {}).get("chat_id", "")
        key = (f"{what}{scope}", parameters.get("language_code", ""))
        field = {"MyCommands": "commands", "MyDescription": "description"}.get(what, "short_description")
        if act == "set":
            self.profile[key] = parameters[field]
            return True
        if what == "MyCommands":
            return self.profile.get(key, [])
        # For a language without a text of its own, Telegram shows the default.
        return {field: self.profile.get(key, self.profile.get((what, ""), ""))}


def message(chat_id: int, text: str, **more: Any) -> dict[str, Any]:
    kind = "private" if chat_id > 0 else "supergroup"
    chat = {"id": chat_id, "type": kind, "first_name": "Ana", "title": "News"}
    now = int(datetime.now(UTC).timestamp())
    return {"message_id": 100, "date": now, "chat": chat, "from": ANA, "text": text, **more}


@dataclass
class Updates:
    """Make updates as Telegram sends them."""

    bot: Any
    number: int = field(default=0)

    def text(self, text: str, chat_id: int = 7, **more: Any) -> Update:
        mentions = [("mention", match) for match in re.finditer(r"@\w+", text)]
        commands = [("bot_command", match) for match in re.finditer(r"^/\S+", text)]
        entities = [
            {"type": kind, "offset": match.start(), "length": len(match[0])}
            for kind, match in commands or mentions
        ]
        return self._update(message=message(chat_id, text, entities=entities, **more))

    def press(
        self, data: str, chat_id: int = 7, by: dict[str, Any] = ANA, text: str = "shown", **more: Any
    ) -> Update:
        shown = {**message(chat_id, text, **more), "from": BOT}
        return self._update(
            callback_query={"id": "1", "from": by, "chat_instance": "1", "data": data, "message": shown}
        )

    def inline(self, query: str, offset: str = "", by: dict[str, Any] = ANA) -> Update:
        return self._update(inline_query={"id": "5", "from": by, "query": query, "offset": offset})

    def membership(self, status: str, chat_id: int = 7, by: dict[str, Any] = ANA) -> Update:
        """Return an update that changes the status of the bot itself."""
        chat = message(chat_id, "")["chat"]
        now = int(datetime.now(UTC).timestamp())
        old, new = ({"user": BOT, "status": each, "until_date": 0} for each in ("member", status))
        change = {"chat": chat, "from": by, "date": now, "old_chat_member": old, "new_chat_member": new}
        return self._update(my_chat_member=change)

    def _update(self, **content: Any) -> Update:
        self.number += 1
        update = Update.de_json({"update_id": self.number, **content}, self.bot)
        assert update is not None
        return update


def no_reader() -> None:
    """Stands for a reader that is not installed."""


class FakeReranker:
    """A reranker to which a paragraph answers as surely as is said here for it, and with its last word."""

    name = "fake-1"
    points_at_words = True

    def __init__(self, answers: Mapping[str, float] | None = None) -> None:
        self._answers = answers or {}
        self.asked: list[tuple[str, list[Passage]]] = []
        self.is_late = False

    def load(self) -> None: ...

    def read(self, question: str, passages: Sequence[Passage], deadline: float) -> list[Reading] | None:
        self.asked.append((question, list(passages)))
        if self.is_late or time.monotonic() >= deadline:
            return None
        return [self._reading(passage.text) for passage in passages]

    def _reading(self, text: str) -> Reading:
        words = list(re.finditer(r"\S+", text))
        logit = next((value for part, value in self._answers.items() if part in text), -5.0)
        return Reading(logit, words[-1].span(), 0.5) if words else Reading(logit)


class FakeEmbedder:
    """An embedder for which texts are as similar as their shared words. Each word has a direction, by its hash.

    Its cosines are scaled to the range in which those of multilingual-e5-small lie.
    """

    dimensions = 64

    def __init__(self, name: str = "fake-1") -> None:
        self.name = name
        self.embedded: list[str] = []
        self.known: set[str] = set()

    def embed_question(self, text: str) -> NDArray[np.float32]:
        return self._vector(text)

    def embed_paragraphs(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return np.array([self._vector(text) for text in texts], np.float32).reshape(-1, self.dimensions)

    def knows(self, word: str) -> bool:
        return word in self.known

    def cosine_scale(self) -> CosineScale:
        return CosineScale(0.15, 0.76)

    def hurried(self) -> "FakeEmbedder":
        return self

    def check(self) -> None: ...

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.full(self.dimensions, 0.01, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector += np.random.default_rng(zlib.crc32(word.encode())).normal(size=self.dimensions)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)
