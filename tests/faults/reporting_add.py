"""Add a file and print the number of each reported article: python -m tests.faults.reporting_add FILE"""

import sys

from bot.runtime.app import open_configured_library
from bot.runtime.settings import read_settings
from index.model.errors import AddError, KutipError


def main(path: str) -> int:
    try:
        with open_configured_library(read_settings()) as library:
            for result in library.add([path]):
                if not isinstance(result, AddError):
                    # Flush at once: a line in a buffer when the process is killed was never reported.
                    print(result.article.title.removeprefix("Kabar "), flush=True)  # noqa: T201
    except KutipError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
