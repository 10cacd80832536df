"""How fast Kutip is on synthetic libraries, and others beside it: python -m tests.bench (or make bench)."""
