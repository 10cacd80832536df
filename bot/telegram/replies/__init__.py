"""Build the replies that handlers send."""
