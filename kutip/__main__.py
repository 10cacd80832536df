"""The entry point: put the program's packages on the import path and run the command line."""

import sys
from pathlib import Path

_HERE = Path(__file__).parent
# Names such as `bot` and `index` would clash with other projects in site-packages, so a wheel keeps them in here.
_IN_A_WHEEL = _HERE / "_packages"
_IN_A_CHECKOUT = _HERE.parent


def main() -> int:
    """Run one command and return its exit code."""
    sys.path.insert(0, str(_IN_A_WHEEL if _IN_A_WHEEL.is_dir() else _IN_A_CHECKOUT))
    from bot.cli import main as run

    return run()


if __name__ == "__main__":
    raise SystemExit(main())
