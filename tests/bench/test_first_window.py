"""How long the window takes to come up, and what it keeps in memory, beside a window with nothing in it."""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

import pytest

from lch_desktop.ui.window_place import FIRST_SIZE
from tests.bench.conftest import copied
from tests.bench.desktop import Start, private_display, start
from tests.bench.figures import Figures
from tests.fakes import START

RUNS = 9
MOST_TIME, TARGET_TIME, MOST_MEMORY = 2.6, 2.2, 2.3
BARE = f"""
import sys
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(sys.argv)
window = QWidget()
window.resize({FIRST_SIZE[0]}, {FIRST_SIZE[1]})
window.show()
sys.exit(app.exec())
"""


@pytest.mark.usefixtures("compiled")
def test_first_window(full_book: Path, figures: Figures) -> None:
    data_dir = copied(full_book, "window")
    ours = [sys.executable, "-m", "lch_desktop", "--data-dir", str(data_dir), "--now", START.isoformat()]
    bare = [sys.executable, "-c", BARE]
    with private_display() as display:
        if display is None:
            pytest.skip("Xvfb is not installed: there is no display to open a window on")
        start(ours, display), start(bare, display)  # the first ones read from the disk
        rounds = [(start(ours, display), start(bare, display)) for _ in range(RUNS)]
    ours_ms, bare_ms = _medians(rounds, "window_ms")
    ours_mb, bare_mb = _medians(rounds, "memory_mb")
    time, memory = ours_ms / bare_ms, ours_mb / bare_mb
    figures.add(
        "first window",
        f"{ours_ms:.0f} ms, {time:.2f} x",
        beside=f"bare window {bare_ms:.0f} ms",
        budget=f"{MOST_TIME} x, target {TARGET_TIME} x",
        kept=time <= MOST_TIME,
    )
    figures.add(
        "memory (USS)",
        f"{ours_mb:.0f} MB, {memory:.2f} x",
        beside=f"bare window {bare_mb:.0f} MB",
        budget=f"{MOST_MEMORY} x",
        kept=memory <= MOST_MEMORY,
    )
    assert time <= MOST_TIME
    assert memory <= MOST_MEMORY


def _medians(rounds: list[tuple[Start, Start]], name: str) -> tuple[float, float]:
    ours, bare = ([getattr(each, name) for each in side] for side in zip(*rounds, strict=True))
    return median(ours), median(bare)
