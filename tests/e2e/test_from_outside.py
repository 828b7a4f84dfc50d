"""Runs every scenario from outside: the installed program, a private desktop, real keys.

A scenario is one file that drives `.venv/bin/lch` through the accessibility bus under the system's
Python. It passes when it exits 0 and its last line starts with "ok". Ours are `scenario_*.py` beside this
file; the rest, and the desktop itself, come with a folder that stands beside the checkout.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT.parent / "shared" / "tools" / "stage"
SYSTEM_PYTHON = "/usr/bin/python3"
LIMIT_S = 240  # the morning alone waits four times for its minute
PROGRAMS = ("Xvfb", "openbox", "dbus-run-session", "xdotool", "import", "dunst", "dunstctl", "chromium", "trayer")
SCENARIOS = sorted(Path(__file__).parent.glob("scenario_*.py")) + sorted(
    ROOT.parent.joinpath("shared", "checks").glob("*.py")
)


@cache
def why_not() -> str:
    """What keeps scenarios from running here, as a sentence; empty where nothing does."""
    if sys.platform != "linux":
        return "the private desktop is an X server: it runs on Linux only"
    if not STAGE.is_file():
        return "the folder with the private desktop (../shared/tools/stage) is not beside this checkout"
    if missing := [name for name in PROGRAMS if not shutil.which(name)]:
        return f"{', '.join(missing)} not installed: run make test as root, or install what it names"
    found = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False)
    if found.returncode != 0:
        return "the system's Python has no pyatspi: install python3-pyatspi"
    if not (ROOT / ".venv" / "bin" / "lch").is_file():
        return "lch is not installed in .venv: run make test once"
    return ""


def run_scenario(scenario: Path, home: Path) -> tuple[int, str, str]:
    """Exit code, stdout and stderr; a scenario over its limit is ended with all it started. Nothing of this user's
    own settings is read or written: everything of a user's is below `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
    process = subprocess.Popen(
        [STAGE, SYSTEM_PYTHON, scenario],
        cwd=ROOT,
        env={**kept, "HOME": str(home)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,  # apart: what Qt and the desktop say there may come after the last line
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        printed, said = process.communicate(timeout=LIMIT_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        printed, said = process.communicate()
        return -1, f"{printed}\nstill running after {LIMIT_S} s", said
    return process.returncode, printed, said


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario_holds(scenario: Path, tmp_path: Path) -> None:
    if reason := why_not():
        # A machine that has the desktop's folder and says it is CI must run them, not pass without them.
        if os.environ.get("CI") and STAGE.is_file():
            pytest.fail(reason)
        pytest.skip(reason)
    code, printed, said = run_scenario(scenario, tmp_path)
    last_line = printed.strip().rpartition("\n")[2]
    if code != 0 or not last_line.startswith("ok"):
        pytest.fail(f"{scenario.name}: exit {code}\n{printed}\n{said}", pytrace=False)
