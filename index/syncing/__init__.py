"""Keep articles in step with the sources that are followed."""
