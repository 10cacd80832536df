"""The exit codes of commands. Wrong usage exits with 2 from within argparse."""

DONE, EXPECTED_ERROR, BUG, INTERRUPTED = 0, 1, 3, 130
