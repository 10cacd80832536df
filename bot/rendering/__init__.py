"""Turn answers and errors into text with the templates."""
