"""How large an article may be, unless the settings say otherwise."""

DEFAULT_ARTICLE_BYTES = 2_000_000
"""The text of a long book has about 1 MB."""
