"""From the text of an article to its paragraphs, cleaned of what no reader could see.

A stored paragraph has single spaces between its words and none around them, no control characters (which would
speak to a terminal, not to a reader) and no half characters (which no database takes).
"""

import regex

# Beside those: marks that turn the order of letters, by which a text can pretend to be another one; Telegram drops
# them, too.
_INVISIBLE = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\uFEFF\u202A-\u202E\u2066-\u2069--[\s]]", flags=regex.VERSION1
)
_VISIBLE = regex.compile(r"[^\p{C}\p{Z}\p{M}]")
_BLANK_LINE = regex.compile(r"\n[^\S\n]*\n")
_LINE_BREAK = regex.compile(r"\r\n|[\r\u2028\u2029\x85\x0b\x0c]")
# Mail, man pages and many text files break lines at 72 to 80 characters; no newspaper's paragraph is that short
# throughout.
_WRAPPED_WIDTH = 100


def clean(text: str) -> str:
    """Returns the text on one line, fit to be stored and quoted; "" if nothing of it can be seen."""
    visible: str = _INVISIBLE.sub("", text)
    return " ".join(visible.split()) if _VISIBLE.search(visible) else ""


def split(text: str) -> list[str]:
    """Returns the lines or, in a text wrapped to a width, the blocks between blank lines; none is empty."""
    text = _LINE_BREAK.sub("\n", text).strip()
    blocks = _BLANK_LINE.split(text) if _is_wrapped(text) else text.split("\n")
    return [paragraph for block in blocks if (paragraph := clean(block))]


def _is_wrapped(text: str) -> bool:
    has_blank_lines = _BLANK_LINE.search(text) is not None
    return has_blank_lines and all(len(line.rstrip()) <= _WRAPPED_WIDTH for line in text.split("\n"))
