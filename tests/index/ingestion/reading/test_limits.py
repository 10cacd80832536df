"""What the kernel allows a reading process."""

import subprocess
import sys

import pytest

from index.ingestion.reading.limits import ReadingLimits

_PROGRAM = """
import sys
from index.ingestion.reading.limits import ReadingLimits, limit_this_process
limit_this_process(ReadingLimits())
bytearray(int(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other kernels do not count what is written to")
@pytest.mark.parametrize(("size", "is_allowed"), [(ReadingLimits().data_bytes, False), (100_000_000, True)])
def test_a_reading_may_write_to_so_much_memory_only(size: int, *, is_allowed: bool) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(size)], capture_output=True, text=True, check=False
    )
    assert (ended.returncode == 0) == is_allowed
    assert is_allowed or "MemoryError" in ended.stderr
