"""The words of a claim and of a paragraph: their kinds, and the sentences that they make up."""
