"""Read a web page: what is its article, what stands around that, and which other pages the article has."""
