"""Exports of a large book beside those of a small one: ten times the leads, the same memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.figures import Figures

MOST = 1.3  # of the small book's memory: what is written must not gather
STATUS = Path("/proc/self/status")
# What a parent knows of a child's peak holds its own memory too, from before the child began.
PROGRAM = f"""
import sys
from lch_desktop.__main__ import main
assert main(sys.argv[1:]) == 0
print(next(line for line in open("{STATUS}") if line.startswith("VmHWM")), file=sys.stderr)
"""


@pytest.mark.skipif(not STATUS.exists(), reason="only Linux tells a process its peak memory so")
@pytest.mark.parametrize(
    ("kind", "format_name"), [("leads", "csv"), ("leads", "vcard"), ("calls", "hubspot"), ("all", "json")]
)
def test_export(
    full_book: Path, small_book: Path, tmp_path: Path, figures: Figures, kind: str, format_name: str
) -> None:
    (seconds, full_mb), (_, small_mb) = (
        _export(book, tmp_path / name, kind, format_name) for book, name in ((full_book, "full"), (small_book, "small"))
    )
    kept = full_mb <= MOST * small_mb
    figures.add(
        f"export {kind} as {format_name}",
        f"{seconds:.1f} s, {full_mb:.0f} MB",
        beside=f"10,000 leads: {small_mb:.0f} MB",
        budget=f"{MOST} x",
        kept=kept,
    )
    assert kept


def _export(book: Path, target: Path, kind: str, format_name: str) -> tuple[float, float]:
    """Seconds and the peak memory in MB of one `lch export`, in a process of its own."""
    words = ["--data-dir", str(book), "export", kind, "--format", format_name, "-o", str(target)]
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - begun
    assert target.stat().st_size > 0
    return seconds, int(done.stderr.split()[1]) / 1024
