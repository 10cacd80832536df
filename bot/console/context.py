"""What the commands of the console share: the library, the screen, and the last answer."""

from dataclasses import dataclass

from bot.console.screen import Screen
from bot.console.showing import show_answer
from index.library import Library
from index.model.errors import Fault, MissingError
from index.model.records import Answer, Quote

_QUOTES_AT_ONCE = 3


@dataclass
class ConsoleContext:
    """The state of one conversation; ``shown`` counts the quotes of the last answer that were shown."""

    library: Library
    screen: Screen
    interactive: bool
    answer: Answer | None = None
    shown: int = 0
    has_ended: bool = False

    def ask(self, question: str) -> None:
        self.answer, self.shown = self.library.ask(question), 0
        self._show_next(self.answer)

    def show_more(self) -> None:
        """Show the next quotes of the last answer, those that were withheld, or that there are none."""
        self.answer = self.answer.closest if self.answer else None
        if self.answer is None or self.shown >= len(self.answer.quotes):
            self.screen.show("no_more", answer=self.answer)
        else:
            self._show_next(self.answer)

    def has_quotes(self) -> bool:
        """Return whether the last answer has quotes, and show it if there are none."""
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
        show_answer(self.screen, answer, self.shown + 1, _QUOTES_AT_ONCE, self.interactive)
        self.shown = min(self.shown + _QUOTES_AT_ONCE, len(answer.quotes))
