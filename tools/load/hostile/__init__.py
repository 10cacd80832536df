"""Two hostile chats beside the load: slow links, quadratic files, huge inline queries and floods, all at once."""
