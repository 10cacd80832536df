"""Texts in the form in which they are sent to servers."""


def sendable(text: str) -> str:
    """Return the text as any server takes it: many refuse half a surrogate pair, and some a NUL."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
