"""Split text into paragraphs and sentences."""
