"""Started by the system for the minute: what is written is what systemd, launchd and Windows read."""

from __future__ import annotations

import os
import plistlib
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lch_desktop.domain.errors import PlatformError
from lch_desktop.domain.recurrence import Start, WeekPlan, next_starts
from lch_desktop.domain.wake_times import NOTICE_AHEAD, wake_times
from lch_desktop.platforms.own_command import Ran
from lch_desktop.platforms.starter import (
    AGENT,
    NO_SYSTEMD,
    TASK,
    UNIT,
    LaunchSchedule,
    SystemdTimer,
    make_starter,
    timer_text,
)
from lch_desktop.platforms.starter_windows import NAMESPACE, ScheduledTask, task_xml
from lch_desktop.services.there import Entry, Found, NoEntry

COMMAND = ("/bin/sh", "-m", "lch_desktop", "--data-dir", '/home/d r/100% $x "q" \\n über', "--tray")
CHICAGO = "America/Chicago"
NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # a Monday
WEEK = WeekPlan(zone=CHICAGO, starts={day: Start(time(8)) for day in range(5)})
LATER = WeekPlan(zone=CHICAGO, starts={0: Start(time(9, 30)), 6: Start(time(0, 5))})
NO_DAY = WeekPlan(zone=CHICAGO)


class SystemCtl:
    """systemctl --user, as far as the files go: `enable` makes the link."""

    def __init__(self, folder: Path, fails: str = "") -> None:
        self.folder = folder
        self.fails = fails
        self.said: list[str] = []

    def __call__(self, command: Sequence[str]) -> Ran:
        assert command[:2] == ("systemctl", "--user")
        self.said.append(" ".join(command[2:]))
        if command[2] == self.fails:
            return Ran(1, "Failed to connect to bus: No medium found\n")
        if command[2] == "enable":
            link = self.folder / "timers.target.wants" / command[3]
            link.parent.mkdir(exist_ok=True)
            link.unlink(missing_ok=True)
            link.symlink_to(self.folder / command[3])
        return Ran(0, "")


@pytest.fixture
def systemctl(tmp_path: Path) -> SystemCtl:
    return SystemCtl(tmp_path)


@pytest.fixture
def timer(systemctl: SystemCtl, tmp_path: Path) -> SystemdTimer:
    return SystemdTimer(COMMAND, tmp_path, systemctl)


def files(folder: Path) -> list[str]:
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if not file.is_dir())


