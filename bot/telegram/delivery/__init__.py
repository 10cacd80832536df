"""What goes out: within the limits of Telegram, and each message once, whatever fails."""
