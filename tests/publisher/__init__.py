"""A publisher of news on many hosts, with a clock of its own, that judges those who fetch from it."""
