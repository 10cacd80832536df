"""The articles in SQL: the only truth. Indexes and vectors are derived from it."""
