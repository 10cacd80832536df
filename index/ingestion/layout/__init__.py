"""Turn decoded text of any format into clean paragraphs and credits."""
