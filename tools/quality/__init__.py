"""What the weights and thresholds are made from, and the floors that answers may not fall below."""
