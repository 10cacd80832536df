"""Bring articles from sources into the store."""
