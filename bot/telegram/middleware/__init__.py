"""What every update passes before a handler gets it, and what every handler is given."""
