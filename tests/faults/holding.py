"""Hold the lock of an index until standard input ends: python -m tests.faults.holding"""

import sys
from contextlib import closing

from bot.runtime.settings import read_settings
from index import analysis
from index.retrieval.bm25 import open_engine
from index.retrieval.location import IndexLocation

if __name__ == "__main__":
    folder = read_settings().kutip_data / "index"
    with closing(open_engine("disk", IndexLocation(folder), analysis.terms_version())) as engine, engine.writing():
        print("held", flush=True)  # noqa: T201
        sys.stdin.read()
