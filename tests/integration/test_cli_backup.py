"""`lch backup`, `lch restore`, and what every command says of a damaged database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from lch_desktop.platforms.window_socket import WindowLock
from tests.integration.cli_runner import Lch
from tests.integration.test_backup import damage, leads_in

TOMORROW = "2026-11-24T08:00:00-06:00"
DAILY = "daily-20261123T163000Z.db"


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Lch:
    """With three leads in, and the day's backup that came with them."""
    made = Lch(data_dir, capsys)
    made.brings_in(tmp_path)
    return made


def test_a_command_that_writes_makes_the_days_backup(lch: Lch) -> None:
    assert [entry["name"] for entry in lch.json("restore")] == [DAILY]
    lch.json("log", 1, "no-answer")
    assert len(lch.json("restore")) == 1
    lch.json("status", now=TOMORROW)
    assert len(lch.json("restore")) == 1
    lch.json("log", 2, "no-answer", now=TOMORROW)
    assert len(lch.json("restore")) == 2


def test_the_day_is_the_reps_own(lch: Lch) -> None:
    """At 00:30 UTC it is still Monday in Chicago; at 1 in the night the day has not rolled over."""
    for now in ("2026-11-24T00:30:00Z", "2026-11-24T01:00:00-06:00"):
        lch.json("log", 1, "no-answer", now=now)
    assert len(lch.json("restore")) == 1


def test_a_rehearsal_of_an_import_makes_no_backup(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = Lch(data_dir, capsys)
    assert empty.text("restore").startswith("There are no backups in ")
    assert empty.json("restore") == []
    assert not (data_dir / "backups").exists()


def test_a_backup_is_made_and_listed(lch: Lch) -> None:
    made = lch.json("backup")
    assert made == {
        "file": str(lch.data_dir / "backups" / "by-hand-20261123T163000Z.db"),
        "bytes": Path(made["file"]).stat().st_size,
        "leads": 3,
        "calls": 0,
    }
    assert leads_in(Path(made["file"])) == ["Dana Ruiz", "Kim Boone", "Jun Okafor"]
    listed = lch.json("restore")
    assert {entry["name"]: entry["kind"] for entry in listed} == {
        "by-hand-20261123T163000Z.db": "by-hand",
        DAILY: "daily",
    }
    assert {entry["leads"] for entry in listed} == {3}
    text = lch.text("restore")
    assert "today 10:30 am" in text
    assert "3 leads, 0 calls" in text
    assert "It holds 3 leads, 0 calls, and was checked." in lch.text("backup")


def test_a_backup_in_a_place_of_ones_own(lch: Lch, tmp_path: Path) -> None:
    target = tmp_path / "a stick" / "leads.db"
    assert lch.json("backup", "-o", target)["file"] == str(target)
    assert len(leads_in(target)) == 3
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Kim")
    assert "is no backup" in lch.fails("backup", "-o", letter)
    assert letter.read_text() == "Dear Kim"
    assert "can be written" in lch.fails("backup", "-o", letter / "below.db")


def test_restoring(lch: Lch) -> None:
    lch.json("log", 1, "no-answer")
    done = lch.json("restore", DAILY)
    assert (done["leads"], done["calls"], done["aside"]) == (3, 0, None)
    assert lch.json("status")["calls"] == 0
    again = lch.json("restore", done["kept"])
    assert again["calls"] == 1
    assert lch.json("status")["calls"] == 1
    told = lch.text("restore", DAILY)
    assert told.startswith(f"Brought back: {DAILY}, 3 leads, 0 calls.\nWhat was there before is kept: ")


def test_restoring_on_a_new_computer(lch: Lch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "moved.db"
    lch.json("backup", "-o", file)
    other = Lch(tmp_path / "new" / "folder", capsys)
    assert other.json("restore", file)["leads"] == 3
    assert len(other.json("leads")) == 3


def test_an_open_window_is_left_its_database(lch: Lch) -> None:
    lch.json("log", 1, "no-answer")
    lock = WindowLock(lch.data_dir)
    assert lock.take()
    try:
        assert "window is open" in lch.fails("restore", DAILY)
        assert len(lch.json("restore")) == 1  # listing and backing up go on
        assert lch.json("backup")["calls"] == 1
    finally:
        lock.release()
    assert lch.json("status")["calls"] == 1
    assert lch.json("restore", DAILY)["calls"] == 0


@pytest.mark.parametrize("command", [["status"], ["leads", "--json"], ["log", "1", "no-answer"], ["backup"]])
def test_a_damaged_database_names_the_way_out(lch: Lch, command: list[str]) -> None:
    damage(lch.data_dir / "lch.db")
    said = lch.fails(*command, now=TOMORROW)
    assert f"lch restore {DAILY} brings back" in said
    assert "(yesterday 10:30 am, 3 leads, 0 calls)" in said
    done = lch.json("restore", DAILY, now=TOMORROW)
    assert (done["kept"], done["aside"]) == (None, "lch.db.broken-2026-11-24")
    assert len(lch.json("leads")) == 3


def test_a_damaged_backup_is_passed_over(lch: Lch) -> None:
    newer = Path(lch.json("backup", now=TOMORROW)["file"])
    damage(newer)
    damage(lch.data_dir / "lch.db")
    assert f"lch restore {DAILY} brings back" in lch.fails("status", now=TOMORROW)


def test_without_a_good_backup_the_plain_sentence_stands(lch: Lch) -> None:
    for file in (lch.data_dir / "backups").iterdir():
        damage(file)
    damage(lch.data_dir / "lch.db")
    assert "was left untouched" in lch.fails("status")


def test_another_programs_file_is_refused(lch: Lch, tmp_path: Path) -> None:
    theirs = tmp_path / "recipes.db"
    with sqlite3.connect(theirs) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    db.close()
    assert "no whole database of this program" in lch.fails("restore", theirs)
    assert "There is no backup" in lch.fails("restore", "nothing.db")
    assert len(lch.json("leads")) == 3
