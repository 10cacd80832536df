"""From a ranked list of paragraphs to an answer: its quotes, its marks and how sure it is."""
