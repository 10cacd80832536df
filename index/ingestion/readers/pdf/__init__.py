"""Read PDF: which characters stand where, and in which order a person reads them."""
