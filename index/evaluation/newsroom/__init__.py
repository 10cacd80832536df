"""Evaluate a library on a newsroom's own articles: files as they come, and what people type about them."""
