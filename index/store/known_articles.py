"""The stored articles that new ones may repeat or replace."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, func, select

from index.model.records import SHARED, Article, Credits, Outcome
from index.store.article_rows import CREDITS, NewArticle, as_post_of_its_own, select_articles
from index.store.identity.files import is_file, is_gone
from index.store.identity.pages import page_identity
from index.store.identity.posts import is_post, is_surer, post_identity, post_place
from index.store.schema import articles, libraries, paragraphs
from index.store.source_tables import album_captions

# Files with the same path within several folders, all of which are gone.
_MOST_MOVED = 20


@dataclass(eq=False)
class KnownArticle:
    """An article of the store, or of the batch that is being added: ``id`` is None until it is written."""

    library: str
    credits: Credits
    paragraph_count: int
    digest: str
    headings_digest: str | None
    identity: str | None
    id: int | None = None

    def is_same_as(self, new: NewArticle) -> bool:
        """Return whether text, headings and credits are the same; a page may have several addresses."""
        has_same_text = (self.digest, self.headings_digest) == (new.digest, new.headings_digest)
        return has_same_text and self.credits == self.keep_address(new).credits

    def lacks(self, new: NewArticle) -> bool:
        """Return whether the same text from elsewhere has an address or headings that are not known.

        Headings count only if the text is from no page or file, as an article of an older release may be.
        """
        lacks_address = self.credits.url is None and new.credits.url is not None
        is_bare = self.headings_digest is None and self.identity is None
        return lacks_address or (is_bare and new.headings_digest is not None)

    def keep_address(self, new: NewArticle) -> NewArticle:
        """Return a new version of this article with the address that is known, if that is of the same page.

        A post stays one, also if it is added again as a page.
        """
        if is_post(self.identity):
            new = replace(new, identity=self.identity)
        if self.credits.url is None or not self.identities & {new.identity, new.page}:
            return new
        return replace(new, credits=replace(new.credits, url=self.credits.url))

    @property
    def identities(self) -> set[str]:
        """By what the article is recognised: a post with an address also by that."""
        url = self.credits.url if is_post(self.identity) else None
        return {identity for identity in (self.identity, page_identity(url) if url else None) if identity}

    def article(self) -> Article:
        """Return the article as others know it; it must be written."""
        if self.id is None:
            raise ValueError(f"not written yet: {self.credits.title!r}")
        return Article(
            **vars(self.credits), id=self.id, library=self.library, paragraph_count=self.paragraph_count
        )


class KnownArticles:
    """The articles of one library by text and by page or file, and those of the shared library by text.

    Whoever may ask the shared library needs no copy of its articles, and may not change them.
    """

    def __init__(self, connection: Connection, library: str) -> None:
        self._connection = connection
        self._library = library
        self._by_digest: dict[str, KnownArticle] = {}
        self._by_identity: dict[str, KnownArticle] = {}
        self._shared: dict[str, KnownArticle] = {}
        self._albums: dict[str, str] = {}

    def load(self, new: Sequence[NewArticle]) -> None:
        """Read from the store what these articles may repeat or replace."""
        mine = libraries.c.name == self._library
        same_text = articles.c.digest.in_([one.digest for one in new])
        for known in self._select(mine, same_text):
            self.remember(known)
        identities = {identity for one in new for identity in (one.identity, one.page) if identity}
        self._load_albums(identities)
        identities |= set(self._albums.values())
        # An address is of one article, and those of posts are not what they are recognised by.
        urls = [one.credits.url for one in new if one.credits.url]
        for condition in (articles.c.identity.in_(identities), articles.c.url.in_(urls)):
            for known in self._select(mine, condition):
                self.remember(self._by_digest.get(known.digest, known))
        if self._library != SHARED:
            self._shared = {known.digest: known for known in self._select(libraries.c.name == SHARED, same_text)}

    def _load_albums(self, identities: Iterable[str]) -> None:
        """Read which of these posts are in albums of several captions, which are one article."""
        by_chat: dict[str, list[int]] = {}
        for identity in identities:
            if place := post_place(identity):
                by_chat.setdefault(place[0], []).append(place[1])
        own, other = album_captions, album_captions.alias()
        same = (own.c.channel == other.c.channel) & (own.c.album == other.c.album)
        query = select(own.c.number, func.min(other.c.number).label("first")).join_from(own, other, same)
        query = query.group_by(own.c.channel, own.c.album, own.c.number).having(func.count() > 1)
        for chat, numbers in by_chat.items():
            for row in self._connection.execute(query.where(own.c.channel == chat, own.c.number.in_(numbers))):
                self._albums[post_identity(chat, row.number)] = post_identity(chat, row.first)

    def apart_from_pages(self, new: NewArticle) -> NewArticle:
        """Return a post with a link as an article of its own where an article that is no post has its text.

        People quote a post by its link. An answer shows the text once, with both.
        """
        same_text = self._by_digest.get(new.digest)
        is_of_page = same_text and same_text.credits.url and not is_post(same_text.identity)
        return as_post_of_its_own(new) if is_of_page and _is_linked_post(new) else new

    def match(self, new: NewArticle) -> tuple[Outcome, KnownArticle | None]:
        """Return what adding an article comes to, and the known article that it repeats or updates."""
        album = self._by_identity.get(self._albums.get(new.identity or "", ""))
        if album and not new.is_album:
            return Outcome.KNOWN, album
        same_text = self._by_digest.get(new.digest)
        same_page = self._by_identity.get(new.identity or "") or self._by_identity.get(new.page or "")
        if same_page is None and same_text is None:
            same_page = self._moved_file(new)
        if same_text is None and same_page is None:
            shared = self._shared.get(new.digest)
            if shared and _is_linked_post(new) and not is_post(shared.identity):
                shared = None
            return (Outcome.KNOWN, shared) if shared else (Outcome.ADDED, None)
        if same_text is None:
            return Outcome.UPDATED, same_page
        is_update = same_page is same_text or (same_page is None and same_text.lacks(new))
        if is_update and not same_text.is_same_as(new):
            return Outcome.UPDATED, same_text
        return Outcome.KNOWN, same_text

    def remember(self, known: KnownArticle, replaced: KnownArticle | None = None) -> None:
        """Let later articles match this one, in place of the one that it replaced."""
        if replaced is not None:
            self._by_digest.pop(replaced.digest, None)
        self._by_digest[known.digest] = known
        for identity in known.identities:
            self._by_identity[identity] = known

    def without_taken_address(self, new: NewArticle) -> NewArticle:
        """Return a new version of a post without its address, if that is the address of another article."""
        same_post, same_page = self._by_identity.get(new.identity or ""), self._by_identity.get(new.page or "")
        if same_post is None or same_page is None or same_post.digest == same_page.digest:
            return new
        return replace(new, credits=replace(new.credits, url=None), page=None)

    def is_recognised_better(self, known: KnownArticle, new: NewArticle) -> bool:
        """Return whether a known article with the text of a post is recognised as that post from now on."""
        is_own = known.id is not None and known.library == self._library
        return is_own and is_surer(new.identity, known.identity)

    def has_moved(self, known: KnownArticle, new: NewArticle) -> bool:
        """Return whether the file of a known article is gone, so that a new one may be that file elsewhere."""
        return (
            known.id is not None
            and known.library == self._library
            and known.identity != new.identity
            and is_file(known.identity)
            and is_file(new.identity)
            and is_gone(known.identity or "")
        )

    def _moved_file(self, new: NewArticle) -> KnownArticle | None:
        """Return the article of a file that was moved and changed: it shares the title or a paragraph.

        A file with the same name in a folder that is gone, such as that of another year, may be another article.
        """
        if new.identity_prefix is None:
            return None
        begins = articles.c.identity.between(new.identity_prefix, f"{new.identity_prefix}\U0010ffff")
        found = self._select(libraries.c.name == self._library, begins, limit=_MOST_MOVED)
        moved = [
            known
            for known in found
            if (known.identity or "").startswith(new.identity_prefix)
            and self.has_moved(known, new)
            and self._is_alike(known, new)
        ]
        return self._by_digest.get(moved[0].digest, moved[0]) if len(moved) == 1 else None

    def _is_alike(self, known: KnownArticle, new: NewArticle) -> bool:
        if known.credits.title == new.credits.title:
            return True
        texts = {paragraph.text for paragraph in new.paragraphs}
        query = select(paragraphs.c.text).where(paragraphs.c.article_id == known.id)
        return not texts.isdisjoint(self._connection.execute(query).scalars())

    def _select(self, *conditions: "ColumnElement[bool]", limit: int | None = None) -> Iterator[KnownArticle]:
        own_columns = articles.c.digest, articles.c.headings_digest, articles.c.identity
        query = select_articles().add_columns(*own_columns).where(*conditions).limit(limit)
        for row in self._connection.execute(query).mappings():
            credits_ = Credits(**{name: row[name] for name in CREDITS})
            own = row["paragraph_count"], row["digest"], row["headings_digest"], row["identity"]
            yield KnownArticle(row["library"], credits_, *own, id=row["id"])


def _is_linked_post(new: NewArticle) -> bool:
    return is_post(new.identity) and new.credits.url is not None
