"""What SQLite keeps of the file in memory, and gives back while the program waits."""

from __future__ import annotations

import ctypes
import ctypes.util
from pathlib import Path

import pytest

from lch_desktop.domain.leads import Lead
from lch_desktop.store.store import open_store
from tests.fakes import FakeClock

LEADS, NOTE = 400, "word " * 800


def _sqlite_bytes() -> int:
    """What SQLite has taken of memory, of the library that Python runs on."""
    name = ctypes.util.find_library("sqlite3")
    taken = getattr(ctypes.CDLL(name), "sqlite3_memory_used", None) if name else None
    if taken is None:
        pytest.skip("Python brings an SQLite of its own here, which cannot be asked")
    taken.restype = ctypes.c_longlong
    return int(taken())


def test_a_waiting_program_keeps_no_pages(data_dir: Path, clock: FakeClock) -> None:
    store = open_store(data_dir / "lch.db", clock)
    ids = store.leads.add_many([Lead(name=f"Lead {number}", notes=NOTE) for number in range(LEADS)])
    before = _sqlite_bytes()
    if before == 0:
        pytest.skip("Python runs on another SQLite than the system's")
    store.forget_pages()
    assert _sqlite_bytes() < before - 500_000
    assert store.leads.get(ids[0]).notes == NOTE
    store.close()
    store.forget_pages()  # nothing left to forget: no error
