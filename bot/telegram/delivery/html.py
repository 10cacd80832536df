"""Telegram's HTML: the text that people see, and cutting it where it is too long for one message."""

from html.parser import HTMLParser

LONGEST = 4096
"""The most that a message holds, in UTF-16 code units without its tags."""


def plain(html: str) -> str:
    """Return the text that people see, without its tags."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.found)


def fitting(html: str) -> list[str]:
    """Cut a text at its empty lines, so that each piece fits into a message.

    No tag of ours spans an empty line. A block that is too long by itself stays as it is.
    """
    pieces = [""]
    for block in html.split("\n\n"):
        longer = f"{pieces[-1]}\n\n{block}" if pieces[-1] else block
        if pieces[-1] and _length(longer) > LONGEST:
            pieces.append(block)
        else:
            pieces[-1] = longer
    return pieces


def _length(html: str) -> int:
    return len(plain(html).encode("utf-16-le")) // 2


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)
