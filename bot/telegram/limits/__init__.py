"""Limits on how often things happen, and turns for those who wait, so that nobody holds up the others."""
