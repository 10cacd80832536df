"""Where the time of a question goes, stage by stage: make profile."""
