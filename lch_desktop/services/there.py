"""There in the morning: a program that does not run reminds nobody.

Two entries with the system, each only after the rep's consent: one starts the program with the computer, one for
the minute itself. The system's own list is the truth; the settings are what the rep wants.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from lch_desktop.domain.errors import PlatformError

if TYPE_CHECKING:
    from datetime import datetime

    from lch_desktop.domain.recurrence import WeekPlan
    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.planning import Planning
    from lch_desktop.services.rep import Rep


class Found(StrEnum):
    """What the system has of ours."""

    NONE = "none"
    HERE = "here"  # it starts this program, on this data folder
    ELSEWHERE = "elsewhere"  # it starts another copy, or this one on another folder
    OFF = "off"  # it is there, and was switched off in the system's own settings


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `command`: what it starts, where that is something else; `why_not`: why there can be none, or ""."""

    found: Found
    command: str = ""
    why_not: str = ""


class LoginStart(Protocol):
    """Starts a program with the computer. Each call may take seconds."""

    def entry(self) -> Entry:
        """What is there now. Never fails."""
        ...

    def install(self) -> None:
        """Put the entry there, in place of any older one. Raises PlatformError."""
        ...

    def remove(self) -> None:
        """Take it away; also where there is none. Raises PlatformError."""
        ...


class OsStarter(Protocol):
    """Lets the system start a program for the minute. Each call may take seconds."""

    def entry(self) -> Entry:
        """What is there now. Never fails."""
        ...

    def write(self, plan: WeekPlan, now: datetime) -> bool:
        """Let it be started ten minutes before each start of `plan`; False where that was so already.

        The entry stays with a plan that has no day, and starts nothing. Raises PlatformError.
        """
        ...

    def remove(self) -> None:
        """Take it away; also where there is none. Raises PlatformError."""
        ...


@dataclass(frozen=True, slots=True)
class Presence:
    """Both entries, as the system has them."""

    login: Entry
    starter: Entry


class There:
    """The two entries. What touches the system takes no settings and no store: it may run on any thread."""

    def __init__(self, rep: Rep, planning: Planning, login: LoginStart, starter: OsStarter) -> None:
        self._rep = rep
        self._planning = planning
        self._login = login
        self._starter = starter

    def plan(self) -> tuple[WeekPlan, datetime]:
        """What `write_starter` and `keep_up` are given: the plan, and now."""
        return self._planning.week_plan(), self._rep.now()

    def look(self) -> Presence:
        """What the system has. May take seconds."""
        return Presence(self._login.entry(), self._starter.entry())

    def set_login(self, on: bool) -> None:
        """Start with the computer, or no longer. May take seconds. Raises PlatformError."""
        if on:
            self._login.install()
        else:
            self._login.remove()

    def set_starter(self, on: bool, plan: WeekPlan, now: datetime) -> None:
        """Be started for the minute, or no longer. May take seconds. Raises PlatformError."""
        if on:
            self._starter.write(plan, now)
        else:
            self._starter.remove()

    def keep_up(self, settings: Settings, plan: WeekPlan, now: datetime) -> bool:
        """Bring the entry for the minute up to the plan; True where it was not. May take seconds.

        What the rep has removed or switched off in the system stays so, and another copy's entry stays the other's.
        Raises PlatformError.
        """
        if not settings.os_starter:
            return False
        return self._starter.entry().found is Found.HERE and self._starter.write(plan, now)


class NoEntry:
    """Where nothing is to be put into the system (tests, tours): both ports at once."""

    def __init__(self, why_not: str = "The system is left alone here.") -> None:
        self._why_not = why_not

    def entry(self) -> Entry:
        """There is none, and why."""
        return Entry(Found.NONE, why_not=self._why_not)

    def install(self) -> None:
        """Refused. Raises PlatformError."""
        raise PlatformError("not-startable", why=self._why_not.rstrip("."))

    def write(self, plan: WeekPlan, now: datetime) -> bool:
        """Refused. Raises PlatformError."""
        raise PlatformError("not-startable", why=self._why_not.rstrip("."))

    def remove(self) -> None:
        """Nothing is there."""
