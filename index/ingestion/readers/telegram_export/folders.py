"""The files of a folder that Telegram Desktop has written, or that only look as if."""

import re
from pathlib import Path

_JSON = re.compile(r"result\b.*\.json", re.IGNORECASE)
_PAGE = re.compile(r"messages\d*\.html?", re.IGNORECASE)


def is_no_export(path: Path) -> bool:
    """Return whether a file of a folder is left out.

    These are files in JSON by another name, which are settings of programs and much else, and pages of messages
    beside the same ones in JSON. Of an export of all chats, pages do not say which of them are channels.
    """
    if path.suffix.lower() == ".json":
        return _JSON.fullmatch(path.name) is None
    if not _PAGE.fullmatch(path.name):
        return False
    is_of_many = path.parent.name.startswith("chat_") and path.parent.parent.name == "chats"
    return is_of_many or path.with_name("result.json").exists()
