"""Evaluate answers: ask judged questions of a library that holds the judged paragraphs."""
