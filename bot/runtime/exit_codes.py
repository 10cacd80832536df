"""The exit codes of commands. Wrong usage exits with 2 from within argparse."""

DONE, EXPECTED_ERROR, BUG, ALTERED_OR_NOT_HERE, INTERRUPTED = 0, 1, 3, 4, 130
