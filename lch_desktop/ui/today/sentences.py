"""What Today says about the time: the greeting, the countdown, why nobody can be called. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.morning import SICK
from lch_desktop.domain.streak import Band, HabitState, Mark
from lch_desktop.words import WEEKDAYS_LONG, Style, clock, day_near, gate_counted, percent, short_clock, span

if TYPE_CHECKING:
    from lch_desktop.domain.queue import Gate

MORNING_FROM_H, NOON_H, EVENING_FROM_H = 3, 12, 18
KEPT = frozenset({Mark.FULL, Mark.SHORT, Mark.BONUS})
ASKED_FOR = frozenset({Mark.FULL, Mark.SHORT, Mark.MISSED, Mark.SPARED})
LOOK_BACK_REQUIRED = 4  # a week's required days, less today's
LOOK_BACK_DAYS = 7  # less than a week: a weekday's name means one day only
NOBODY_DUE = "Nobody is due right now. Under Leads you can star somebody for today, add a lead or import a file."
BANDS = {
    Band.STARTING: "Starting",
    Band.BUILDING: "Building",
    Band.SOLID: "Solid",
    Band.SECOND_NATURE: "Second nature",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The instant on the rep's wall clock, and where the hour stands to it."""

    now: datetime
    starts_at: datetime | None = None  # today's start, also when it has passed
    next_at: datetime | None = None  # the first start still ahead
    kept: bool = False  # today's hour is done
    skipped: str = ""  # why today's hour is skipped
    day_off: str = ""  # why none is planned today: the holiday's name, "Day off"
    offered: bool = False  # it is late, and a line of its own says until when it may be started

    @property
    def late(self) -> bool:
        """Whether today's start has passed without an hour."""
        return self.starts_at is not None and self.now > self.starts_at and not self.kept

    @property
    def shown_start(self) -> datetime | None:
        """The start that the page speaks of: today's until it is done, then the next."""
        return self.next_at if self.kept or self.skipped or self.starts_at is None else self.starts_at


def greeting(now: datetime, rep_name: str) -> str:
    """By the time of day, with the first name where there is one."""
    if MORNING_FROM_H <= now.hour < NOON_H:
        words = "Good morning"
    elif NOON_H <= now.hour < EVENING_FROM_H:
        words = "Good afternoon"
    else:
        words = "Good evening"
    first, _, _ = rep_name.strip().partition(" ")
    return f"{words}, {first}" if first else words


def hour_text(start: datetime | None, minutes: int, style: Style) -> str:
    """ "8:00 to 9:00", or only its length where no start is planned."""
    if start is None:
        return f"{minutes} minutes"
    end = start + timedelta(minutes=minutes)
    return f"{short_clock(start, style)} to {short_clock(end, style)}"


def countdown(moment: Moment, style: Style) -> str:
    """How far the start is, in words and whole minutes."""
    start = moment.shown_start
    if start is None:
        return "No start is planned. Any time is a good one."
    if moment.late and not moment.skipped:
        passed = f"{short_clock(start, style)} has passed"
        return passed if moment.offered else f"{passed}. Now works too."
    ahead_s = (start - moment.now).total_seconds()
    when = f"{day_near(start.date(), moment.now.date())} at {short_clock(start, style)}"
    if moment.kept:
        return f"Done for today. Next: {when}"
    if moment.skipped or moment.day_off:
        why = moment.day_off or ("Sick today" if moment.skipped == SICK else "Skipped today")
        return f"{why}. Next: {when}"
    if start.date() != moment.now.date():
        return when
    minutes = -(-ahead_s // 60)
    return f"starts in {span(minutes * 60)}" if minutes else "starts now"


def short_hour_offer(now: datetime) -> str:
    """What the quiet offer of the short hour begins with."""
    return "Rough morning?" if now.hour < NOON_H else "Rough day?"


def why_nobody(hidden: tuple[tuple[Gate, int], ...], next_at: datetime | None, now: datetime, style: Style) -> str:
    """Why the list is empty, with counts, and when it opens. `next_at` is on the rep's clock."""
    counts = [gate_counted(count, gate) for gate, count in hidden if count]
    said = f"Nobody can be called right now: {', '.join(counts)}." if counts else NOBODY_DUE
    if next_at is None:
        return said
    when = clock(next_at, style)
    if next_at.date() == now.date():
        return f"{said} The next opens at {when}."
    return f"{said} The next opens {day_near(next_at.date(), now.date())} at {when}."


def streak_figure(habit: HabitState) -> tuple[str, str]:
    """Caption and figure: the streak, or after a break the best one; a nought is never shown."""
    if habit.streak:
        return "Streak", _workdays(habit.streak)
    if habit.best_streak:
        return "Best streak", _workdays(habit.best_streak)
    return "", ""


def strength_text(strength: float) -> str:
    """ "66%"."""
    return percent(strength)


def spare_remark(habit: HabitState) -> str:
    """Told calmly: the latest of the last required days that was spared, and whether it cost a spare day.

    As many days are looked back on as a week asks for, so that Monday still tells of Friday.
    """
    asked = [day for day in habit.days[-LOOK_BACK_DAYS:] if day.mark in ASKED_FOR]
    spared = [day for day in asked[-LOOK_BACK_REQUIRED:] if day.mark is Mark.SPARED]
    if not spared:
        return ""
    weekday = WEEKDAYS_LONG[spared[-1].on.weekday()]
    return f"{weekday} was made up" if spared[-1].made_up else f"{weekday} cost one spare day"


def _workdays(count: int) -> str:
    return f"{count} {'workday' if count == 1 else 'workdays'}"
