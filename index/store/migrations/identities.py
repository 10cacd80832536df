"""Write the identities of articles anew, as migrations do when these are made in another way."""

from collections.abc import Sequence

import sqlalchemy as sa

ARTICLES = sa.table(
    "articles", sa.column("id", sa.Integer), sa.column("url", sa.Text), sa.column("identity", sa.Text)
)
_BATCH = 1000


def write_identities(connection: sa.Connection, identities: Sequence[tuple[int, str]]) -> None:
    """Store identities, each with the number of its article."""
    written = (
        sa.update(ARTICLES).where(ARTICLES.c.id == sa.bindparam("number")).values(identity=sa.bindparam("new"))
    )
    for start in range(0, len(identities), _BATCH):
        batch = [{"number": number, "new": new} for number, new in identities[start : start + _BATCH]]
        connection.execute(written, batch)
