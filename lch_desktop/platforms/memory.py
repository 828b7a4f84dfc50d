"""How the C library keeps memory: the program waits in the tray from morning to morning."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

_ARENA_MAX = -8  # M_ARENA_MAX of glibc's malloc.h
_ONE = 1
_KEEP_NOTHING = 0  # bytes at the top of the heap


def share_one_heap() -> bool:
    """Have all threads that are started from now on share one heap. Returns whether the C library does so.

    glibc gives each thread a heap of its own, for threads that allocate at once. Ours take turns anyway, and each
    heap of a worker that has ended stays: 3 of 100 MB after a start.
    """
    return _call("mallopt", _ARENA_MAX, _ONE)


def give_back_free_memory() -> bool:
    """Hand what is free in the middle of the heap back to the system, in some milliseconds; whether there was any."""
    return _call("malloc_trim", _KEEP_NOTHING)


def _call(name: str, *values: int) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    function: Any = getattr(ctypes.CDLL(None), name, None)  # musl has neither
    return bool(function(*values)) if function is not None else False
