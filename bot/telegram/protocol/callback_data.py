"""The data of every button: what a press asks for, as one record for each kind, and as the string Telegram keeps.

Buttons of old messages stay in chats for years, so an encoded string never changes its meaning. A quote is named
by its paragraph, so it leads to the same words whatever is removed meanwhile. Anybody can send any string.

    q c w : answer : paragraph     the quote, the paragraphs around it, why it was chosen
    v     : answer : paragraph     what has changed in the quote since
    u d   : answer : paragraph     the vote: helpful, not helpful
    a     : article : page         a page of an article, from 0
    h     : article : page         a change of an article, from the newest
    s     : all : page             a page of the list of articles, from 0
    l     : language               the language of the chat; "auto" for that of each person
    f     : choice : user          what to delete; user 0 is a group that speaks for itself
    o     : add, leave             the answer to an offer
    r     : article, keep          the answer to whether to remove an article of the shared library
    k     : check, ask             to check the wording of the message that this one replies to, or to ask it
    g     : off                    to silence the guard of a group
    b     : article : second       to bring back an article that was removed in this second
    n     : number                 to follow the feed with this number, from 1, in the message of the button
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 64
"""In bytes, https://core.telegram.org/bots/api#inlinekeyboardbutton."""
_ANY_LANGUAGE = "auto"
_ADD, _LEAVE = "o:add", "o:leave"
_CHECK, _ASK, _SILENCE, _KEEP = "k:check", "k:ask", "g:off", "r:keep"


class Deletion(StrEnum):
    """What a person may choose after /forget."""

    ALL = "all"
    MINE = "mine"
    NOTHING = "keep"


@dataclass(frozen=True)
class ShowQuote:
    answer_id: str
    paragraph_id: int

    def encode(self) -> str:
        return f"q:{self.answer_id}:{self.paragraph_id}"


@dataclass(frozen=True)
class ShowContext:
    answer_id: str
    paragraph_id: int

    def encode(self) -> str:
        return f"c:{self.answer_id}:{self.paragraph_id}"


@dataclass(frozen=True)
class ShowReason:
    answer_id: str
    paragraph_id: int

    def encode(self) -> str:
        return f"w:{self.answer_id}:{self.paragraph_id}"


@dataclass(frozen=True)
class ShowChange:
    answer_id: str
    paragraph_id: int

    def encode(self) -> str:
        return f"v:{self.answer_id}:{self.paragraph_id}"


@dataclass(frozen=True)
class CastVote:
    answer_id: str
    paragraph_id: int
    helpful: bool

    def encode(self) -> str:
        return f"{'u' if self.helpful else 'd'}:{self.answer_id}:{self.paragraph_id}"


@dataclass(frozen=True)
class ShowArticle:
    article_id: int
    page: int

    def encode(self) -> str:
        return f"a:{self.article_id}:{self.page}"


@dataclass(frozen=True)
class ShowHistory:
    """``page`` counts from 0, which is the newest change."""

    article_id: int
    page: int

    def encode(self) -> str:
        return f"h:{self.article_id}:{self.page}"


@dataclass(frozen=True)
class ListArticles:
    page: int

    def encode(self) -> str:
        return f"s:all:{self.page}"


@dataclass(frozen=True)
class ChooseLanguage:
    """``code`` is None where each person is answered in the language of their Telegram."""

    code: str | None

    def encode(self) -> str:
        return f"l:{self.code or _ANY_LANGUAGE}"


@dataclass(frozen=True)
class ChooseDeletion:
    """``user_id`` is the only person who may press the button; 0 for a group that speaks for itself."""

    choice: Deletion
    user_id: int

    def encode(self) -> str:
        return f"f:{self.choice}:{self.user_id}"


@dataclass(frozen=True)
class AcceptOffer:
    def encode(self) -> str:
        return _ADD


@dataclass(frozen=True)
class DeclineOffer:
    def encode(self) -> str:
        return _LEAVE


