"""What became of articles since: their earlier versions, the changes between these, and what was quoted."""
