"""Posts of chats, and the articles that they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from index.analysis.words import split_words
from index.ingestion.layout import assemble
from index.ingestion.layout.headings import below_title
from index.model.errors import ReadError
from index.model.records import Credits, ParsedArticle, ParsedParagraph
from index.model.web_address import is_only_addresses
from index.query.small_talk import small_talk_in
from index.store.identity.posts import post_identity
from index.text.paragraphs import clean

# "Gempa M5,4 Cianjur" is news, "Foto hari ini" is none.
_FEWEST_WORDS, _FEWEST_WITH_A_NUMBER = 4, 2
# In characters. To look for it in long posts took a third of the time.
_LONGEST_SMALL_TALK = 200
_PIECE = re.compile(r"\S+")


@dataclass(frozen=True)
class Post:
    """A post.

    Args:
        chat: by what its chat is known, as in ``post_identity``.
        number: of the message; of the first one of an album.
        text: what is written, or the caption.
        publisher: the title of the chat.
        forwarded_from: who wrote it, if it was forwarded.
        question, options: of a poll.
    """

    chat: str
    number: int
    text: str
    publisher: str = ""
    published: date | None = None
    url: str | None = None
    author: str | None = None
    forwarded_from: str | None = None
    question: str = ""
    options: tuple[str, ...] = ()


def article_of(post: Post) -> ParsedArticle | None:
    """Return the article of a post; None if it has nothing to quote, such as a link, a sticker or a greeting."""
    poll = _poll(post)
    if not poll and not says_something(post.text):
        return None
    try:
        article = assemble.from_text(post.text, _credits(post), "") if post.text.strip() else None
    except ReadError:  # it has only lines that are never quoted
        article = None
    if article is None and not poll:
        return None
    credits_ = _credits(post, clean(post.question)) if article is None else article
    own = article.paragraphs if article else ()
    poll = tuple(below_title(poll, credits_.title))
    return ParsedArticle(
        title=credits_.title,
        url=post.url,
        publisher=credits_.publisher,
        original_source=credits_.original_source,
        author=credits_.author,
        published=credits_.published,
        paragraphs=(*own, *poll),
        origin=post_identity(post.chat, post.number),
    )


def says_something(text: str) -> bool:
    """Return whether a text has more than addresses, tags and names, small talk or a few words."""
    words = list(islice(_words(text), _FEWEST_WORDS))
    has_number = any(character.isdigit() for word in words for character in word)
    fewest = _FEWEST_WITH_A_NUMBER if has_number else _FEWEST_WORDS
    return len(words) >= fewest and (len(text) > _LONGEST_SMALL_TALK or small_talk_in(text) is None)


def _words(text: str) -> Iterator[str]:
    for piece in _PIECE.finditer(text):
        if piece[0][0] not in "@#" and not is_only_addresses(piece[0]):
            yield from split_words(piece[0])


def _poll(post: Post) -> tuple[ParsedParagraph, ...]:
    """Return the question of a poll and, below it, its options. Their votes change all the time."""
    question = clean(post.question)
    if not question:
        return ()
    options = (ParsedParagraph(text, question) for option in post.options if (text := clean(option)))
    return (ParsedParagraph(question), *options)


def _credits(post: Post, title: str = "") -> Credits:
    return Credits(
        title=title,
        url=post.url,
        publisher=clean(post.publisher) or None,
        original_source=clean(post.forwarded_from or "") or None,
        author=clean(post.author or "") or None,
        published=post.published,
    )
