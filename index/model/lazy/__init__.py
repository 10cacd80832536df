"""Values that are computed when somebody looks at them."""
