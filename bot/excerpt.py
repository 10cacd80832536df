"""Long text where there is little room: cut at the ends of sentences, by offsets."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from index.highlight import split_sentences
from index.models import Paragraph, Quote, Span


def utf16_length(text: str) -> int:
    """Returns the length as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def excerpt(quote: Quote, room: int) -> Quote:
    """Returns the quote with only as many sentences around the answering one as fit into ``room`` units."""
    text = quote.paragraph.text
    if utf16_length(text) <= room:
        return quote
    sentences = split_sentences(text, quote.article.language or "")
    first = last = next(i for i, s in enumerate(sentences) if s.start <= quote.sentence.start < s.end)
    shown = _fitting(text, sentences[first], room)
    while True:
        wider = [(first, last + 1)] if last + 1 < len(sentences) else []
        wider += [(first - 1, last)] if first > 0 else []
        for candidate in wider:
            span = Span(sentences[candidate[0]].start, sentences[candidate[1]].end)
            if utf16_length(text[span.start : span.end]) <= room:
                (first, last), shown = candidate, span
                break
        else:
            return replace(quote, shown=shown)


def pages(paragraphs: Iterable[Paragraph], room: int) -> list[list[Paragraph]]:
    """Returns the paragraphs in groups of at most ``room`` units, a long one cut into parts of itself."""
    grouped: list[list[Paragraph]] = [[]]
    used = 0
    for paragraph in paragraphs:
        for part in _parts(paragraph, room):
            length = utf16_length(part.text)
            if grouped[-1] and used + length > room:
                grouped.append([])
                used = 0
            grouped[-1].append(part)
            used += length
    return grouped


def _parts(paragraph: Paragraph, room: int) -> Iterator[Paragraph]:
    text = paragraph.text
    if utf16_length(text) <= room:
        yield paragraph
        return
    start = 0
    while start < len(text):
        span = _fitting(text, Span(start, len(text)), room)
        yield replace(paragraph, text=text[span.start : span.end])
        start = span.end
        while start < len(text) and text[start] == " ":
            start += 1


def _fitting(text: str, span: Span, room: int) -> Span:
    """Returns the beginning of the span that fits, up to the end of a word where it has one."""
    if utf16_length(text[span.start : span.end]) <= room:
        return span
    # Cut in the encoding itself; half a character at the end is left out.
    end = span.start + len(
        text[span.start : span.end].encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
    )
    space = text.rfind(" ", span.start, end)
    return Span(span.start, space if space > span.start else end)
