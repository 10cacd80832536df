"""Run a command without root's right to read what nobody may: ``python -m tests.ordinary_user COMMAND ...``.

Tests often run as root, for whom no folder is closed. The right leaves the bounding set of this process, and the
command, which replaces it, gets no right beyond that set.
"""

import ctypes
import os
import sys

# https://man7.org/linux/man-pages/man2/prctl.2.html
_PR_CAPBSET_DROP = 24
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2
NOT_POSSIBLE = 77
"""The exit code where root may not give up its rights."""


def main() -> None:
    if os.geteuid() == 0:
        for right in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
            if ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, right, 0, 0, 0):
                sys.exit(NOT_POSSIBLE)
    os.execv(sys.argv[1], sys.argv[1:])  # noqa: S606 - the command is a test's


if __name__ == "__main__":
    main()
