"""What the tray says. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from lch_desktop.domain.morning import NOTICE_AHEAD
from lch_desktop.domain.recurrence import WeekPlan, next_start, start_instant
from lch_desktop.words import COUNTED_DOWN, WEEKDAYS, Style, due_words, short_clock, slot_name

NAME = "Lead Conversion Hour"


@dataclass(frozen=True, slots=True)
class TrayFacts:
    """What it goes by. `now` is on the rep's clock; `skipped`: today's hour was skipped.

    `today` is the running day, which ends some hours after midnight; without it, the date of `now`.
    """

    plan: WeekPlan
    now: datetime
    in_hour: bool
    skipped: bool
    worked: bool  # an hour of today was begun
    opened: bool = False  # today's Ready page was there: it comes once a day
    today: date | None = None
    touch: str = ""  # the next touch that is due today, "Text to Dana Ruiz"; "" for none
    touch_due_at: datetime | None = None  # on the rep's clock

    @property
    def day(self) -> date:
        """The running day."""
        return self.today or self.now.date()


@dataclass(frozen=True, slots=True)
class TrayState:
    """The menu and the tooltip."""

    next_line: str  # "Next: Mon 8:00"
    can_start: bool
    can_skip: bool
    can_quit: bool
    touch_line: str = ""  # "Text to Dana Ruiz in 3 min"; never during the hour

    @property
    def tooltip(self) -> str:
        """ "Lead Conversion Hour. Next: Mon 8:00. Text to Dana Ruiz in 3 min"."""
        return ". ".join(part for part in (NAME, self.next_line, self.touch_line) if part)


def build_tray(facts: TrayFacts, style: Style) -> TrayState:
    """The tray for `facts`."""
    if facts.in_hour:
        return TrayState("The hour is on", can_start=False, can_skip=False, can_quit=False)
    today = start_instant(facts.plan, facts.day)
    is_free = today is None or facts.skipped or facts.worked
    touch_line = _touch_line(facts, style)
    return TrayState(
        _next_line(facts, style), can_start=True, can_skip=not is_free, can_quit=True, touch_line=touch_line
    )


def touch_changes_in_s(facts: TrayFacts) -> float:
    """Seconds until the countdown reads otherwise, at most an hour; 0 where nothing counts."""
    if facts.in_hour or facts.touch_due_at is None:
        return 0.0
    left_s = (facts.touch_due_at - facts.now).total_seconds()
    if left_s <= 0:
        return 0.0
    counted_s = COUNTED_DOWN.total_seconds()
    return min(3600.0, left_s - counted_s if left_s > counted_s else left_s % 60 or 60.0)


def _touch_line(facts: TrayFacts, style: Style) -> str:
    if not facts.touch or facts.touch_due_at is None:
        return ""
    return f"{facts.touch} {due_words(facts.touch_due_at, facts.now, style)[0]}"


def coming(facts: TrayFacts) -> datetime | None:
    """The next start that is meant, on the rep's clock: not today's once that was skipped, begun or shown."""
    plan = facts.plan
    if facts.skipped or facts.worked or facts.opened:
        plan = replace(plan, days_off=plan.days_off | {facts.day})
    start = next_start(plan, facts.now)
    return start.astimezone(facts.now.tzinfo) if start is not None else None


def when_words(at: datetime, now: datetime, style: Style) -> str:
    """ "Mon 8:00" within six days, "Tue 24 Nov 8:00" later."""
    if at.date() - now.date() <= timedelta(days=6):
        return f"{WEEKDAYS[at.weekday()]} {short_clock(at, style)}"
    return slot_name(at, style)


def quit_words(facts: TrayFacts, *, by_system: bool, at_login: bool, style: Style) -> str:
    """What quitting means: whether, and how, the next morning still comes.

    `by_system`: the system starts the program for the minute; `at_login`: it starts with the computer.
    """
    at = coming(facts)
    if at is None:
        return "No hour is planned. Promised calls are not announced while the program is not there."
    when = when_words(at, facts.now, style)
    if by_system:
        wakes = when_words(at - NOTICE_AHEAD, facts.now, style)
        return (
            f"The next hour is {when}. The system starts the program for it {wakes}; until then nothing is announced."
        )
    if at_login:
        return f"The next hour is {when}. It will not come by itself, unless you start the computer anew before that."
    return f"The next hour is {when}. It will not come by itself: no notice, no Ready page, until you open the program."


def _next_line(facts: TrayFacts, style: Style) -> str:
    at = coming(facts)
    next_one = f"Next: {when_words(at, facts.now, style)}" if at is not None else "No hour is planned"
    return f"Skipped today. {next_one}" if facts.skipped else next_one
