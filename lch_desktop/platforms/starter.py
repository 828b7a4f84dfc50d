"""Started by the system for the minute: a systemd timer of the user, a launchd schedule, a scheduled task.

None wakes the computer; each makes up for a start that was missed while it slept (systemd and Windows also for one
while it was off). Linux is run and tested. macOS and Windows are written by the systems' documentation; what they are
given is tested, the systems themselves were not there to run it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import PlatformError
from lch_desktop.domain.wake_times import WakeTime, wake_times, wake_times_in
from lch_desktop.platforms.autostart import agent_entry, write_agent
from lch_desktop.platforms.own_command import (
    Ran,
    Run,
    one_line,
    read_text,
    remove_file,
    run,
    tray_command,
    unit_line,
    write_text,
)
from lch_desktop.services.there import Entry, Found, NoEntry, OsStarter

if TYPE_CHECKING:
    from datetime import datetime

    from lch_desktop.domain.recurrence import WeekPlan

UNIT = "lead-conversion-hour"
AGENT = "org.lead-conversion-hour.start"
TASK = "Lead Conversion Hour"
NO_SYSTEMD = "This desktop has no systemd user session, so the system cannot start it; start with the computer instead."
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WRITTEN_BY = "# Written by Lead Conversion Hour (Settings, There in the morning), anew when the plan changes."


def make_starter(
    data_dir: Path, environment: Mapping[str, str], zone: str, platform: str = sys.platform, run: Run = run
) -> OsStarter:
    """The one of `platform`, a `sys.platform` value, for this program on `data_dir`; `zone` is the system's."""
    command = tray_command(data_dir, platform)
    home = Path(environment.get("HOME") or Path.home())
    if platform == "win32":
        from lch_desktop.platforms.starter_windows import ScheduledTask

        return ScheduledTask(command, zone, run)
    if platform == "darwin":
        return LaunchSchedule(command, home / "Library" / "LaunchAgents", zone, run)
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    if not runtime or not (Path(runtime) / "systemd").is_dir() or shutil.which("systemctl") is None:
        return NoEntry(NO_SYSTEMD)
    config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    return SystemdTimer(command, config / "systemd" / "user", run)


class SystemdTimer:
    """A timer and a service of the user's systemd. The plan without a day has a service and no timer."""

    def __init__(self, command: Sequence[str], folder: Path, run: Run) -> None:
        self._command = command
        self._service = folder / f"{UNIT}.service"
        self._timer = folder / f"{UNIT}.timer"
        self._wanted = folder / "timers.target.wants" / self._timer.name
        self._run = run

    def entry(self) -> Entry:
        """See OsStarter. Asks the files, which are what systemd goes by."""
        service = read_text(self._service)
        if service is None:
            return Entry(Found.NONE)
        there = next((line for line in service.splitlines() if line.startswith("ExecStart=")), "")
        if there != self._start_line():
            return Entry(Found.ELSEWHERE, command=there.removeprefix("ExecStart="))
        if os.path.lexists(self._timer) and (self._timer.is_symlink() or not os.path.lexists(self._wanted)):
            return Entry(Found.OFF)  # masked, or disabled
        return Entry(Found.HERE)

    def write(self, plan: WeekPlan, now: datetime) -> bool:
        """See OsStarter. The timer knows the plan's zone, so its times are those of the plan."""
        times = wake_times(plan)
        service, timer = service_text(one_line(self._command)), timer_text(times, plan.zone)
        is_there = self.entry().found is Found.HERE and read_text(self._service) == service
        if is_there and read_text(self._timer) == (timer if times else None):
            return False
        if self._timer.is_symlink():
            remove_file(self._timer)
        write_text(self._service, service)
        if not times:
            self._stop()
            return True
        write_text(self._timer, timer)
        # Started anew, since a timer that is waiting goes on waiting for the time that it was given.
        for words in (("daemon-reload",), ("enable", self._timer.name), ("restart", self._timer.name)):
            done = self._systemctl(*words)
            if done.code:
                self.remove()
                raise PlatformError("start-not-written", why=done.why)
        return True

    def remove(self) -> None:
        """See OsStarter. The program itself, if the service started it, goes on."""
        self._stop()
        if os.path.lexists(self._service):
            remove_file(self._service)
            self._systemctl("daemon-reload")

    def _stop(self) -> None:
        if os.path.lexists(self._timer) or os.path.lexists(self._wanted):
            self._systemctl("stop", self._timer.name)
        remove_file(self._wanted)
        remove_file(self._timer)

    def _start_line(self) -> str:
        try:
            return f"ExecStart={unit_line(one_line(self._command))}"
        except PlatformError:
            return ""

    def _systemctl(self, *words: str) -> Ran:
        return self._run(("systemctl", "--user", *words))


