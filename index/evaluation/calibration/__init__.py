"""Fit the weights of the ranking and the confidence to judged questions of sampled libraries."""
