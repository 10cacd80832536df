"""Deep links, t.me/<bot>?start=<payload>, to an article or a question. Anybody can write any payload."""

import base64
import binascii
import re
from dataclasses import dataclass

# https://core.telegram.org/bots/features#deep-linking
_PAYLOAD = re.compile(r"[\w-]{1,64}", re.ASCII)
_ARTICLE = re.compile(r"a_(\d{1,18})", re.ASCII)
_QUESTION = "q_"


@dataclass(frozen=True)
class ArticleLink:
    number: int


@dataclass(frozen=True)
class QuestionLink:
    question: str


def payload_of(link: ArticleLink | QuestionLink) -> str | None:
    """Return the payload of a link, None for a question that is too long for it."""
    if isinstance(link, ArticleLink):
        return f"a_{link.number}"
    encoded = base64.urlsafe_b64encode(link.question.encode("utf-8", "replace")).decode().rstrip("=")
    payload = f"{_QUESTION}{encoded}"
    return payload if link.question and _PAYLOAD.fullmatch(payload) else None


def link_of(payload: str) -> ArticleLink | QuestionLink | None:
    """Return what a payload leads to, None for one that is not ours."""
    if not _PAYLOAD.fullmatch(payload):
        return None
    if article := _ARTICLE.fullmatch(payload):
        return ArticleLink(int(article[1]))
    if not payload.startswith(_QUESTION):
        return None
    encoded = payload.removeprefix(_QUESTION)
    try:
        question = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return QuestionLink(question) if question.strip() else None
