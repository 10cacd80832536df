"""Turn ranked paragraphs into an answer: its quotes, their marks and the confidence."""
