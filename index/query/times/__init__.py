"""Find the time that a question is about: named by one word or several, or meant, as that of a price is now."""
