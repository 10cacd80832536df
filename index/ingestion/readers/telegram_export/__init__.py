"""Parse what Telegram Desktop exports: the posts of channels and other chats, each of which is an article."""

_PAGE_TITLE = b"<title>Exported Data</title>"


def is_exported_page(beginning: bytes) -> bool:
    """Return whether a web page that begins with these bytes is an export."""
    return _PAGE_TITLE in beginning
