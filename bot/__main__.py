"""Run the command line from a checkout; ``python -m kutip`` also works from an installed wheel."""

from bot.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
