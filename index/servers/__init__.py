"""Ask the servers of models that an operator runs: JSON over HTTP, within a deadline."""
