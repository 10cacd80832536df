"""Files that are mapped into memory."""

import mmap
import sys


def release(mapped: mmap.mmap) -> None:
    """Let go of the memory that a mapped file has taken so far. What is read again is mapped again.

    A page is mapped with the 15 around it, so reading here and there soon keeps most of a file.
    """
    if sys.platform != "win32":  # which has no such call
        mapped.madvise(mmap.MADV_DONTNEED)
