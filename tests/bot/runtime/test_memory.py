import os
import platform
import subprocess
import sys

import pytest

from bot.runtime.memory import remembering_few_words
from index.analysis.memo import Memo
from tests.conftest import PATIENCE

# Four threads at a time take memory. Then the C library describes its arenas in XML.
ARENAS = """
import ctypes, sys, threading
from bot.runtime.memory import share_free_memory
if "share" in sys.argv: share_free_memory()
together = threading.Barrier(4)
def work():
    together.wait()
    kept = [bytearray(5000) for _ in range(100)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
"""


def arenas(*arguments: str, **environment: str) -> int:
    told = subprocess.run(
        [sys.executable, "-c", ARENAS, *arguments],
        env={name: value for name, value in os.environ.items() if name != "MALLOC_ARENA_MAX"} | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return told.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries have no arenas")
def test_threads_share_the_memory_they_free() -> None:
    assert arenas() > 2
    assert arenas("share") == 2
    assert arenas("share", MALLOC_ARENA_MAX="3") == 3


def test_few_words_are_remembered_meanwhile() -> None:
    before = Memo.limit
    with remembering_few_words():
        assert Memo.limit < before / 10
    assert Memo.limit == before


# Every hundredth block stays, so that the free memory between them is in pieces.
PIECES = """
from pathlib import Path
from bot.runtime.memory import return_free_memory
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1])
blocks = [bytearray(b"x" * 50_000) for _ in range(2000)]
blocks = blocks[::100]
before = resident()
return_free_memory()
print((before - resident()) * 4096)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the GNU C library keeps free memory this way")
def test_free_memory_in_pieces_is_returned_to_the_system() -> None:
    command = [sys.executable, "-c", PIECES]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    assert int(told.stdout) > 50_000_000


def test_what_is_loaded_is_left_out_of_garbage_collections() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import gc; from bot.runtime.memory import keep_loaded; keep_loaded(); print(len(gc.get_objects()))",
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    assert int(told.stdout) < 100
