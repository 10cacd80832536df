"""Part the lines above the text of an article that say when, by whom and where it was published."""

import regex

from index.ingestion.layout.conventions import stands_alone, stated_address
from index.ingestion.layout.publication_day import find_date_lines, impossible_day

# The title, perhaps on two lines, its subtitle, and the lines about the article.
_FIRST = 7
_LONGEST = 150
_BREAKS = regex.compile(r"\r\n?")
# A line that the width broke goes on in the next one: "dibuka pada", "karya seniman,".
_GOES_ON = regex.compile(
    r"[,;(–—-]$|\b(?:pada|hari|tanggal|tahun|sejak|hingga|sampai|dan|di|ke|dari|on|since|until|the|and|of|in|by)$"
)
_ENDS_SENTENCE = regex.compile(r"(?<!\b[ap]\.?m)[.!?…]$", flags=regex.IGNORECASE)


def part_lines_at_top(text: str) -> str:
    """Return a text with a blank line above and below each of its first lines that is no part of a paragraph.

    Such a line directly below the title would be taken for the rest of it.
    """
    lines = _BREAKS.sub("\n", text).split("\n")
    parted = list[str]()
    seen = 0
    for number, line in enumerate(lines):
        if not line.strip():
            parted.append(line)
            continue
        if seen == _FIRST or len(line) > _LONGEST or line.lstrip().startswith("|"):  # a row of a table
            return "\n".join([*parted, *lines[number:]])
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        before = lines[number - 1].rstrip() if number else ""
        is_apart = _is_about_article(line.strip()) and not (_GOES_ON.search(before) or _is_rest(below))
        parted += ("", line, "") if is_apart else (line,)
        seen += 1
    return "\n".join(parted)


def _is_rest(below: str) -> bool:
    return below[:1].islower() and not stated_address(below)


def _is_about_article(line: str) -> bool:
    """Return whether a line is a day, a byline, an address or noise, and neither a sentence nor a separator."""
    if stated_address(line):
        return True
    if _ENDS_SENTENCE.search(line) or line[:1].islower() or not any(map(str.isalnum, line)):
        return False
    return bool(find_date_lines([line], has_title=True)) or impossible_day(line) is not None or stands_alone(line)
