"""Limit the memory of a process that runs for years."""

import ctypes
import gc
import os
import sys
from contextlib import AbstractContextManager

from index.analysis.memo import limited_memos

# More words help when a million paragraphs are added, but a bot gets a few articles at a time. With this limit,
# 9,000 questions on 100,000 paragraphs, all of new words, took 1 % more processor time.
_REMEMBERED_WORDS = 50_000
# https://man7.org/linux/man-pages/man3/mallopt.3.html, and malloc.h for the number of the parameter.
_M_ARENA_MAX = -8
_ARENAS = 2
# By itself, the library raises this to the size of the largest block that was freed, 32 MB at most. What is
# smaller then lies between blocks that stay, and its memory is not returned.
_M_MMAP_THRESHOLD = -3
_LARGE_BLOCK_BYTES = 128 * 1024
# A question about a long text takes 10 MB for a moment. What many such leave is in pieces that only this returns.
TRIM_SECONDS = 3.0


def share_free_memory() -> None:
    """Let threads reuse the memory that other threads freed. Call it before any thread starts.

    The GNU C library gives almost every thread an arena of its own, whose free memory no other thread can use. The
    call has no effect with other C libraries, or if MALLOC_ARENA_MAX is set.
    """
    if sys.platform != "linux" or "MALLOC_ARENA_MAX" in os.environ:
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(_M_ARENA_MAX, _ARENAS)
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK_BYTES)


def return_free_memory() -> None:
    """Return free memory to the system, which the GNU C library keeps: 51 of 188 MB after ten texts were asked.

    The call takes milliseconds and, like all of ctypes, lets other threads run. It has no effect elsewhere.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim:
        trim(0)


def keep_loaded() -> None:
    """Leave what is loaded by now out of garbage collections: one with all of it takes 65 ms, in some question."""
    gc.collect()
    gc.freeze()


def remembering_few_words() -> AbstractContextManager[None]:
    """Limit how many words are remembered while the context lasts. Indexing is slower inside: sync first."""
    return limited_memos(_REMEMBERED_WORDS)
