"""The sources that are followed, their items, and the hosts that these are on."""
