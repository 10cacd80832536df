"""What comes in: kept until it is handled, in order within a chat, and let in or turned away."""
