"""Queries of the store, and what they are made of."""
