"""Make articles of the posts of a channel as they come, in each library that the channel is connected to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from index.ingestion.readers.base import ReadResult
from index.model.errors import AddError, ReadError
from index.model.records import AddResult, Article, Outcome, ParsedArticle
from index.model.sources import Source
from index.store.identity.posts import post_identity
from index.store.sources.channel_store import Channel
from index.syncing.stores import Stores

if TYPE_CHECKING:
    from index.ingestion.readers.telegram_export.posts import Post

Add = Callable[[Iterable[ReadResult], str], Iterator[AddResult | AddError]]


class Remove(Protocol):
    """Delete articles of these libraries."""

    def __call__(self, numbers: Sequence[int], libraries: frozenset[str], *, by_hand: bool) -> list[Article]: ...


class ChannelPosts:
    """The posts of channels, each recognised by the number of its message.

    Posts of one channel are stored one after the other, in the order they came. Safe in any thread otherwise; any
    method may raise StoreError or EngineError, after which the same post can be stored again.
    """

    def __init__(self, stores: Stores, add: Add, remove: Remove) -> None:
        """``add`` stores articles in a library within its limits and indexes them; ``remove`` deletes them."""
        self._channels, self._albums, self._removed = stores.channels, stores.albums, stores.removed
        self._add, self._remove = add, remove

    def store(self, channel: Channel, post: "Post", album: str | None = None, *, is_edit: bool = False) -> int:
        """Add a post, or update it, and return in how many libraries that was done: none for an unknown channel.

        A post without anything to quote is no article. An edit that leaves nothing to quote removes the article;
        one of a post that was never seen adds it. The captions of an album are one article, that of the first one.
        """
        if not (post.text.strip() or post.question.strip() or is_edit):
            return 0
        connected = self._channels.connected(channel.key)
        if not connected:
            return 0
        self._channels.describe(channel, connected)
        numbers = {post.number}
        others: tuple[int, ...] = ()
        if album is not None:
            captions = self._albums.set(channel.key, album, post.number, post.text, is_edit=is_edit)
            numbers |= set(captions)
            others = tuple(numbers - {min(captions, default=post.number)})
            post = _joined(post, captions, channel)
        # A question needs no posts, and the patterns of this module take 0.1 s to compile.
        from index.ingestion.readers.telegram_export.posts import article_of

        article, identities = article_of(post), [post_identity(channel.key, number) for number in numbers]
        article = replace(article, is_album=album is not None) if article else None
        for source in connected:
            if self._removed.among(source.library, identities):  # an edit does not bring it back
                self._removed.note(source.library, identities)
                continue
            for number in others:
                self._forget(source, post_identity(channel.key, number))
            self._store(source, post_identity(channel.key, post.number), article, is_edit or album is not None)
        return len(connected)

    def _store(self, source: Source, identity: str, article: ParsedArticle | None, may_update: bool) -> None:
        """Add, update or remove the article of a post in a library."""
        known = self._channels.article_of(source.library, identity)
        if article is None:
            if may_update:
                self._forget(source, identity)
        elif known is None or may_update:  # or else the post has come before, and may have been edited since
            for result in list(self._add([article], source.library)):
                self._note(source, known, result)

    def _note(self, source: Source, known: int | None, result: AddResult | AddError) -> None:
        if isinstance(result, AddError):
            self._channels.note_problem(source, ReadError(result.fault, **result.details))
            return
        self._channels.note_post(source, is_new=result.outcome is Outcome.ADDED)
        if known is not None and known != result.article.id:  # its new text is that of another post
            self._remove([known], frozenset({source.library}), by_hand=False)

    def _forget(self, source: Source, identity: str) -> None:
        known = self._channels.article_of(source.library, identity)
        if known is not None:
            self._remove([known], frozenset({source.library}), by_hand=False)


def _joined(post: "Post", captions: dict[int, str], channel: Channel) -> "Post":
    """Return an album as the post that its first caption belongs to."""
    number = min(captions, default=post.number)
    return replace(post, number=number, text="\n\n".join(captions.values()), url=channel.link(number))
