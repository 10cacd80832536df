"""A hub of the publisher's feeds, which judges those who subscribe: https://www.w3.org/TR/websub/."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.publisher.requests import Asked, Reply

_FIELDS = {"hub.callback", "hub.mode", "hub.topic", "hub.secret", "hub.lease_seconds"}
_AGENT = re.compile(r"Kutip/[\w.]+ \(\+(?:https?://|mailto:)\S+\)")
# Between two requests of one subscriber, and between two for one topic that the hub did not want.
_GAP, _TOPIC_GAP = timedelta(seconds=1), timedelta(minutes=30)
_LONGEST_SECRET = 199


@dataclass
class Hub:
    """Answers subscribers, and asks them at their callback whether they meant it.

    Args:
        verify: called with the fields of a request after the answer to it; None to forget requests.
        reply: its answer, whatever is asked.
    """

    verify: Callable[[dict[str, str]], object] | None = None
    reply: Reply = field(default_factory=lambda: Reply(202))
    asked: list[Asked] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    _waits: dict[str, datetime] = field(default_factory=dict)

    @property
    def modes(self) -> list[str]:
        """What it was asked for so far."""
        return [one.body["hub.mode"] for one in self.asked]

    def answer(self, asked: Asked) -> Reply:
        if self.asked and asked.at - self.asked[-1].at < _GAP:
            self.complaints.append("a hub is asked twice in a second")
        self.complaints += [f"hub, {asked.at:%d %H:%M:%S}: {breach}" for breach in self._breaches(asked)]
        self.asked.append(asked)
        self._waits[asked.body.get("hub.topic", "")] = asked.at + _TOPIC_GAP
        if self.verify and self.reply.status == 202:
            self.verify(dict(asked.body))
        return self.reply

    def _breaches(self, asked: Asked) -> list[str]:
        form, found = asked.body, []
        is_end = form.get("hub.mode") == "unsubscribe"
        wanted = _FIELDS - {"hub.secret", "hub.lease_seconds"} if is_end else _FIELDS
        if asked.method != "POST" or asked.headers.get("content-type") != "application/x-www-form-urlencoded":
            found.append("no form was posted")
        if set(form) != wanted or form.get("hub.mode") not in ("subscribe", "unsubscribe"):
            found.append(f"fields {sorted(form)}")
        if not is_end and not 20 < len(form.get("hub.secret", "")) <= _LONGEST_SECRET:
            found.append("a secret of a bad length")
        if not _AGENT.fullmatch(asked.headers.get("user-agent", "")):
            found.append(f"nobody to write to: {asked.headers.get('user-agent')}")
        if not is_end and asked.at < self._waits.get(form.get("hub.topic", ""), asked.at):
            found.append(f"{form.get('hub.topic')} is asked for again too soon")
        return found