def service_text(command: Sequence[str]) -> str:
    """The service (systemd.service(5)) that runs `command`."""
    return f"""{_WRITTEN_BY}
[Unit]
Description=Lead Conversion Hour, in the tray for the hour of the morning
After=graphical-session.target
StartLimitIntervalSec=45min
StartLimitBurst=40

[Service]
ExecStart={unit_line(command)}
# Nobody is at the screen yet: it says so and ends with 1. Tried each minute, until well after the hour's start.
RestartForceExitStatus=1
RestartSec=60
# What it has opened (a dialer, a browser) does not end with it.
KillMode=process
"""


def timer_text(times: Sequence[WakeTime], zone: str) -> str:
    """The timer (systemd.timer(5), systemd.time(7)): each of `times` on the clock of `zone`.

    Persistent: a start that was missed while the computer was off is made up for. The computer is not woken.
    """
    calendar = "\n".join(f"OnCalendar={_DAYS[each.weekday]} *-*-* {each.at:%H:%M}:00 {zone}" for each in times)
    return f"""{_WRITTEN_BY}
[Unit]
Description=Lead Conversion Hour, ten minutes before each planned hour

[Timer]
{calendar}
AccuracySec=5
Persistent=true

[Install]
WantedBy=timers.target
"""


class LaunchSchedule:
    """A launch agent with StartCalendarInterval (launchd.plist(5)); its times are the computer's own clock."""

    def __init__(self, command: Sequence[str], folder: Path, zone: str, run: Run) -> None:
        self._command = list(command)
        self._path = folder / f"{AGENT}.plist"
        self._zone = zone
        self._run = run
        self._domain = f"gui/{os.getuid() if hasattr(os, 'getuid') else 0}"

    def entry(self) -> Entry:
        """See OsStarter."""
        return agent_entry(self._path, AGENT, self._command, self._run)

    def write(self, plan: WeekPlan, now: datetime) -> bool:
        """See OsStarter."""
        # launchd's week begins with Sunday as 0; ours with Monday as 0.
        intervals = [
            {"Weekday": (each.weekday + 1) % 7, "Hour": each.at.hour, "Minute": each.at.minute}
            for each in wake_times_in(self._zone, plan, now)
        ]
        agent = {
            "Label": AGENT,
            "ProgramArguments": self._command,
            "ProcessType": "Interactive",
            "StartCalendarInterval": intervals,
        }
        before = read_text(self._path)
        was_here = self.entry().found is Found.HERE
        write_agent(self._path, agent)
        if was_here and read_text(self._path) == before:
            return False
        self._run(("launchctl", "enable", f"{self._domain}/{AGENT}"))
        self._run(("launchctl", "bootout", f"{self._domain}/{AGENT}"))  # fails where it is not loaded: no harm
        done = self._run(("launchctl", "bootstrap", self._domain, str(self._path)))
        if done.code:
            remove_file(self._path)
            raise PlatformError("start-not-written", why=done.why)
        return True

    def remove(self) -> None:
        """See OsStarter."""
        if read_text(self._path) is not None:
            self._run(("launchctl", "bootout", f"{self._domain}/{AGENT}"))
        remove_file(self._path)