@dataclass(frozen=True)
class CheckMessage:
    def encode(self) -> str:
        return _CHECK


@dataclass(frozen=True)
class AskMessage:
    def encode(self) -> str:
        return _ASK


OfMessage = CheckMessage | AskMessage
"""The buttons about the message that theirs replies to."""


@dataclass(frozen=True)
class SilenceGuard:
    def encode(self) -> str:
        return _SILENCE


@dataclass(frozen=True)
class RemoveArticle:
    article_id: int

    def encode(self) -> str:
        return f"r:{self.article_id}"


@dataclass(frozen=True)
class KeepArticle:
    def encode(self) -> str:
        return _KEEP


@dataclass(frozen=True)
class BringBack:
    """``removed_at`` is in seconds."""

    article_id: int
    removed_at: int

    def encode(self) -> str:
        return f"b:{self.article_id}:{self.removed_at}"


@dataclass(frozen=True)
class FollowFeed:
    number: int

    def encode(self) -> str:
        return f"n:{self.number}"


QuoteView = ShowQuote | ShowContext | ShowReason | ShowChange
View = QuoteView | ShowArticle | ShowHistory | ListArticles
"""The buttons that only show something else in their message."""
Removal = RemoveArticle | KeepArticle | BringBack
Choice = ChooseLanguage | ChooseDeletion
Offer = AcceptOffer | DeclineOffer
Button = View | CastVote | Choice | Offer | OfMessage | SilenceGuard | Removal | FollowFeed
_Match = re.Match[str]
_OF_A_QUOTE: Mapping[str, Callable[[str, int], QuoteView | CastVote]] = {
    "q": ShowQuote,
    "c": ShowContext,
    "w": ShowReason,
    "v": ShowChange,
    "u": lambda answer_id, paragraph_id: CastVote(answer_id, paragraph_id, helpful=True),
    "d": lambda answer_id, paragraph_id: CastVote(answer_id, paragraph_id, helpful=False),
}
_FORMS: Mapping[re.Pattern[str], Callable[[_Match], Button]] = {
    re.compile(r"([qcwvud]):([\w-]{1,20}):(\d{1,19})"): lambda match: _OF_A_QUOTE[match[1]](
        match[2], int(match[3])
    ),
    re.compile(r"a:(\d{1,18}):(\d{1,19})"): lambda match: ShowArticle(int(match[1]), int(match[2])),
    re.compile(r"h:(\d{1,18}):(\d{1,19})"): lambda match: ShowHistory(int(match[1]), int(match[2])),
    re.compile(r"s:all:(\d{1,19})"): lambda match: ListArticles(int(match[1])),
    re.compile(r"l:(\w{1,8})"): lambda match: ChooseLanguage(None if match[1] == _ANY_LANGUAGE else match[1]),
    re.compile(r"f:(all|mine|keep):(\d{1,19})"): lambda match: ChooseDeletion(Deletion(match[1]), int(match[2])),
    re.compile(_CHECK): lambda _match: CheckMessage(),
    re.compile(_ASK): lambda _match: AskMessage(),
    re.compile(_SILENCE): lambda _match: SilenceGuard(),
    re.compile(_ADD): lambda _match: AcceptOffer(),
    re.compile(_LEAVE): lambda _match: DeclineOffer(),
    re.compile(r"r:(\d{1,18})"): lambda match: RemoveArticle(int(match[1])),
    re.compile(_KEEP): lambda _match: KeepArticle(),
    re.compile(r"b:(\d{1,18}):(\d{1,12})"): lambda match: BringBack(int(match[1]), int(match[2])),
    re.compile(r"n:(\d{1,3})"): lambda match: FollowFeed(int(match[1])),
}


def decode(data: object) -> Button | None:
    """Return the button that has this data, None for data that is none of ours."""
    if not isinstance(data, str):
        return None
    for form, button in _FORMS.items():
        if match := form.fullmatch(data):
            return button(match)
    return None
