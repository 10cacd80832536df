"""The records, features and errors that every other folder uses."""
