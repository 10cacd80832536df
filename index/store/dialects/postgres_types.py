"""The columns of the store on PostgreSQL: they hold whatever they hold on SQLite."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.dialects.postgresql.base import PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import Dialect


class _TypeCompiler(PGTypeCompiler):
    """Integers have 64 bits, as people may type such numbers. No text is too long; on SQLite none is.

    Texts are ordered by their code points, as on SQLite. Other orders differ between machines, and a range of them
    is not what begins with the same characters.
    """

    def visit_INTEGER(self, type_: Integer, **kw: Any) -> str:  # noqa: ARG002, N802 - the names of SQLAlchemy
        return "BIGINT"

    def visit_VARCHAR(self, type_: String, **kw: Any) -> str:  # noqa: ARG002, N802
        return _ordered("VARCHAR", kw)

    def visit_TEXT(self, type_: Text, **kw: Any) -> str:  # noqa: ARG002, N802
        return _ordered("TEXT", kw)


def _ordered(name: str, context: dict[str, Any]) -> str:
    """Return the type of a column with its order, or of a parameter, which has none."""
    return f'{name} COLLATE "C"' if context.get("type_expression") is not None else name


class _Integer(BigInteger):
    """A parameter is as wide as its value; the driver knows best."""


class _String(String):
    """A text without the character NUL, which PostgreSQL refuses."""

    render_bind_cast = True

    def bind_processor(self, _dialect: Dialect) -> Callable[[str | None], str | None]:
        return _without_nul


def _without_nul(text: str | None) -> str | None:
    return text.replace("\0", "") if text and "\0" in text else text


class StoreTypes(PGDialect_psycopg):
    """The dialect of SQLAlchemy with these columns."""

    supports_statement_cache = True
    supports_comments = False  # those of columns are for who reads the code
    type_compiler_cls = _TypeCompiler
    colspecs = {**PGDialect_psycopg.colspecs, Integer: _Integer, String: _String}  # noqa: RUF012
