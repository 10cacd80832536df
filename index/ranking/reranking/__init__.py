"""Read the best candidates together with the question."""
