"""The tables of the sources that are followed. A change needs a migration in index/store/migrations/versions."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from index.store.schema import metadata as metadata  # with the tables of both modules

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True, comment="the number that people use; never reused"),
    Column("library", String(80), nullable=False, comment="the name of the one that gets the articles"),
    Column("kind", String(16), nullable=False, comment="'feed', 'folder' or 'channel'"),
    Column("url", Text, nullable=False, comment="the path of a folder; 'channel:' and the number of a channel"),
    Column("host", String(255), nullable=False, comment="empty for a folder or channel"),
    Column("title", Text, nullable=False),
    Column(
        "every",
        Integer,
        nullable=False,
        comment="seconds between two requests, unless its server asks for fewer requests",
    ),
    Column("state", String(8), nullable=False, comment="'active', 'paused', 'failed' or 'gone'"),
    Column("added_at", DateTime, nullable=False, comment="UTC, as all times here"),
    Column("due_at", DateTime, nullable=False),
    Column("tried_at", DateTime),
    Column("succeeded_at", DateTime),
    Column("failing_since", DateTime),
    Column("failures", Integer, nullable=False, server_default="0", comment="in a row"),
    Column(
        "unchanged", Integer, nullable=False, server_default="0", comment="answers without a new item in a row"
    ),
    Column("problem", JSON(none_as_null=True), comment="the fault of the last failure, with its details"),
    Column("etag", Text),
    Column("modified", Text, comment="the header Last-Modified, as it came"),
    Column("item_count", Integer, nullable=False, server_default="0", comment="those seen so far"),
    Column(
        "is_reported", Boolean, nullable=False, comment="whether its owner knows that it has failed or is gone"
    ),
    Column(
        "removes_vanished",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="whether an article goes when its page or its file does",
    ),
    Column("username", String(64), comment="the @name of a public channel"),
    UniqueConstraint("library", "url"),
    Index(None, "state", "due_at"),
    Index(None, "url"),
    sqlite_autoincrement=True,
)

source_items = Table(
    "source_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    Column("guid", Text, comment="what the source calls it"),
    Column("page", Text, comment="the identity of its page, as of articles"),
    Column("digest", String(64), nullable=False, comment="SHA-256 of its title and words"),
    Column("updated", Text, comment="when it was changed, in the words of the source"),
    Column("article_id", Integer, comment="the article that it became, which may have been removed"),
    Column("host", String(255), comment="of its page, while that is to be fetched"),
    Column("content", JSON(none_as_null=True), comment="deleted when it has become an article"),
    Column("due_at", DateTime, comment="UTC; NULL when it has become an article"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column(
        "is_check",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="whether it is due only to see if its page is still there",
    ),
    Column("checked_at", DateTime, comment="UTC; when its page was last there, or missing"),
    Column("check_at", DateTime, comment="UTC; not before then"),
    Column("missing_since", DateTime, comment="UTC; NULL where its page was there"),
    Index(None, "source_id", "guid"),
    Index(None, "source_id", "page"),
    Index(None, "source_id", "digest"),
    Index(None, "due_at"),
)

album_captions = Table(
    "album_captions",
    metadata,
    Column("channel", String(80), primary_key=True, comment="as in the url of its sources"),
    Column("album", String(64), primary_key=True, comment="what Telegram calls it"),
    Column("number", BigInteger, primary_key=True, autoincrement=False, comment="of the message"),
    Column("text", Text, nullable=False, comment="to make the article again when another caption comes"),
    Column("came_at", DateTime, nullable=False),
    Index(None, "came_at"),
)

removed_articles = Table(
    "removed_articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("library", String(80), nullable=False, comment="the name of the one from which a person removed it"),
    Column("identity", Text, nullable=False, comment="by what it was recognised, as of articles"),
    UniqueConstraint("library", "identity"),
)

hub_subscriptions = Table(
    "hub_subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("feed", Text, nullable=False, comment="the url of its sources"),
    Column("topic", Text, nullable=False, comment="what the hub calls the feed"),
    Column("hub", Text, nullable=False),
    Column("host", String(255), nullable=False, comment="of the hub"),
    Column("address", Text, nullable=False, comment="where it was asked to push to; empty if it was not asked"),
    Column("key", String(64), nullable=False, comment="by which a request of the hub is known"),
    Column("secret", String(64), nullable=False, comment="with which the hub signs what it pushes"),
    Column("state", String(8), nullable=False, comment="'asked', 'live' or 'ending'"),
    Column("due_at", DateTime, nullable=False, comment="UTC; when the hub is asked next"),
    Column("tries", Integer, nullable=False, server_default="0", comment="requests that it has not confirmed"),
    Column("expires_at", DateTime, comment="UTC; NULL until it has confirmed one"),
    Column("pushed_at", DateTime, comment="UTC"),
    Column(
        "is_proven", Boolean, nullable=False, server_default=false(), comment="whether its pushes have come so far"
    ),
    UniqueConstraint("feed"),
    UniqueConstraint("key"),
)

web_hosts = Table(
    "web_hosts",
    metadata,
    Column("name", String(255), primary_key=True, comment="with the port, if an address names one"),
    Column("free_at", DateTime, nullable=False, comment="UTC; nothing is asked of it before"),
    Column("robots", Text, comment="its rules for robots"),
    Column(
        "delay", Float, nullable=False, server_default="0", comment="the seconds that they want between requests"
    ),
    Column("robots_until", DateTime, comment="UTC; the rules are asked for again then"),
    Index(None, "free_at"),
)
