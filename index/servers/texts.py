"""Texts in the form in which they are sent to servers."""

import re

# What models take for the beginning or the end of a text, or for what separates a question from a paragraph.
_SPECIAL = re.compile(r"([<\[])(/?(?:s|pad|unk|mask|bos|eos|cls|sep)|\|\w{1,30}\|)(?=[>\]])", re.IGNORECASE)


def sendable(text: str) -> str:
    """Return the text as any server takes it: many refuse half a surrogate pair, and some a NUL.

    A space in it keeps what looks like a special token of a model from being one.
    """
    spaced = _SPECIAL.sub(r"\1 \2", text)
    return spaced.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
