"""The articles in an SQL database. Indexes and vectors are derived from it, and can be rebuilt."""
