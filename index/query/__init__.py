"""Understand a question: its words, the type of answer it asks for and the time it is about."""
