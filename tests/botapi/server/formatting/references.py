"""Character references in Telegram's HTML: four names and numbers, the rest stays as it is."""

import re

from tests.botapi.server.errors import cannot_parse

REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def decode_reference(text: str, at: int) -> tuple[str, int]:
    """Return the character that the reference at this place stands for, and the reference's length.

    The length is 0 where there is no reference, or one that Telegram does not know.
    """
    match = REFERENCE.match(text, at)
    if not match:
        return "", 0
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name], len(match.group())
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < 0x10FFFF or len(match.group().rstrip(";")) >= 10:
        return "", 0
    if 0xD800 <= code <= 0xDFFF:
        raise cannot_parse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code), len(match.group())
