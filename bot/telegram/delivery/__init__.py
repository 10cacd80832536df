"""Send messages within the limits of Telegram, and each one once, whatever fails."""
