"""Correct the words of a question that nobody has written: find the words of the library that look like them."""
