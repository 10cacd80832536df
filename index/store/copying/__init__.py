"""Copy a store into another database."""
