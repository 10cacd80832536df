"""Other wordings of the words of a question."""
