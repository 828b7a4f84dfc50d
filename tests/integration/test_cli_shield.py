"""`lch shield`, `status` and `doctor` where something was left up: also with the database gone or broken."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.__main__ import main
from lch_desktop.domain.clock import SystemClock
from lch_desktop.domain.shield import Raised
from lch_desktop.shield.journal import NAME, FileJournal
from tests.integration.cli_runner import NOW

BARRIER = "sites-browser"  # its lowering is a file of ours, so that a test touches nothing of this computer


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this user's own is touched."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))


def lch(data_dir: Path, *words: str) -> int:
    return main(["--data-dir", str(data_dir), "--now", NOW, *words])


def leave_up(data_dir: Path, minutes: int, barrier: str = BARRIER) -> None:
    """What a crash leaves behind: a line of the journal whose deadline is `minutes` from now."""
    data_dir.mkdir(parents=True, exist_ok=True)
    until = SystemClock().now() + timedelta(minutes=minutes)
    FileJournal(data_dir / NAME).add(Raised(barrier, {}, until))


@pytest.mark.parametrize("database", ["none", "broken", "good"])
def test_restore_takes_everything_down_whatever_the_database_is(
    data_dir: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    leave_up(data_dir, 30)
    if database == "broken":
        (data_dir / "lch.db").write_bytes(b"no database at all")
    elif database == "good":
        assert lch(data_dir, "status") == 0
    capsys.readouterr()
    assert lch(data_dir, "shield", "restore", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"down": [BARRIER], "leftovers": []}
    assert not (data_dir / NAME).exists()
    assert lch(data_dir, "shield", "restore") == 0
    assert capsys.readouterr().out == "Nothing was up.\n"


def test_restore_says_what_it_could_not_take_down(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leave_up(data_dir, 30, "from-the-future")
    assert lch(data_dir, "shield", "restore") == 1
    assert "another version" in capsys.readouterr().out
    assert FileJournal(data_dir / NAME).entries()


def test_a_damaged_journal_is_said_and_everything_lowered(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / NAME).write_text("{half", encoding="utf-8")
    assert lch(data_dir, "doctor") == 0
    assert "BAD shield leftovers: the shield's journal cannot be read" in capsys.readouterr().out


@pytest.mark.parametrize(("minutes", "leftovers"), [(30, []), (-5, [BARRIER])])
def test_status_tells_what_is_up_and_what_should_not_be(
    data_dir: Path, minutes: int, leftovers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    leave_up(data_dir, minutes)
    assert lch(data_dir, "status", "--json") == 0
    assert json.loads(capsys.readouterr().out)["shield"] == {"raised": True, "leftovers": leftovers}
    assert lch(data_dir, "doctor") == 0
    assert ("BAD shield leftovers" in capsys.readouterr().out) is bool(leftovers)


def test_shield_status_by_itself_changes_nothing(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert lch(data_dir, "shield", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["raised"], told["leftovers"]) == ([], [])
    assert [each["barrier"] for each in told["barriers"]] == ["quiet", BARRIER, "sites-hosts", "apps"]
    assert not (data_dir / NAME).exists()
