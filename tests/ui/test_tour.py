"""The tour: it names every screen that the design asks for, and one walk of it makes every picture."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageReader

ROOT = Path(__file__).resolve().parents[2]
TOUR = ROOT / "scripts" / "tour.py"
WANTED = """
    today-first-day today plan ready focus-call-early focus-live call-bar focus-call-late question-call-back
    question-not-interested resistance pause keys debrief leads leads-empty import-file import-columns
    import-look-over import-done settings focus-long-name settings-backups debrief-hand-back leads-search
    leads-timeline leads-forget leads-many leads-merge leads-deck leads-deck-clear today-newer-file
    settings-shield plan-shield door-sign review review-more review-past-day settings-mornings settings-there
    practice-scripts practice-wins practice-serve practice-by-heart practice-check practice-check-result
    touch-text touch-code touch-video
""".split()
OF_THE_HOUR = 12
LIMIT_S = 120
OFFSCREEN_SAYS = "This plugin does not support "  # Qt, of what only a window manager can do


def run_tour(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the tour as `make tour` does, drawn in memory."""
    command = [sys.executable, str(TOUR), "--in-memory", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT_S, check=False)


def screen_of(file: str) -> str:
    """The screen that a picture is of: its name without the theme."""
    return file.removesuffix(".png").removesuffix("-dark").removesuffix("-light")


def test_every_screen_is_on_the_list() -> None:
    listed = run_tour("--list").stdout.split()

    assert {screen_of(name) for name in listed} == set(WANTED)
    assert len(listed) == len(set(listed)) == OF_THE_HOUR + 2 * (len(WANTED) - OF_THE_HOUR)


def test_a_walk_on_a_small_screen_makes_every_picture(tmp_path: Path) -> None:
    done = run_tour("--size", "1280x720", "--theme", "dark", "--out", str(tmp_path))

    said = [line for line in done.stderr.splitlines() if not line.startswith(OFFSCREEN_SAYS)]
    assert (done.returncode, said) == (0, [])
    made = {file.name: QImageReader(str(file)).size().toTuple() for file in tmp_path.iterdir()}
    assert {screen_of(name) for name in made} == set(WANTED)
    assert made.pop("call-bar.png") == (480, 720)
    assert set(made.values()) == {(1280, 720)}
    assert sorted(done.stdout.split()) == sorted(str(tmp_path / name) for name in (*made, "call-bar.png"))


@pytest.mark.parametrize("arguments", [("--size", "800x600"), ("--theme", "blue"), ("--text-size", "90")])
def test_what_it_does_not_know_is_refused(arguments: tuple[str, ...]) -> None:
    assert run_tour(*arguments).returncode == 2


@pytest.mark.parametrize(("calm", "width"), [(True, 1280), (False, 960)])
def test_a_picture_of_the_readme_is_as_wide_as_its_bytes_allow(
    monkeypatch: pytest.MonkeyPatch, calm: bool, width: int
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    from tour_pictures import fitted

    image = QImage(1920, 1080, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.darkBlue)
    if not calm:
        noise = random.Random(1).randbytes(image.sizeInBytes())
        image = QImage(noise, 1920, 1080, image.bytesPerLine(), QImage.Format.Format_RGB888).copy()
    assert QImage.fromData(fitted(image)).width() == width
