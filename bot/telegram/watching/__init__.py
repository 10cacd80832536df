"""What is seen from outside: a log line and numbers for each update, health, and Telegram in reach or not."""
