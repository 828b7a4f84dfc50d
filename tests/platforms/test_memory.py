"""The heap of the C library: one for all threads, and what is free in it goes back."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_PROGRAM = """
import ctypes, re, sys, threading
from pathlib import Path
from lch_desktop.platforms.memory import give_back_free_memory, share_one_heap

def dirty_kb():
    return sum(map(int, re.findall(r"^Private_Dirty:\\s+(\\d+)", Path("/proc/self/smaps_rollup").read_text(), re.M)))

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]

def take():  # a thread's own heap would be another mapping
    taken.append(libc.malloc(64_000))

if "one" in sys.argv:
    assert share_one_heap()
taken = []
thread = threading.Thread(target=take)
thread.start(), thread.join(), take()
print("heaps", len({address >> 26 for address in taken}))
blocks = [libc.malloc(16_000) for _ in range(1024)]
for block in blocks:
    ctypes.memset(block, 1, 16_000)
for block in blocks[:-1]:  # the last one keeps the top of the heap
    libc.free(block)
before = dirty_kb()
assert give_back_free_memory()
print("freed", before - dirty_kb())
"""


@pytest.fixture(autouse=True)
def _only_glibc() -> None:
    if platform.libc_ver()[0] != "glibc":
        pytest.skip("another C library")


def _told(*arguments: str) -> dict[str, int]:
    said = subprocess.run([sys.executable, "-c", _PROGRAM, *arguments], check=True, capture_output=True, text=True)
    return {name: int(value) for name, value in (line.split() for line in said.stdout.splitlines())}


def test_a_thread_gets_no_heap_of_its_own() -> None:
    assert _told()["heaps"] == 2
    assert _told("one")["heaps"] == 1


def test_what_was_freed_goes_back() -> None:
    assert _told("one")["freed"] > 10_000, "kB of 16 MB"
