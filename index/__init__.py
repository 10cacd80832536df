"""Articles in, quoted answers out: a plain, synchronous library that knows no front end."""
