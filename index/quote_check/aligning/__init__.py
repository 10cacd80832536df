"""Align the words of a claim with those of a paragraph."""
