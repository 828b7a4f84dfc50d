"""A scheduled task of the user (learn.microsoft.com, Task Scheduler schema), registered by schtasks."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from lch_desktop.domain.errors import PlatformError
from lch_desktop.domain.wake_times import WakeTime, wake_times_in
from lch_desktop.domain.zones import zone_info
from lch_desktop.platforms.starter import TASK
from lch_desktop.services.there import Entry, Found

if TYPE_CHECKING:
    from lch_desktop.domain.recurrence import WeekPlan
    from lch_desktop.platforms.own_command import Run

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SETTINGS = (
    ("MultipleInstancesPolicy", "IgnoreNew"),
    ("DisallowStartIfOnBatteries", "false"),
    ("StopIfGoingOnBatteries", "false"),
    ("StartWhenAvailable", "true"),  # a start that was missed is made up for
    ("WakeToRun", "false"),
    ("ExecutionTimeLimit", "PT0S"),  # none
)


class ScheduledTask:
    """One task; its times are the computer's own clock. Written, but not run by us."""

    def __init__(self, command: Sequence[str], zone: str, run: Run) -> None:
        self._command = command
        self._zone = zone
        self._run = run

    def entry(self) -> Entry:
        """See OsStarter."""
        task = self._task()
        if task is None:
            return Entry(Found.NONE)
        there = (_text(task, "Actions/Exec/Command"), _text(task, "Actions/Exec/Arguments"))
        if there != (self._command[0], subprocess.list2cmdline(self._command[1:])):
            return Entry(Found.ELSEWHERE, command=" ".join(there))
        return Entry(Found.OFF) if _text(task, "Settings/Enabled") == "false" else Entry(Found.HERE)

    def write(self, plan: WeekPlan, now: datetime) -> bool:
        """See OsStarter."""
        times = wake_times_in(self._zone, plan, now)
        task = self._task()
        if task is not None and self.entry().found is Found.HERE and _times_of(task) == set(times):
            return False
        document = task_xml(self._command, times, now.astimezone(zone_info(self._zone)))
        handle, name = tempfile.mkstemp(suffix=".xml")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(document)
            done = self._run(("schtasks", "/Create", "/TN", TASK, "/XML", name, "/F"))
        finally:
            with suppress(OSError):
                Path(name).unlink()
        if done.code:
            raise PlatformError("start-not-written", why=done.why)
        return True

    def remove(self) -> None:
        """See OsStarter."""
        if self._task() is None:
            return
        done = self._run(("schtasks", "/Delete", "/TN", TASK, "/F"))
        if done.code:
            raise PlatformError("start-not-removed", path=TASK, why=done.why)

    def _task(self) -> ElementTree.Element | None:
        asked = self._run(("schtasks", "/Query", "/TN", TASK, "/XML"))
        start = asked.out.find("<Task")  # the declaration before it names an encoding that the pipe does not have
        if asked.code or start < 0:
            return None
        try:
            return ElementTree.fromstring(asked.out[start:])
        except ElementTree.ParseError:
            return None


def task_xml(command: Sequence[str], times: Sequence[WakeTime], today: datetime) -> bytes:
    """The task as schtasks reads it: UTF-16. `today` is the computer's own wall clock; times begin with its date."""
    task = ElementTree.Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    about = _add(task, "RegistrationInfo")
    _add(about, "Description", "Starts Lead Conversion Hour ten minutes before each planned hour.")
    triggers = _add(task, "Triggers")
    for each in times:
        _add_trigger(triggers, each, today)
    principal = _add(_add(task, "Principals"), "Principal")
    principal.set("id", "Author")
    _add(principal, "LogonType", "InteractiveToken")
    _add(principal, "RunLevel", "LeastPrivilege")
    settings = _add(task, "Settings")
    for name, value in _SETTINGS:
        _add(settings, name, value)
    actions = _add(task, "Actions")
    actions.set("Context", "Author")
    execute = _add(actions, "Exec")
    _add(execute, "Command", command[0])
    _add(execute, "Arguments", subprocess.list2cmdline(command[1:]))
    try:
        document: bytes = ElementTree.tostring(task, encoding="utf-16", xml_declaration=True)
    except UnicodeEncodeError as error:
        raise PlatformError("start-not-written", why="its path is no text") from error
    return document


def _add_trigger(triggers: ElementTree.Element, each: WakeTime, today: datetime) -> None:
    first = today.date() + timedelta(days=(each.weekday - today.weekday()) % 7)
    trigger = _add(triggers, "CalendarTrigger")
    _add(trigger, "StartBoundary", f"{first.isoformat()}T{each.at:%H:%M:%S}")  # without an offset: the wall clock
    week = _add(trigger, "ScheduleByWeek")
    _add(week, "WeeksInterval", "1")
    _add(_add(week, "DaysOfWeek"), _DAYS[each.weekday])


def _times_of(task: ElementTree.Element) -> set[WakeTime]:
    found = set()
    for trigger in task.iterfind(f".//{{{NAMESPACE}}}CalendarTrigger"):
        starts = _text(trigger, "StartBoundary").partition("T")[2]
        days = trigger.find(_path("ScheduleByWeek/DaysOfWeek"))
        for day in days if days is not None else ():
            with suppress(ValueError):
                at = time.fromisoformat(starts[:8])
                found.add(WakeTime(_DAYS.index(day.tag.rpartition("}")[2]), at))
    return found


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name)
    made.text = text or None
    return made


def _path(path: str) -> str:
    return "/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/"))


def _text(element: ElementTree.Element, path: str) -> str:
    return (element.findtext(_path(path)) or "").strip()
