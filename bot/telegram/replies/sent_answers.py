"""Which message answers which question, so that an edited question changes its answer."""

from collections import OrderedDict
from datetime import timedelta

from telegram import Message

_REMEMBERED = 1000
# Later, the answer has been read, or others have replied to it.
_LONGEST = timedelta(minutes=2)


class SentAnswers:
    """The answers sent lately, by chat and question. In the event loop only."""

    def __init__(self) -> None:
        self._sent: OrderedDict[tuple[int, int], int] = OrderedDict()

    def note(self, question: Message, answer_id: int | None) -> None:
        """Remember the id of the answer to a question; None for one that cannot be edited."""
        if answer_id is not None:
            self._sent[question.chat.id, question.message_id] = answer_id
        if len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)

    def answer_to(self, edited: Message) -> int | None:
        """Return the id of the answer to a question that was edited in time, None where there is none."""
        if edited.edit_date is None or edited.edit_date - edited.date > _LONGEST:
            return None
        return self._sent.get((edited.chat.id, edited.message_id))
