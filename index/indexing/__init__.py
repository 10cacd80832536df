"""Keep what is derived from the store, the BM25 index and the vectors, in step with it."""
