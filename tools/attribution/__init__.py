"""make attribution: whether excerpts, altered excerpts and texts from elsewhere are told apart."""
