"""`lch status` and `lch doctor`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lch_desktop import __version__
from lch_desktop.app import build_services
from lch_desktop.cli import invocation
from lch_desktop.domain.session import Goals
from lch_desktop.domain.stored import OpenCard
from lch_desktop.platforms import checks
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch

STATUS_KEYS = [
    "version", "next_start", "session", "today", "streak", "best_streak", "strength", "spare_days", "shield", "leads",
    "calls",
]  # fmt: skip
SESSION_KEYS = [
    "id", "started_at", "ends_at", "left_s", "paused", "planned_minutes", "lead_id", "dials", "connects",
    "conversations", "asks", "appointments", "resistance",
]  # fmt: skip
CHECKS = [
    "display", "system libraries", "data folder", "disk space", "database integrity", "backups",
    "notifications", "autostart", "scheduler", "shield leftovers",
]  # fmt: skip


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    return Lch(data_dir, capsys)


def doctor(lch: Lch) -> dict[str, dict[str, object]]:
    answers = lch.json("doctor")
    assert all(list(answer) == ["check", "ok", "detail", "fix"] for answer in answers)
    assert all(bool(answer["fix"]) != answer["ok"] for answer in answers)
    assert [answer["check"] for answer in answers] == CHECKS
    return {answer["check"]: answer for answer in answers}


def test_status_of_a_new_folder(lch: Lch) -> None:
    status = lch.json("status")
    assert list(status) == STATUS_KEYS
    assert (status["version"], status["session"]) == (__version__, None)
    assert status["next_start"] == "2026-11-24T08:00:00-06:00"
    assert list(status["today"]) == ["date", "result", "value", "focus_minutes", "dials"]
    assert (status["leads"], status["calls"], status["streak"]) == (0, 0, 0)
    assert status["shield"] == {"raised": False, "leftovers": []}


def test_status_of_a_running_hour(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    services = build_services(lch.data_dir, FakeClock(), CHICAGO)
    hour = services.hour.start(PlannedHour(60, Goals(calls=3)), 2)
    services.store.sessions.save_open_card(hour.id, OpenCard(lead_id=2))
    services.store.close()
    session = lch.json("status", now="2026-11-23T10:45:00-06:00")["session"]
    assert list(session) == SESSION_KEYS
    assert (session["left_s"], session["lead_id"], session["planned_minutes"]) == (2700, 2, 60)
    said = lch.run("status", now="2026-11-23T10:45:30-06:00")
    assert "44 min 29 s left, 0 dials, 0 conversations" in said.out or "44 min 30 s left" in said.out


def test_status_in_words(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    lines = lch.text("status").splitlines()
    assert "The hour    not running" in lines
    assert "Next start  Tue 24 Nov 8:00" in lines
    assert "Leads       3" in lines


def test_the_zone_decides_the_day(lch: Lch) -> None:
    late = "2026-11-23T22:30:00-06:00"
    assert lch.json("status", now=late)["today"]["date"] == "2026-11-23"
    assert lch.json("status", now=late, zone="Asia/Tokyo")["today"]["date"] == "2026-11-24"


def test_the_doctor_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "not there yet"
    answers = doctor(Lch(folder, capsys))
    assert answers["data folder"]["detail"] == f"{folder} is made at the first start"
    assert answers["database integrity"]["detail"] == "no database yet"
    assert not folder.exists()


def test_a_sound_folder(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    answers = doctor(lch)
    for check in ("data folder", "disk space", "database integrity", "backups"):
        assert answers[check]["ok"], answers[check]
    assert answers["database integrity"]["detail"] == "sound"


def test_a_damaged_database_is_found_and_left_alone(lch: Lch, tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    database = lch.data_dir / "lch.db"
    database.write_bytes(b"no database at all " * 500)
    before = database.read_bytes()
    found = doctor(lch)["database integrity"]
    assert not found["ok"]
    assert "damaged" in str(found["detail"])
    assert database.read_bytes() == before


def test_a_file_where_the_folder_should_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("mine", encoding="utf-8")
    for folder in (in_the_way, in_the_way / "deeper" / "still"):
        found = doctor(Lch(folder, capsys))["data folder"]
        assert (found["ok"], found["detail"]) == (False, f"{in_the_way} is a file")
    assert in_the_way.read_text(encoding="utf-8") == "mine"


def test_a_name_that_no_folder_can_have(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not doctor(Lch(tmp_path / ("x" * 300), capsys))["data folder"]["ok"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other things there")
def test_a_folder_that_others_can_read(lch: Lch) -> None:
    lch.data_dir.chmod(0o755)
    assert "other users" in str(doctor(lch)["data folder"]["detail"])


def test_a_folder_that_cannot_be_written(lch: Lch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.os, "access", lambda *_: False)
    assert "cannot be written" in str(doctor(lch)["data folder"]["detail"])


def test_a_disk_that_is_nearly_full(lch: Lch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.ThisComputer, "free_bytes", lambda _: 50_000_000)
    found = doctor(lch)["disk space"]
    assert (found["ok"], found["detail"]) == (False, "0.1 GB free")


def test_the_state_of_the_backups(lch: Lch, tmp_path: Path) -> None:
    assert str(doctor(lch)["backups"]["detail"]).startswith("none yet")
    lch.brings_in(tmp_path)
    found = doctor(lch)["backups"]
    assert found["ok"]
    assert str(found["detail"]).startswith("1 backup in ")
    assert "the newest: today 10:30 am, 3 leads, 0 calls" in str(found["detail"])
    newest = Path(lch.json("backup", now="2026-11-24T08:00:00-06:00")["file"])
    newest.write_bytes(newest.read_bytes()[:8000])
    found = doctor(lch)["backups"]
    assert not found["ok"]
    assert "2 backups" in str(found["detail"])
    assert str(found["detail"]).endswith("which is damaged")


def test_a_week_of_work_without_a_backup_is_said(lch: Lch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = "2026-12-03T08:00:00-06:00"
    lch.brings_in(tmp_path)
    idle = {check["check"]: check for check in lch.json("doctor", now=later)}["backups"]
    assert idle["ok"]  # nothing was written since
    monkeypatch.setattr(invocation, "WRITING", frozenset())
    lch.json("log", 1, "no-answer", now=later)
    found = {check["check"]: check for check in lch.json("doctor", now=later)}["backups"]
    assert (found["ok"], found["fix"]) == (False, "Run lch backup, and read what it says.")
    assert found["detail"].endswith(", 10 days ago")


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"DISPLAY": ":7"}, "DISPLAY :7"),
        ({"DISPLAY": ":7", "WAYLAND_DISPLAY": "wayland-0"}, "WAYLAND_DISPLAY wayland-0"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "Qt's offscreen platform"),
        ({"QT_QPA_PLATFORM": "xcb"}, ""),
        ({}, ""),
    ],
)
def test_the_display(environment: dict[str, str], found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert checks.display("linux") == found
    assert checks.display("darwin") == checks.display("win32") == "the desktop"


def test_missing_libraries_are_named_by_package(lch: Lch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None if "cursor" in name else f"lib{name}.so")
    assert checks.ThisComputer(lch.data_dir, "linux").missing_libraries() == ("libxcb-cursor0",)
    assert checks.ThisComputer(lch.data_dir, "win32").missing_libraries() == ()


def test_the_doctor_in_words(lch: Lch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.ThisComputer, "free_bytes", lambda _: 0)
    lines = lch.text("doctor").splitlines()
    assert "BAD disk space: 0.0 GB free" in lines
    assert lines[lines.index("BAD disk space: 0.0 GB free") + 1].startswith("    Free some space")
