"""Cadences as data: which step follows an attempt, and on which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from lch_desktop.domain.calls import TouchKind


@dataclass(frozen=True, slots=True)
class Step:
    """What goes with attempt n: a voicemail or not, and the touches after it."""

    voicemail: bool = False
    touches: tuple[TouchKind, ...] = ()


RECONNECT_STEPS: tuple[Step, ...] = (
    Step(voicemail=True, touches=(TouchKind.TEXT,)),
    Step(voicemail=True, touches=(TouchKind.VIDEO,)),
    Step(touches=(TouchKind.EMAIL,)),
    Step(touches=(TouchKind.NOTE,)),
    Step(touches=(TouchKind.TEXT,)),
    Step(voicemail=True),  # the closing one, optional; then Nurture
)


@dataclass(frozen=True, slots=True)
class Cadences:
    """The rep's cadences. `gaps` are business days before attempts 2, 3, ...; nurture counts calendar days.

    Six attempts: 93 % of converted leads were reached by the sixth call (Velocify, Ultimate Contact
    Strategy). Two early voicemails: messages on the first two calls helped, later ones rarely
    (Velocify, 2015).
    """

    gaps: tuple[int, ...] = (1, 2, 3, 3, 5)
    steps: tuple[Step, ...] = RECONNECT_STEPS
    nurture_days: tuple[int, ...] = (30, 90)
    nurture_repeat_days: int = 91
    voicemail_limit: int = 2

    @property
    def attempts(self) -> int:
        """How many attempts Reconnect has."""
        return len(self.steps)

    def step(self, attempt: int) -> Step:
        """What goes with attempt `attempt` (1..); past the last step nothing does."""
        return self.steps[attempt - 1] if 1 <= attempt <= len(self.steps) else Step()

    def nurture_on(self, today: date, step: int) -> date:
        """The day of nurture call number `step` (0-based), counted from the one before it."""
        days = (0, *self.nurture_days)
        if step < len(self.nurture_days):
            return today + timedelta(days=days[step + 1] - days[step])
        return today + timedelta(days=self.nurture_repeat_days)


@dataclass(frozen=True, slots=True)
class WorkDays:
    """The rep's days: the work week less holidays and days off."""

    week: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    off: frozenset[date] = field(default_factory=frozenset)

    def works_on(self, day: date) -> bool:
        """Whether the rep calls on `day`. A week without any work day counts every day."""
        return (not self.week or day.weekday() in self.week) and day not in self.off

    def after(self, day: date, count: int) -> date:
        """The `count`-th business day after `day` (1..); searches at most two years of days off."""
        found = day
        for _ in range(count):
            for step in range(1, 731):
                candidate = found + timedelta(days=step)
                if self.works_on(candidate):
                    found = candidate
                    break
            else:
                found += timedelta(days=1)
        return found
