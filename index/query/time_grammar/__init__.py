"""Parse the times that people combine of several words: "since March", "between 2024 and 2026", "last quarter"."""
