"""From a key press to the frame with the next name, the outcome on disk, in a real hour."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import pytest

from tests.bench.conftest import ROOT, copied
from tests.bench.desktop import environment, private_display
from tests.bench.figures import Figures, quantile

PRESSES = 240
FRAME_MS = 1000 / 60


@pytest.mark.usefixtures("compiled")
def test_key_press(full_book: Path, figures: Figures) -> None:
    data_dir = copied(full_book, "presses")
    with private_display() as display, tempfile.TemporaryDirectory(prefix="lch-") as home:
        env = environment(display, Path(home)) if display else dict(os.environ)  # offscreen, without Xvfb
        command = [sys.executable, "-m", "tests.bench.hour", str(data_dir), str(PRESSES)]
        ran = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    presses, floor = found["press"], found["floor"]
    p99 = quantile(presses, 0.99)
    figures.add(
        "key press to the next name, p99",
        f"{p99:.1f} ms",
        beside=f"floor {quantile(floor, 0.99):.1f} ms (one synced commit, one repaint)",
        budget=f"{FRAME_MS:.1f} ms",
        kept=p99 <= FRAME_MS,
    )
    figures.add(
        "key press to the next name, median", f"{median(presses):.1f} ms", beside=f"floor {median(floor):.1f} ms"
    )
    assert p99 <= FRAME_MS
