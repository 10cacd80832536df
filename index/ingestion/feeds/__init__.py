"""Read feeds: fetch them politely, and parse them into items and these into articles."""
