"""Queries that are prepared once and run often."""
