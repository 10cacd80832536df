"""The screen of the command line, and the conversation in a terminal."""
