"""kutip source and kutip sync."""
