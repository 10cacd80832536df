"""The rows of the tables, which are the lines of the plot."""

from enum import StrEnum


class Row(StrEnum):
    ASK = "Kutip, question to Answer"
    READ = "Kutip, question to Answer, with the reader"
    ENGINE = "Kutip, engine alone"
    SAME_QUERY = "tantivy, same query, same index"
    TANTIVY = "tantivy, building"
    BM25S = "bm25s (numba)"
    FTS5 = "SQLite FTS5"
    RANK_BM25 = "rank-bm25"
    MEMORY = "Kutip, memory engine"
    IDLE = "Kutip, just before adding"
    ADDING = "Kutip, while adding"
