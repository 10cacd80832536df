"""What a text has to say to answer a question: a reason, a place, the holder of an office."""
