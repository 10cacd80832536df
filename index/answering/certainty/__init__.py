"""The numbers that speak for the certainty of an answer, and what they rest on."""
