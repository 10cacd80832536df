"""Measure how well web pages are read, by made-up pages in the shapes of well-known sites."""
