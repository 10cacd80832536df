"""Check whether articles say what a text claims: word for word, altered, in other words, or not at all."""
