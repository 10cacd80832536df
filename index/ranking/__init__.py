"""Order candidate paragraphs by a linear model over features."""