def verified(folder: Path, tmp_path: Path) -> tuple[int, str]:
    """What systemd itself says of the units in `folder`."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed (systemd)")
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime), "HOME": str(tmp_path)}
    units = [str(file) for file in sorted(folder.glob(f"{UNIT}.*"))]
    done = subprocess.run(
        [analyze, "verify", "--user", *units], env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


# systemd


def test_written_found_changed_and_taken_away(timer: SystemdTimer, systemctl: SystemCtl, tmp_path: Path) -> None:
    assert timer.entry() == Entry(Found.NONE)
    assert timer.write(WEEK, NOW)
    assert systemctl.said == ["daemon-reload", f"enable {UNIT}.timer", f"restart {UNIT}.timer"]
    assert timer.entry() == Entry(Found.HERE)
    assert "OnCalendar=Fri *-*-* 07:50:00 America/Chicago" in (tmp_path / f"{UNIT}.timer").read_text().splitlines()
    systemctl.said.clear()
    assert not timer.write(WEEK, NOW)
    assert systemctl.said == []
    assert timer.write(LATER, NOW)
    assert "OnCalendar=Sat *-*-* 23:55:00 America/Chicago" in (tmp_path / f"{UNIT}.timer").read_text().splitlines()
    timer.remove()
    assert files(tmp_path) == []
    systemctl.said.clear()
    timer.remove()
    assert systemctl.said == []
    assert timer.entry() == Entry(Found.NONE)


@pytest.mark.parametrize("plan", [WEEK, LATER])
def test_systemd_takes_the_units(plan: WeekPlan, timer: SystemdTimer, tmp_path: Path) -> None:
    timer.write(plan, NOW)
    assert verified(tmp_path, tmp_path) == (0, "")


def test_systemd_would_say_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / f"{UNIT}.timer").write_text("[Timer]\nOnCalendar=Mon *-*-* 37:50:00 Mars/Olympus\n", encoding="utf-8")
    _, said = verified(tmp_path, tmp_path)
    assert "37:50" in said  # the check above can fail


@pytest.mark.parametrize(
    ("plan", "now"),
    [
        (WEEK, NOW),
        (LATER, NOW),
        (WEEK, datetime(2026, 3, 7, 12, tzinfo=UTC)),  # the clocks go forward on the 8th
        (WEEK, datetime(2026, 10, 31, 12, tzinfo=UTC)),  # and back on 1 November
        (WeekPlan(zone="Asia/Kathmandu", starts={2: Start(time(7, 30))}), NOW),
        (WeekPlan(zone="Pacific/Apia", starts={2: Start(time(0, 0))}), NOW),
    ],
)
def test_systemd_means_the_same_minutes(plan: WeekPlan, now: datetime) -> None:
    """The next six of systemd's own reckoning are ten minutes before the next six starts."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed (systemd)")
    lines = timer_text(wake_times(plan), plan.zone).splitlines()
    specs = [line.removeprefix("OnCalendar=") for line in lines if line.startswith("OnCalendar=")]
    base = f"--base-time={now:%Y-%m-%d %H:%M:%S} UTC"
    done = subprocess.run(
        [analyze, "calendar", base, "--iterations=6", *specs],
        env={**os.environ, "TZ": "UTC"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    said = [line.split(": ", 1)[1] for line in done.stdout.splitlines() if "elapse:" in line or "Iter. #" in line]
    elapses = sorted(datetime.strptime(text, "%a %Y-%m-%d %H:%M:%S UTC").replace(tzinfo=UTC) for text in said)
    expected = [at - NOTICE_AHEAD for at in next_starts(plan, now + NOTICE_AHEAD, 6)]
    assert elapses[:6] == expected


def test_the_clocks_gap_and_the_service(timer: SystemdTimer, tmp_path: Path) -> None:
    timer.write(WEEK, NOW)
    lines = (tmp_path / f"{UNIT}.service").read_text(encoding="utf-8").splitlines()
    quoted = '"/home/d r/100%% $$x \\"q\\" \\\\n über"'
    assert f'ExecStart="/bin/sh" "-m" "lch_desktop" "--data-dir" {quoted} "--tray"' in lines
    timer_lines = (tmp_path / f"{UNIT}.timer").read_text(encoding="utf-8").splitlines()
    assert "Persistent=true" in timer_lines
    assert not any("WakeSystem" in line for line in timer_lines)


def test_a_plan_without_a_day_waits_for_one(timer: SystemdTimer, tmp_path: Path) -> None:
    timer.write(WEEK, NOW)
    assert timer.write(NO_DAY, NOW)
    assert files(tmp_path) == [f"{UNIT}.service"]
    assert timer.entry().found is Found.HERE
    assert not timer.write(NO_DAY, NOW)
    assert timer.write(WEEK, NOW)
    assert timer.entry().found is Found.HERE


def disable(folder: Path) -> None:
    (folder / "timers.target.wants" / f"{UNIT}.timer").unlink()


def mask(folder: Path) -> None:
    (folder / f"{UNIT}.timer").unlink()
    (folder / f"{UNIT}.timer").symlink_to("/dev/null")


@pytest.mark.parametrize("off", [disable, mask])
def test_what_was_switched_off_is_off_until_it_is_put_again(
    off: Callable[[Path], None], timer: SystemdTimer, tmp_path: Path
) -> None:
    timer.write(WEEK, NOW)
    off(tmp_path)
    assert timer.entry() == Entry(Found.OFF)
    assert timer.write(WEEK, NOW)
    assert timer.entry() == Entry(Found.HERE)
    assert not (tmp_path / f"{UNIT}.timer").is_symlink()


def test_another_copys_entry_is_named(timer: SystemdTimer, systemctl: SystemCtl, tmp_path: Path) -> None:
    SystemdTimer(("/elsewhere/lch", "--tray"), tmp_path, systemctl).write(WEEK, NOW)
    assert timer.entry() == Entry(Found.ELSEWHERE, command='"/elsewhere/lch" "--tray"')


@pytest.mark.parametrize("step", ["daemon-reload", "enable", "restart"])
def test_a_systemd_that_refuses_leaves_nothing_behind(step: str, tmp_path: Path) -> None:
    timer = SystemdTimer(COMMAND, tmp_path, SystemCtl(tmp_path, fails=step))
    with pytest.raises(PlatformError, match="No medium found"):
        timer.write(WEEK, NOW)
    assert files(tmp_path) == []


def test_a_path_that_is_no_text_is_refused(systemctl: SystemCtl, tmp_path: Path) -> None:
    with pytest.raises(PlatformError, match="start-not-written"):
        SystemdTimer(("lch", "caf\udce9"), tmp_path, systemctl).write(WEEK, NOW)
    assert files(tmp_path) == []


def test_without_a_systemd_session_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = tmp_path / "run"
    (runtime / "systemd").mkdir(parents=True)
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/systemctl")
    environment = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(runtime)}
    assert isinstance(make_starter(tmp_path, environment, CHICAGO, "linux"), SystemdTimer)
    environment["XDG_RUNTIME_DIR"] = str(tmp_path)
    without = make_starter(tmp_path, environment, CHICAGO, "linux")
    assert without.entry() == Entry(Found.NONE, why_not=NO_SYSTEMD)
    without.remove()
    with pytest.raises(PlatformError, match="not-startable"):
        without.write(WEEK, NOW)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    environment["XDG_RUNTIME_DIR"] = str(runtime)
    assert isinstance(make_starter(tmp_path, environment, CHICAGO, "linux"), NoEntry)


# launchd


class LaunchCtl:
    """Answers as launchctl does."""

    def __init__(self, fails: str = "") -> None:
        self.fails = fails
        self.said: list[str] = []

    def __call__(self, command: Sequence[str]) -> Ran:
        self.said.append(command[1])
        return Ran(5, "Bootstrap failed: 5: Input/output error\n") if command[1] == self.fails else Ran(0, "")


def test_the_schedule_of_macos_is_on_its_own_clock(tmp_path: Path) -> None:
    launchctl = LaunchCtl()
    schedule = LaunchSchedule(COMMAND, tmp_path, "Europe/Berlin", launchctl)
    assert schedule.write(LATER, NOW)
    read = plistlib.loads((tmp_path / f"{AGENT}.plist").read_bytes())
    assert read["ProgramArguments"] == list(COMMAND)
    assert read["StartCalendarInterval"] == [
        {"Weekday": 1, "Hour": 16, "Minute": 20},  # Monday 9:30 in Chicago
        {"Weekday": 0, "Hour": 6, "Minute": 55},  # Sunday 0:05 in Chicago; launchd's Sunday is 0
    ]
    assert "RunAtLoad" not in read
    assert launchctl.said[-3:] == ["enable", "bootout", "bootstrap"]
    assert schedule.entry().found is Found.HERE
    assert not schedule.write(LATER, NOW)
    assert schedule.write(NO_DAY, NOW)
    assert schedule.entry().found is Found.HERE
    schedule.remove()
    schedule.remove()
    assert files(tmp_path) == []


def test_a_launchd_that_refuses_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(PlatformError, match="Input/output error"):
        LaunchSchedule(COMMAND, tmp_path, CHICAGO, LaunchCtl("bootstrap")).write(WEEK, NOW)
    assert files(tmp_path) == []


# Windows


class SchTasks:
    """Keeps one task, as schtasks shows it: with a declaration that is not true of the pipe."""

    def __init__(self) -> None:
        self.task: ElementTree.Element | None = None
        self.refuses = False

    def __call__(self, command: Sequence[str]) -> Ran:
        assert command[0] == "schtasks"
        assert TASK in command
        if command[1] == "/Query":
            if self.task is None:
                return Ran(1, "ERROR: The system cannot find the file specified.\r\n")
            ElementTree.register_namespace("", NAMESPACE)
            shown = ElementTree.tostring(self.task, "unicode")
            return Ran(0, f'<?xml version="1.0" encoding="UTF-16"?>\n{shown}')
        if self.refuses:
            return Ran(1, "ERROR: Access is denied.\r\n")
        if command[1] == "/Create":
            self.task = ElementTree.parse(command[command.index("/XML") + 1]).getroot()
        elif command[1] == "/Delete":
            self.task = None
        return Ran(0, "SUCCESS\r\n")


def found(task: ElementTree.Element, path: str) -> list[str]:
    spaced = "/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/"))
    return [element.text or "" for element in task.iterfind(spaced)]


