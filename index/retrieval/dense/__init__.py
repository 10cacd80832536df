"""Find paragraphs by meaning: embedders and the vectors they make."""
