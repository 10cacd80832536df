"""The tables of the store. A change here comes with a migration in index/migrations/versions."""

from sqlalchemy import (
    JSON,
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
VERSION = "0002"

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
    Column("asked_at", DateTime, nullable=False, comment="UTC; answers are deleted some days after"),
    Column("content", JSON, nullable=False, comment="the answer, its quotes as offsets into paragraphs"),
    Index(None, "asked_at"),
)
