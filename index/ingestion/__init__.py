"""From a source to stored articles."""
