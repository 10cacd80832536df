"""From decoded text to clean paragraphs and credits, whatever the format."""
