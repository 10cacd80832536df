"""What Telegram's messages, buttons and links say, and the update that is being handled."""
