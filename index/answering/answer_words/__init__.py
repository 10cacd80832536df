"""The words of a quote that answer: what may answer in its sentence, and how sure it is that this does."""