def test_the_task_of_windows_is_what_its_schema_wants() -> None:
    monday = datetime(2026, 11, 23, 10, 30)
    document = task_xml(COMMAND, wake_times(LATER), monday)
    assert document.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16 with its mark, as schtasks wants it
    task = ElementTree.fromstring(document)
    assert (task.tag, task.get("version")) == (f"{{{NAMESPACE}}}Task", "1.2")
    order = [child.tag.rpartition("}")[2] for child in task]
    assert order == ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]
    assert found(task, "Triggers/CalendarTrigger/StartBoundary") == ["2026-11-23T09:20:00", "2026-11-28T23:55:00"]
    days = task.findall(f".//{{{NAMESPACE}}}DaysOfWeek/*")
    assert [day.tag.rpartition("}")[2] for day in days] == ["Monday", "Saturday"]
    settings = {name: found(task, f"Settings/{name}")[0] for name in ("StartWhenAvailable", "WakeToRun")}
    assert settings == {"StartWhenAvailable": "true", "WakeToRun": "false"}
    assert found(task, "Principals/Principal/LogonType") == ["InteractiveToken"]
    assert found(task, "Actions/Exec/Command") == [COMMAND[0]]
    assert found(task, "Actions/Exec/Arguments") == [subprocess.list2cmdline(COMMAND[1:])]


