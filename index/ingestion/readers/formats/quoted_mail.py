"""Take out of a message what it quotes of earlier ones, whose words are by other people."""

import re
from itertools import islice

_QUOTED = re.compile(r"^>.*(?:\n|\Z)", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_WROTE = re.compile(
    r"^(?:On|Pada|Am|Le|El|Op) [^\n]{0,200}(?:\n[^\n]{0,100})?(?:wrote|menulis|schrieb|a écrit|escribió|schreef)"
    r"[^\n]{0,40}:\s*\n(?=>)",
    re.MULTILINE,
)
_FORWARDED_MAIL = re.compile(r"^>(>*From )", re.MULTILINE)
# Some programs quote an earlier message unchanged at the end, below a line of its own or below its header.
_LINE = (
    r"-{2,} ?(?:original message|pesan asli|ursprüngliche nachricht|message d'origine|mensaje original"
    r"|mensagem original|oorspronkelijk bericht|messaggio originale) ?-{2,}"
)
_FROM = r"(?:from|dari|von|de|van|da)[^\S\n]?: [^\n]{1,300}"
_SENT = r"(?:sent|date|terkirim|dikirim|tanggal|gesendet|envoyé|enviado|verzonden|inviato)[^\S\n]?: [^\n]{1,100}"
_TO = r"(?:to|kepada|ke|untuk|an|à|para|aan|a)[^\S\n]?: [^\n]{1,1000}"
_BY = r"(?:on|pada|am|le|el|op) [^\n]{0,200}@[^\n]{1,100}> ?(?:wrote|menulis|schrieb|a écrit|escribió|schreef):"
_EARLIER = re.compile(
    rf"^(?:{_LINE}|(?:_{{10,}}\n\s*)?\*?{_FROM}\n\*?{_SENT}\n\*?{_TO}|{_BY})[^\S\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
# The same in HTML: an element that holds what is quoted, or one that stands above it. Bounded, or a tag with many
# attributes would take time that grows with the square of its length.
_ELEMENT = re.compile(
    r"<(div|blockquote)\b[^<>]{0,500}?\b(?:type\s{0,9}=\s{0,9}[\"']?cite\b"
    r"|class\s{0,9}=\s{0,9}[\"']?[^\"'<>]{0,200}?(?:gmail_quote|yahoo_quoted|protonmail_quote|moz-cite-prefix))"
    r"[^<>]*>",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"<div\b[^<>]{0,500}?\bid\s{0,9}=\s{0,9}[\"']?(?:x_)?(?:divRplyFwdMsg|appendonsend)\b", re.IGNORECASE
)
_TAGS = {name: re.compile(rf"<(/?){name}\b", re.IGNORECASE) for name in ("div", "blockquote")}
_MOST_QUOTES = 100


def own_words(text: str) -> str:
    """Return a text without the signature and without earlier messages; all of one that only passes those on."""
    text = _FORWARDED_MAIL.sub(r"\1", text)
    own = _SIGNATURE.split(text, maxsplit=1)[0]
    own = _QUOTED.sub("", _WROTE.sub("", own))
    return _before(_EARLIER, own)


def own_html(text: str) -> str:
    """Return a text in HTML without earlier messages; all of one that only passes those on."""
    pieces, end = list[str](), 0
    for match in islice(_ELEMENT.finditer(text), _MOST_QUOTES):
        if match.start() >= end:
            pieces.append(text[end : match.start()])
            end = _end_of(match, text)
    own = _before(_ABOVE, "".join([*pieces, text[end:]]))
    return own if _has_words(own) else text


def _before(above: re.Pattern[str], text: str) -> str:
    """Return what stands before an earlier message; the whole text if nothing does."""
    match = above.search(text)
    own = text[: match.start()] if match else text
    return own if _has_words(own) else text


def _end_of(opened: re.Match[str], text: str) -> int:
    """Return where an element ends: behind as many ends as beginnings."""
    depth = 1
    for tag in _TAGS[opened[1].lower()].finditer(text, opened.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return len(text)


def _has_words(text: str) -> bool:
    """Return whether a text has letters outside the tags of HTML."""
    return any(letter.isalpha() for letter in re.sub(r"<[^<>]*>|&\w+;", "", text))
