"""A simulated week of many feeds: what is fetched, missed, added twice, and impolite."""
