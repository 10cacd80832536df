"""Whether a change leaves every answer as it was: make answers."""
