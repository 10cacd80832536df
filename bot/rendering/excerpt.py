"""Cut long texts at the ends of sentences, by offsets into stored paragraphs.

Lengths and limits are counted as Telegram counts, in UTF-16 code units.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index.model.records import Paragraph, Quote, Span
from index.text.sentences import split_sentences

# For the number before a paragraph, the dots where it is cut, and the blank line after it.
_AROUND_A_PART = 16


@dataclass(frozen=True)
class Part:
    """A paragraph, or as much of it as fits; like a quote, it holds no words of its own."""

    paragraph: Paragraph
    span: Span

    @property
    def text(self) -> str:
        return self.paragraph.text[self.span.start : self.span.end]

    @property
    def begins(self) -> bool:
        return self.span.start == 0

    @property
    def ends(self) -> bool:
        return self.span.end == len(self.paragraph.text)


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """Return a label, such as a title, that fits: whole, or its beginning with dots."""
    return text if utf16_length(text) <= limit else text[: _fitting(text, Span(0, len(text)), limit - 1).end] + "…"


def excerpt(quote: Quote, limit: int) -> Quote:
    """Return the quote with as many sentences around the answering one as fit below its heading.

    An answering sentence that is too long by itself is cut: it starts at the words that answer, or else at its
    first matching word, if need be.
    """
    text = quote.paragraph.text
    limit -= utf16_length(quote.paragraph.heading or "")
    if utf16_length(text) <= limit:
        return quote
    sentences = split_sentences(text, quote.article.language or "")
    first = last = _index_of(sentences, quote.sentence)
    shown = sentences[first]
    if _units(text, shown) > limit:
        return replace(quote, shown=_around_words(quote, shown, limit))
    while True:
        for candidate in ((first, last + 1), (first - 1, last)):
            if candidate[0] < 0 or candidate[1] == len(sentences):
                continue
            span = Span(sentences[candidate[0]].start, sentences[candidate[1]].end)
            if _units(text, span) <= limit:
                (first, last), shown = candidate, span
                break
        else:
            return replace(quote, shown=shown)


def parts(paragraph: Paragraph, limit: int) -> Iterator[Part]:
    """Yield the paragraph in parts that fit; sentences stay whole if they fit."""
    text = paragraph.text
    if utf16_length(text) <= limit:
        yield Part(paragraph, Span(0, len(text)))
        return
    shown: Span | None = None
    for piece in _pieces(text, limit):
        if shown is not None and _units(text, Span(shown.start, piece.end)) > limit:
            yield Part(paragraph, shown)
            shown = None
        shown = piece if shown is None else Span(shown.start, piece.end)
    if shown is not None:
        yield Part(paragraph, Span(shown.start, len(text)))


def pages(paragraphs: Iterable[Paragraph], limit: int) -> list[list[Part]]:
    """Return the paragraphs in pages that fit, counting what is shown around each."""
    grouped: list[list[Part]] = [[]]
    used = 0
    for paragraph in paragraphs:
        # It is shown once above several paragraphs, and again at the top of a page.
        above = utf16_length(paragraph.heading or "")
        for part in parts(paragraph, limit - _AROUND_A_PART - above):
            is_below = bool(grouped[-1]) and grouped[-1][-1].paragraph.heading == paragraph.heading
            length = utf16_length(part.text) + _AROUND_A_PART + (0 if is_below else above)
            if grouped[-1] and used + length > limit:
                grouped.append([])
                used, length = 0, length + (above if is_below else 0)
            grouped[-1].append(part)
            used += length
    return grouped


def _index_of(sentences: list[Span], marked: Span) -> int:
    """Return which sentence was marked, even if a newer splitter splits the text elsewhere."""
    return max((i for i, sentence in enumerate(sentences) if sentence.start <= marked.start), default=0)


def _around_words(quote: Quote, sentence: Span, limit: int) -> Span:
    text = quote.paragraph.text
    beginning = _fitting(text, sentence, limit)
    words = (quote.answer,) if quote.answer else quote.words
    first = next((word for word in words if sentence.start <= word.start < sentence.end), None)
    if first is None or first.end <= beginning.end:
        return beginning
    return _fitting(text, Span(first.start, sentence.end), limit)


def _pieces(text: str, limit: int) -> Iterator[Span]:
    """Yield the sentences of a text; one that is too long comes in several pieces."""
    for sentence in split_sentences(text, ""):
        start = sentence.start
        while start < sentence.end:
            piece = _fitting(text, Span(start, sentence.end), limit)
            yield piece
            start = piece.end
            while start < sentence.end and text[start] == " ":
                start += 1


def _fitting(text: str, span: Span, limit: int) -> Span:
    """Return as much of the span as fits, cut after a word if possible."""
    if _units(text, span) <= limit:
        return span
    # Cut the encoded text; half a character at the end is dropped.
    units = text[span.start : span.end].encode("utf-16-le", "surrogatepass")
    end = span.start + max(1, len(units[: limit * 2].decode("utf-16-le", "ignore")))
    space = text.rfind(" ", span.start, end)
    return Span(span.start, space if space > span.start else end)


def _units(text: str, span: Span) -> int:
    return utf16_length(text[span.start : span.end])
