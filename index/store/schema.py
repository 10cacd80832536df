"""The tables of the store. A change here comes with a migration in index/migrations/versions."""

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
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# The newest migration; a test holds it equal to what Alembic finds.
VERSION = "0004"

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
    Column("id", Integer, primary_key=True, comment="the number people use; never given out twice"),
    Column("library_id", ForeignKey("libraries.id"), nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("publisher", Text),
    Column("original_source", Text),
    Column("author", Text),
    Column("published", Date),
    Column("language", String(8), nullable=False, comment="ISO 639; 'und' when unknown"),
    Column(
        "digest",
        String(64),
        nullable=False,
        comment="SHA-256 of the paragraphs: knows an article that comes again",
    ),
    Column("paragraph_count", Integer, nullable=False, server_default="0"),
    Column("added_at", DateTime, nullable=False, comment="UTC"),
    UniqueConstraint("library_id", "digest"),
    UniqueConstraint("library_id", "url"),
    sqlite_autoincrement=True,
)

paragraphs = Table(
    "paragraphs",
    metadata,
    Column("id", Integer, primary_key=True, comment="the id in every engine; never given out twice"),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False, comment="from 1 within the article"),
    Column("text", Text, nullable=False, comment="what quotes are cut from"),
    UniqueConstraint("article_id", "number"),
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column(
        "generation",
        Integer,
        primary_key=True,
        comment="grows with each change; an engine remembers its last",
    ),
    Column("kind", String(8), nullable=False, comment="'added' or 'removed'"),
    Column("first_paragraph", Integer, nullable=False, comment="those written in one go have a range of ids"),
    Column("last_paragraph", Integer, nullable=False),
    sqlite_autoincrement=True,
)

tallies = Table(
    "tallies",
    metadata,
    Column("library_id", ForeignKey("libraries.id"), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column(
        "articles", Integer, nullable=False, comment="counted as they come and go: a million take long to count"
    ),
    Column("paragraphs", Integer, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(16), primary_key=True, comment="short and random: it stands in the data of buttons"),
    Column("place", String(80), nullable=False, comment="where it was asked; buttons elsewhere do not open it"),
    Column("asker", String(80), comment="'user:' and the id of who asked; theirs alone to judge"),
    Column("asked_at", DateTime, nullable=False, comment="UTC; answers are deleted some days after"),
    Column("content", JSON, nullable=False, comment="the answer, its quotes as offsets into paragraphs"),
    Index(None, "asked_at"),
    Index(None, "place"),
)

votes = Table(
    "votes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", String(16), nullable=False, comment="of an answer that may be gone by now"),
    Column("paragraph_id", Integer, nullable=False, comment="the quote that was judged"),
    Column("voter", String(80), nullable=False, comment="'user:' and an id"),
    Column("place", String(80), nullable=False, comment="where it was asked"),
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
    Column("language", String(8), comment="chosen with /language; none is that of each user"),
    Column("gone_at", DateTime, comment="UTC; since when nothing can be sent there"),
    Column("moved_from", String(80), comment="the name of the group that became this supergroup"),
)

editors = Table(
    "editors",
    metadata,
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("named_by", BigInteger, nullable=False, comment="the operator who did"),
    Column("named_at", DateTime, nullable=False, comment="UTC"),
)

updates = Table(
    "updates",
    metadata,
    Column("receiver", BigInteger, primary_key=True, autoincrement=False, comment="the id of the bot"),
    Column("number", BigInteger, primary_key=True, autoincrement=False, comment="by which it is known again"),
    Column("place", String(80), comment="the chat that it is of"),
    Column("content", JSON(none_as_null=True), comment="only until it is handled"),
    Column("received_at", DateTime, nullable=False, comment="UTC"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("latest_message", BigInteger, comment="in its chat when a reply began to be sent: the reply is newer"),
    Column("done_at", DateTime, comment="UTC; deleted some days after"),
    Column("calls", Integer, nullable=False, server_default="1", comment="that count towards its chat's limits"),
    Index(None, "done_at"),
)
