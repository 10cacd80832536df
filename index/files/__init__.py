"""Files that several processes share: locks, and small state files that are replaced in one step."""
