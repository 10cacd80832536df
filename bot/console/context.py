"""What the commands of the console share: the library, the screen, and the last answer."""

from dataclasses import dataclass

from bot.console.follow_up import ask
from bot.console.screen import Screen
from bot.console.showing import Shown, show_answer
from bot.rendering import languages
from index.library import Library
from index.model.errors import Fault, MissingError
from index.model.records import Answer, Quote

_QUOTES_AT_ONCE = 3
# On a terminal of fewer lines, the first of three quotes would have left the screen when the third is shown.
_LINES_FOR_ALL = 30


@dataclass
class ConsoleContext:
    """The state of one conversation.

    Args:
        answer: the last answer.
        quoted: the last answer that had quotes, which the next question may follow up on.
        shown: counts the quotes of the last answer that were shown in full.
        default_language: the language that the settings name, which a chosen one replaces.
    """

    library: Library
    screen: Screen
    interactive: bool
    answer: Answer | None = None
    quoted: Answer | None = None
    shown: int = 0
    has_ended: bool = False
    default_language: str = languages.SOURCE

    def ask(self, question: str) -> None:
        asked = ask(self.library, question, self.quoted if self.interactive else None)
        if asked.answer.small_talk:  # /more and /why still are about the answer before
            show_answer(self.screen, asked.answer, Shown(first=1, whole=0), self.interactive)
            return
        self.answer, self.shown = asked.answer, 0
        self.quoted = self.answer if self.answer.quotes else self.quoted
        if asked.followed:
            self.screen.show("follow_up", article=asked.followed)
        elif asked.left:
            self.screen.show("another_article", article=asked.left)
        self._show_next(self.answer)

    def show_more(self) -> None:
        """Show the next quotes of the last answer, those that were withheld, or that there are none."""
        self.answer = self.answer.closest if self.answer else None
        self.refresh()
        if self.answer is None or self.shown >= len(self.answer.quotes):
            self.screen.show("no_more", answer=self.answer)
        else:
            self._show_next(self.answer)

    def refresh(self) -> None:
        """Read the quotes of the last answer again: another process may have changed or removed their articles."""
        if self.answer is None:
            return
        before, self.answer = self.answer.quotes, self.library.as_now(self.answer)
        there = {quote.paragraph.id for quote in self.answer.quotes}
        self.shown = sum(quote.paragraph.id in there for quote in before[: self.shown])

    def has_quotes(self) -> bool:
        """Return whether the last answer has quotes, and say so if there are none."""
        self.refresh()
        if self.answer is None or not self.answer.quotes:
            self.screen.show("no_more", answer=self.answer)
            return False
        return True

    def quote(self, number: int) -> Quote:
        """Return the quote of the last answer with this number. Raises MissingError."""
        quotes = self.answer.quotes if self.answer else []
        if number > len(quotes):
            raise MissingError(Fault.NO_SUCH_QUOTE, number=number, count=len(quotes))
        return quotes[number - 1]

    def number(self, command: str, argument: str) -> int | None:
        """Return the number that was typed behind a command, or show that it is none."""
        if argument.isdecimal() and int(argument) > 0:
            return int(argument)
        self.screen.show_aside("bad_number", name=command, value=argument)
        return None

    def _show_next(self, answer: Answer) -> None:
        is_small = self.interactive and self.screen.height < _LINES_FOR_ALL
        whole = 1 if is_small else _QUOTES_AT_ONCE
        shown = Shown(self.shown + 1, whole, _QUOTES_AT_ONCE - whole)
        show_answer(self.screen, answer, shown, self.interactive)
        self.shown = min(self.shown + whole, len(answer.quotes))
