"""How large an article may be, unless the settings say otherwise."""

DEFAULT_ARTICLE_BYTES = 2_000_000
"""The text of a long book has about 1 MB."""
MOST_PARAGRAPHS = 5_000
"""Each costs a row, an entry of the index and a vector, however short it is."""
MOST_LINES = 20 * MOST_PARAGRAPHS
"""Even wrapped to a width, no text has so many lines and few paragraphs."""
