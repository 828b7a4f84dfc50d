"""Kill -9 before and after every statement of what an hour writes: all of it is there, or nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from lch_desktop.domain.calls import Outcome
from tests.crash.at_every_step import OPENING

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_A_CALL = ("dial", "draft", "pause", "skip", "snooze", "end", "import")
LEAST_STATES = 3  # as it was, killed before the write, whole


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """For each act: what was there before, what each killed child left, and last what one left that lived."""
    command = [sys.executable, "-m", "tests.crash.at_every_step", str(tmp_path_factory.mktemp("steps"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def is_sound(states: list[dict[str, Any]]) -> bool:
    """Whether the integrity check passes and no row points to nothing, whenever it was killed."""
    return len(states) >= LEAST_STATES and all(state["sound"] and state["related"] for state in states)


@pytest.mark.parametrize("act", [*Outcome, "undo", *WITHOUT_A_CALL])
def test_all_of_it_or_nothing(act: str, left: dict[str, list[dict[str, Any]]]) -> None:
    assert is_sound(left[act])
    # Two states, one after the other: as it was, and whole. A third would be half of it.
    states = [list(same) for _, same in groupby(left[act], key=lambda state: state["digest"])]
    assert len(states) == 2
    before, after = (state[0]["outcomes"] for state in states)
    assert before == ["no-answer"]
    if act == "undo":
        assert after == []
    elif act in WITHOUT_A_CALL:
        assert after == before
    else:
        assert after == ["no-answer", act]


def test_a_first_start_that_was_killed_is_made_whole_by_the_second(left: dict[str, list[dict[str, Any]]]) -> None:
    assert is_sound(left[OPENING])
    assert len({state["schema"] for state in left[OPENING]}) == 1
