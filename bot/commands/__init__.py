"""One function for each command of the shell: it opens the app, runs a use case and shows the result."""
