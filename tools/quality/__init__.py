"""Fit weights and thresholds, pin the floors of quality, and write the page about quality."""
