"""What is stored about the people who talk to a bot: answers, votes, chats, editors and unfinished updates."""
