"""The channels whose posts become articles as they come."""