def test_the_task_is_written_found_changed_and_taken_away() -> None:
    schtasks = SchTasks()
    task = ScheduledTask(COMMAND, CHICAGO, schtasks)
    assert task.entry().found is Found.NONE
    assert task.write(WEEK, NOW)
    assert task.entry().found is Found.HERE
    assert not task.write(WEEK, NOW)
    assert task.write(LATER, NOW)
    assert ScheduledTask(("other.exe",), CHICAGO, schtasks).entry().found is Found.ELSEWHERE
    assert schtasks.task is not None
    settings = schtasks.task.find(f"{{{NAMESPACE}}}Settings")
    assert settings is not None
    ElementTree.SubElement(settings, f"{{{NAMESPACE}}}Enabled").text = "false"
    assert task.entry().found is Found.OFF
    task.remove()
    task.remove()
    assert task.entry().found is Found.NONE


def test_a_scheduler_that_refuses_is_quoted() -> None:
    schtasks = SchTasks()
    task = ScheduledTask(COMMAND, CHICAGO, schtasks)
    task.write(WEEK, NOW)
    schtasks.refuses = True
    with pytest.raises(PlatformError, match="Access is denied"):
        task.write(LATER, NOW)
    with pytest.raises(PlatformError, match="Access is denied"):
        task.remove()
