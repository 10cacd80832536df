"""The one test of what counts as the address of a web page."""

import re

_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Return whether the whole text is an http or https address with a host; it may still lead nowhere."""
    return _ADDRESS.fullmatch(text) is not None
