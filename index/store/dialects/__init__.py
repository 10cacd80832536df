"""The differences between the databases that a store can be in; all else is the same SQL."""
