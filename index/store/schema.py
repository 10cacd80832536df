"""The tables of the store. A change here needs a migration in index/store/migrations/versions."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# The newest migration. A test compares it with the one that Alembic finds.
VERSION = "0019"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

libraries = Table(
    "libraries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False, unique=True, comment="'shared', or 'chat:' and a chat's id"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True, comment="the number that people use; never reused"),
    Column("library_id", ForeignKey("libraries.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("publisher", Text),
    Column("original_source", Text),
    Column("author", Text),
    Column("published", Date),
    Column("language", String(8), nullable=False, comment="ISO 639; 'und' when unknown"),
    Column("digest", String(64), nullable=False, comment="SHA-256 of the paragraphs, to know a text again"),
    Column("headings_digest", String(64), comment="SHA-256 of the headings and pages; NULL without any"),
    Column("paragraph_count", Integer, nullable=False, server_default="0"),
    Column("added_at", DateTime, nullable=False, comment="UTC"),
    Column("identity", Text, comment="by which a changed article is recognised: its page or its file"),
    UniqueConstraint("library_id", "digest"),
    UniqueConstraint("library_id", "url"),
    Index(None, "library_id", "identity"),
    sqlite_autoincrement=True,
)

paragraphs = Table(
    "paragraphs",
    metadata,
    Column("id", Integer, primary_key=True, comment="the id in every engine; never reused"),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False, comment="from 1 within the article"),
    Column("text", Text, nullable=False, comment="what quotes are cut from"),
    Column("heading", Text, comment="those above it, and of a row in a table its header: context, never quoted"),
    Column("page", Integer, comment="of a document, from 1: where it begins"),
    UniqueConstraint("article_id", "number"),
    sqlite_autoincrement=True,
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True, comment="grows with time"),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("replaced_at", DateTime, nullable=False, comment="UTC; when the article got its next text"),
    Column("first_paragraph", Integer, nullable=False, comment="the lowest id of its paragraphs"),
    Column("last_paragraph", Integer, nullable=False, comment="the highest"),
    Column("content", LargeBinary, nullable=False, comment="zlib of JSON: title; id, text, heading, page of each"),
    Index(None, "article_id"),
    Index(None, "first_paragraph"),
    Index(None, "replaced_at"),
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column(
        "generation",
        Integer,
        primary_key=True,
        comment="grows with each change; an engine stores the last one that it has indexed",
    ),
    Column("kind", String(8), nullable=False, comment="'added' or 'removed'"),
    Column("first_paragraph", Integer, nullable=False, comment="the changed paragraphs have consecutive ids"),
    Column("last_paragraph", Integer, nullable=False),
    sqlite_autoincrement=True,
)

tallies = Table(
    "tallies",
    metadata,
    Column("library_id", ForeignKey("libraries.id"), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("articles", Integer, nullable=False, comment="kept by the writer, as counting a million takes long"),
    Column("paragraphs", Integer, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column(
        "id",
        String(16),
        primary_key=True,
        comment="short, as front ends limit ids; random, so that nobody guesses it",
    ),
    Column("place", String(80), nullable=False, comment="the chat where it was asked; no other chat can open it"),
    Column("asker", String(80), comment="'user:' and the id of the person who asked; only they may vote"),
    Column("asked_at", DateTime, nullable=False, comment="UTC; answers are deleted after some days"),
    Column("content", JSON, nullable=False, comment="the answer, its quotes as offsets into paragraphs"),
    Index(None, "asked_at"),
    Index(None, "place"),
)

votes = Table(
    "votes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", String(16), nullable=False, comment="the answer, which may have been deleted since"),
    Column("paragraph_id", Integer, nullable=False, comment="the quote that the vote is about"),
    Column("voter", String(80), nullable=False, comment="'user:' and an id"),
    Column("place", String(80), nullable=False, comment="the chat where it was asked"),
    Column("helpful", Boolean, nullable=False),
    Column("question", Text, nullable=False),
    Column("quotes", JSON, nullable=False, comment="the ids of all quoted paragraphs, best first"),
    Column("voted_at", DateTime, nullable=False, comment="UTC"),
    UniqueConstraint("answer_id", "paragraph_id", "voter"),
    Index(None, "place"),
    Index(None, "voter"),
)

chats = Table(
    "chats",
    metadata,
    Column("name", String(80), primary_key=True, comment="'chat:' and an id, as in libraries"),
    Column("language", String(8), comment="the chosen one; NULL lets each user have their own"),
    Column("gone_at", DateTime, comment="UTC; nothing can be sent to the chat since then"),
    Column("moved_from", String(80), comment="the name that the chat had before it got a new id"),
)

guards = Table(
    "guards",
    metadata,
    Column("chat", String(80), primary_key=True, comment="the name of a group whose guard is on, as in chats"),
    Column("day", Date, comment="the last day on which it spoke up"),
    Column("spoken", Integer, nullable=False, comment="how often it did on that day"),
)

editors = Table(
    "editors",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("named_by", BigInteger, nullable=False, comment="the operator who appointed the editor"),
    Column("named_at", DateTime, nullable=False, comment="UTC"),
)

updates = Table(
    "updates",
    metadata,
    Column("receiver", BigInteger, primary_key=True, autoincrement=False, comment="the id of the bot"),
    Column("number", BigInteger, primary_key=True, autoincrement=False, comment="unique for the receiver"),
    Column("place", String(80), comment="the chat that it comes from"),
    Column("content", JSON(none_as_null=True), comment="deleted when the update is handled"),
    Column("received_at", DateTime, nullable=False, comment="UTC"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("latest_message", BigInteger, comment="the newest in the chat before a reply was sent"),
    Column("done_at", DateTime, comment="UTC; the row is deleted after some days"),
    Column(
        "calls",
        Integer,
        nullable=False,
        server_default="1",
        comment="those that count towards the limits of the chat",
    ),
    Column("line", String(80), comment="of which line it is; NULL where one process receives alone"),
    Index(None, "done_at"),
)
Index(
    "ix_updates_line",
    updates.c.receiver,
    updates.c.line,
    postgresql_where=updates.c.done_at.is_(None),
    sqlite_where=updates.c.line.is_not(None),
)

lines = Table(
    "lines",
    metadata,
    Column("receiver", BigInteger, primary_key=True, autoincrement=False, comment="the id of the bot"),
    Column("name", String(80), primary_key=True, comment="the chat whose updates wait for each other"),
    Column("owner", String(32), comment="the process that handles them, or did so last"),
    Column("leased_until", DateTime, comment="UTC; NULL where no process handles them"),
    Column("waiting", Boolean, nullable=False, comment="whether an update of it may not be handled yet"),
    Column(
        "joined", String(80), comment="the line that the updates of this chat are in, of the group that it was"
    ),
    Column("closed_until", DateTime, comment="UTC; Telegram takes no message before"),
    Column("sequence", BigInteger, nullable=False, comment="the chats with the same one number messages together"),
    Column("newest_message", BigInteger, nullable=False, comment="the highest number known; 0 for none"),
    Column("used_at", DateTime, nullable=False, comment="UTC; the row is deleted after some minutes"),
)

processes = Table(
    "processes",
    metadata,
    Column("receiver", BigInteger, primary_key=True, autoincrement=False, comment="the id of the bot"),
    Column("name", String(32), primary_key=True, comment="random"),
    Column("seen_until", DateTime, nullable=False, comment="UTC; it has ended if this has passed"),
)

recent = Table(
    "recent",
    metadata,
    Column("receiver", BigInteger, primary_key=True, autoincrement=False, comment="the id of the bot"),
    Column("name", String(120), primary_key=True, comment="what is counted, and the chat or the person"),
    Column("numbers", JSON, nullable=False, comment="when it happened, or the update that it is known of"),
    Column("kept_until", DateTime, nullable=False, comment="UTC"),
)

sent_messages = Table(
    "sent_messages",
    metadata,
    Column("receiver", BigInteger, primary_key=True, autoincrement=False, comment="the id of the bot"),
    Column("place", String(80), primary_key=True, comment="the chat"),
    Column("message", BigInteger, primary_key=True, autoincrement=False, comment="a question, or an offer"),
    Column(
        "number", BigInteger, nullable=False, comment="the message that answers it, or the update that accepts it"
    ),
    Column("kept_until", DateTime, nullable=False, comment="UTC"),
    Index(None, "kept_until"),
)
