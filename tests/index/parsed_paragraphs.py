"""Make parsed paragraphs for tests that need no headings."""

from index.model.records import ParsedParagraph


def without_heading(*texts: str) -> tuple[ParsedParagraph, ...]:
    return tuple(ParsedParagraph(text) for text in texts)
