"""By what an article is known again: its page, at whatever address, or its file."""
