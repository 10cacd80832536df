"""make pages: measure trafilatura's settings on the made-up pages of the tests, and write docs/pages.md."""

import argparse
import logging
from itertools import groupby
from pathlib import Path

from index.ingestion.readers.html import Extraction
from tests.pages.render import made_pages
from tools.markdown import rendered
from tools.pages.measuring import Measured, combinations, measure

_HERE = Path(__file__).parent
PAGE = _HERE.parent.parent / "docs" / "pages.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=PAGE, help="the page to write")
    out = parser.parse_args().out
    logging.disable(logging.ERROR)  # trafilatura's, of pages that a setting finds nothing in
    pages = list(made_pages())
    measured = [Measured(focus, each, measure(pages, each)) for focus, each in combinations()]
    shapes = [(shape, measure(list(own), Extraction())) for shape, own in groupby(pages, lambda page: page.shape)]
    text = rendered(_HERE / "pages.md.j2", measured=measured, shapes=shapes, pages=len(pages))
    out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
