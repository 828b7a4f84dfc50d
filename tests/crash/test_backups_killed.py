"""Kill -9 before every line of making and of bringing back a backup: one of the two is there, whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = ["old 1", "old 2"], ["old 1", "old 2", "new"]
ASIDE = "lch.db.broken-2026-11-23"
LIMIT_S = 240
FEWEST = 40  # kills of one act: fewer would mean that the lines were not seen

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the killed children are forked")


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """By what was done, what each kill left."""
    command = [sys.executable, "-m", "tests.crash.backups_at_every_line", str(tmp_path_factory.mktemp("kills"))]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, list[dict[str, Any]]] = json.loads(ran.stdout)
    return found


def test_a_backup_is_there_whole_or_not_at_all(left: dict[str, list[dict[str, Any]]]) -> None:
    """Every file with the name of a backup was checked by the child; a half one would have failed it."""
    kills = left["make"]
    assert len(kills) > FEWEST
    assert all(kill["leads"] == NEW for kill in kills)
    assert all(kill["backups"] in ([OLD], [NEW, OLD]) for kill in kills)
    assert kills[0]["backups"] == [OLD]
    assert kills[-1]["backups"] == [NEW, OLD]


def test_a_restore_is_done_or_not_begun(left: dict[str, list[dict[str, Any]]]) -> None:
    kills = left["restore"]
    assert len(kills) > FEWEST
    assert all(kill["leads"] in (NEW, OLD) for kill in kills)
    assert kills[0]["leads"] == NEW
    assert kills[-1]["leads"] == OLD


def test_what_a_restore_takes_away_is_kept_first(left: dict[str, list[dict[str, Any]]]) -> None:
    assert all(NEW in kill["backups"] for kill in left["restore"] if kill["leads"] == OLD)


def test_a_broken_database_gives_way_to_a_whole_one_and_is_kept(left: dict[str, list[dict[str, Any]]]) -> None:
    kills = left["restore a broken one"]
    assert len(kills) > FEWEST
    assert all(kill["leads"] in (None, OLD) for kill in kills)  # broken still, or brought back; never empty
    assert kills[0]["leads"] is None
    assert kills[-1]["leads"] == OLD
    done = [kill for kill in kills if kill["leads"] == OLD]
    assert all({ASIDE, f"{ASIDE}-wal"} <= set(kill["asides"]) for kill in done)


@pytest.mark.parametrize("act", ["restore", "restore a broken one"])
def test_after_any_kill_it_can_be_done_again(left: dict[str, list[dict[str, Any]]], act: str) -> None:
    assert all(kill["again"] == OLD for kill in left[act])
