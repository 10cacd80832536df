"""What is kept of the people who talk to a bot: answers, votes, chats, editors and waiting updates."""
