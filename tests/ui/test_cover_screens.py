"""The door sign on several screens (Qt's offscreen platform with invented ones)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 60
LEFT = {"name": "DP-1", "x": 0, "y": 0, "width": 1920, "height": 1080}
RIGHT = {"name": "DP-2", "x": 1920, "y": 0, "width": 1280, "height": 720}
TALL = {"name": "DP-3", "x": 3200, "y": 0, "width": 1080, "height": 1920}
MIRROR = {"name": "HDMI-1", "x": 0, "y": 0, "width": 1280, "height": 720}


def run(
    folder: Path, screens: list[dict[str, object]], work: str = "", everywhere: bool = False, scale: str = ""
) -> dict[str, Any]:
    """What the probe says after each of its steps. `scale`: as QT_SCREEN_SCALE_FACTORS has it."""
    config = folder / "screens.json"
    whole = [{"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1, **screen} for screen in screens]
    config.write_text(json.dumps({"screens": whole}), encoding="utf-8")
    scaled = {"QT_SCREEN_SCALE_FACTORS": scale} if scale else {}
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.cover_probe", work, str(int(everywhere))],
        cwd=ROOT,
        env=os.environ | scaled | {"QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def names(step: dict[str, Any]) -> list[str]:
    return [sign["screen"] for sign in step["signs"]]


def ids(step: dict[str, Any]) -> list[int]:
    return [sign["id"] for sign in step["signs"]]


def test_every_other_screen_is_covered_and_the_signs_follow_focus(tmp_path: Path) -> None:
    said = run(tmp_path, [LEFT, RIGHT, TALL])
    assert said["before"]["signs"] == []
    assert said["before"]["standing"] == ["ready", "sign on all others"]
    assert said["raised"]["standing"] == ["verified", "sign on all others"]
    right, tall = said["raised"]["signs"]
    assert (right["screen"], right["place"]) == ("DP-2", [1920, 0, 1280, 720])
    assert (tall["screen"], tall["place"]) == ("DP-3", [3200, 0, 1080, 1920])
    assert {right["words"], tall["words"]} == {"On calls until 8:30"}
    assert not right["active"], "the sign took the keyboard"
    assert not tall["active"], "the sign took the keyboard"
    assert said["again"] == said["raised"], "raising twice changed something"
    assert {sign["words"] for sign in said["later"]["signs"]} == {"On calls until 12:30 pm"}
    assert ids(said["later"]) == ids(said["raised"]), "a later end put new windows over what stood in front of a sign"
    assert names(said["carried"]) == ["DP-2", "DP-1"]
    assert names(said["back"]) == ["DP-2", "DP-3"]


def test_a_sign_that_the_rep_closes_stays_away_until_the_next_hour(tmp_path: Path) -> None:
    said = run(tmp_path, [LEFT, RIGHT, TALL])
    assert names(said["closed"]) == names(said["raised after closing"]) == ["DP-3"]
    assert said["closed"]["standing"] == ["leaking", "the sign on DP-2 was closed"]
    assert names(said["next hour"]) == ["DP-2", "DP-3"]


def test_nothing_is_left_when_it_is_lowered(tmp_path: Path) -> None:
    said = run(tmp_path, [LEFT, RIGHT])
    for step in ("lowered", "lowered twice"):
        assert said[step]["signs"] == []
        assert said[step]["windows"] == said["before"]["windows"], "a window of a sign is left"


@pytest.mark.parametrize(
    ("screens", "work", "everywhere", "expected", "detail"),
    [
        ([LEFT], "", True, [], "one monitor"),
        ([LEFT, RIGHT], "DP-2", False, [], "the others are work"),
        ([LEFT, RIGHT, TALL], "DP-2", False, ["DP-3"], "sign on 1 of 2 others"),
        ([LEFT, RIGHT], "DP-2", True, ["DP-2"], "sign on the others"),
        ([LEFT, MIRROR], "", True, [], "one monitor"),
    ],
)
def test_work_is_never_covered_unasked(
    tmp_path: Path, screens: list[dict[str, object]], work: str, everywhere: bool, expected: list[str], detail: str
) -> None:
    said = run(tmp_path, screens, work, everywhere)
    assert names(said["raised"]) == expected
    assert said["raised"]["standing"] == ["verified", detail]


@pytest.mark.parametrize("ratio", [1, 1.25, 2])
def test_the_sign_fills_its_screen_at_every_scale(tmp_path: Path, ratio: float) -> None:
    said = run(tmp_path, [LEFT, RIGHT], scale=f"DP-1=1;DP-2={ratio}")
    (sign,) = said["raised"]["signs"]
    assert said["raised"]["standing"][0] == "verified"
    assert sign["ratio"] == pytest.approx(ratio)
    assert sign["place"] == [1920, 0, 1280 / ratio, 720 / ratio]
    assert sign["sky"] == [1280, 720], "not every pixel of the monitor is painted"
