"""One function for each command of the shell: it opens the library, runs a use case and shows the result."""
