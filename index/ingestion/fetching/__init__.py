"""Get bytes from files, folders, standard input and web addresses."""
