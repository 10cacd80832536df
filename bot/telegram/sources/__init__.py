"""The sources that chats follow."""
