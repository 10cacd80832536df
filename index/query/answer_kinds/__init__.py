"""The kinds of words that answer: names, times, numbers and places, and where a text has them."""
