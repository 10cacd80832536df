"""Find candidate paragraphs by BM25 and by vectors."""
