"""Queries that each question runs: compiled once by SQLAlchemy, and run by the driver of the database itself.

To run a query of twenty rows, SQLAlchemy takes ten times as long as the driver.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Dialect, Select, bindparam

Row = tuple[Any, ...]
Parameters = list[BindParameter[Any]]
Make = Callable[[Parameters], "Select[*tuple[Any, ...]]"]


@dataclass(frozen=True)
class Prepared:
    """A query in the words of a database, and what turns values into those of Python, by their columns."""

    text: str
    converters: tuple[tuple[int, Callable[[Any], Any]], ...]

    def converted(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Return the rows as SQLAlchemy would."""
        if not self.converters:
            return rows
        made = []
        for row in rows:
            values = list(row)
            for place, convert in self.converters:
                values[place] = convert(values[place])
            made.append(tuple(values))
        return made


@lru_cache(maxsize=500)
def prepared(make: Make, count: int, dialect: Dialect) -> Prepared:
    """Return the query that ``make`` makes with this many parameters, which it uses once each, in their order."""
    query = make([bindparam(f"parameter_{number}") for number in range(count)])
    kinds = [column.type.dialect_impl(dialect) for column in query.selected_columns]
    converters = [kind.result_processor(dialect, None) for kind in kinds]
    kept = tuple((place, convert) for place, convert in enumerate(converters) if convert)
    # Otherwise no text would be made for an empty list of values.
    text = str(query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True}))
    return Prepared(text, kept)
