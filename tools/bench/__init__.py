"""How fast Kutip is on synthetic libraries, and others beside it: python -m tools.bench (or make bench)."""
