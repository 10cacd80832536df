"""Train the reader: a cross-encoder that reads a question and a paragraph together. See the model card in docs."""
