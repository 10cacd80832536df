"""Recognise furniture by what stands around it: a step of a guide may have the same words."""

import regex

_SHORTEST_PARAGRAPH = 60
_LONGEST = 80
_NAMES = r"""(?-i:["“]?[\p{Lu}\d])\S*+(?:\s+(?:(?-i:[\p{Lu}\d])\S*+|dan|and|&|of|the|untuk))*"""
_BETWEEN_PARAGRAPHS = regex.compile(
    rf"""
    (?P<credit>(?:sumber|source)\s*[:：]\s*{_NAMES})
    | (?:download|unduh|instal|install)\s+aplikasi\s+{_NAMES}(?:\s+(?:di|on|lewat|via)\s+{_NAMES})?
    | laporkan\s+(?:kesalahan|masalah|typo|salah\s+(?:ketik|tulis))
        (?:\s+(?:artikel|berita|konten|ketik|penulisan|ini))*
    | report\s+(?:an?\s+)?(?:errors?|typos?|(?:technical\s+)?issues?)
    | join\s+the\s+(?:conversation|discussion|debate)
    """,
    flags=regex.IGNORECASE | regex.VERBOSE,
)


def is_furniture_between(before: str | None, line: str, after: str | None) -> bool:
    """Return whether a line without a full stop is furniture because paragraphs stand around it.

    Args:
        before: the paragraph above; it must be one of sentences, which introduces no list.
        after: the paragraph below, or None at the end, where "Sumber: Antara" is a credit of the article.
    """
    match = _BETWEEN_PARAGRAPHS.fullmatch(line) if len(line) <= _LONGEST else None
    return (
        match is not None
        and not (match["credit"] and after is None)
        and not line.endswith((".", "!", "?", ",", ";"))
        and before is not None
        and _is_of_sentences(before)
        and (after is None or _is_of_sentences(after))
    )


def _is_of_sentences(paragraph: str) -> bool:
    return len(paragraph) >= _SHORTEST_PARAGRAPH and paragraph.rstrip("\"'”’)").endswith((".", "!", "?", "…"))
