"""Receive updates: keep them until they are handled, and handle those of a chat in order."""
