"""`lch schedule`: the plan of the week, days off, and the next starts."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lch_desktop.cli.invocation import Invocation, print_json
from lch_desktop.cli.text import facts, say
from lch_desktop.domain.days_off import DayRange, read_range
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.week_choice import DAY_NAMES, WeekChoice, days_text, read_days, read_time
from lch_desktop.words import Style, counted, day, slot_name

if TYPE_CHECKING:
    from lch_desktop.services.bundle import Services
    from lch_desktop.services.schedule import Schedule

NEXT = 5  # as many starts are shown where none is asked for
STYLE = Style()


def run_schedule(call: Invocation) -> int:
    """Change the plan as far as something is given, then say what it is."""
    with call.services() as services:
        is_changed = _change(call, services)
        if is_changed:
            with suppress(LchError):  # the window says it where the system cannot be told
                services.there.keep_up(services.rep.settings, *services.there.plan())
        report = _report(services, call.given.next)
        words = [] if call.as_json else _words(services, report)
    if is_changed:
        call.tell_window()
    if call.as_json:
        print_json(report)
    else:
        say(*words)
    return 0


def _change(call: Invocation, services: Services) -> bool:
    """Keep what is given; returns whether anything is other than before. All is read before anything is kept."""
    given, schedule, today = call.given, services.schedule, services.rep.today()
    before = services.rep.settings
    choice = _choice(call, schedule.choice())
    off = read_range(given.off, today) if given.off else None
    on = read_range(given.on, today) if given.on else None
    coming = schedule.look_up(given.holidays) if given.holidays is not None else ()
    if choice != schedule.choice():
        choice.check()
    if off is not None:
        schedule.add_days_off(off)
    if on is not None:
        schedule.remove_days_off(on)
    if choice != schedule.choice():
        schedule.keep(choice)
    if given.holidays is not None:
        schedule.set_holidays(given.holidays, coming)
    elif stale := schedule.needs_holidays():
        schedule.set_holidays(stale, schedule.look_up(stale))
    return services.rep.settings != before


def _choice(call: Invocation, kept: WeekChoice) -> WeekChoice:
    """The week as it would be with what is given."""
    from dataclasses import replace

    given = call.given
    at = read_time(given.at) if given.at is not None else None
    choice = kept.with_usual(at=at, minutes=given.minutes)
    if given.days is not None:
        choice = replace(choice, days=read_days(given.days))
    if given.plan_zone is not None:
        choice = replace(choice, zone=given.plan_zone.strip())
    return choice.tidy()


def _report(services: Services, count: int) -> dict[str, Any]:
    """The keys of section 11; what is said can be given again as options."""
    schedule = services.schedule
    choice = schedule.choice()
    return {
        "at": choice.at,
        "days": days_text(choice.days),
        "minutes": choice.minutes,
        "zone": services.rep.plan_zone,
        "next": [start.isoformat(timespec="seconds") for start in schedule.next(count or NEXT)],
    }


def _words(services: Services, report: dict[str, Any]) -> list[str]:
    schedule, settings = services.schedule, services.rep.settings
    choice = schedule.choice()
    starts = [datetime.fromisoformat(start) for start in report["next"]]
    pairs = [
        ("Start", f"{report['at']}, {choice.minutes} minutes"),
        *((DAY_NAMES[weekday].capitalize(), f"{at}, {minutes} minutes") for weekday, at, minutes in choice.own),
        ("Days", report["days"]),
        ("Zone", report["zone"]),
        ("Next", slot_name(starts[0], STYLE) if starts else "none: no day is left in the coming year"),
        *(("", slot_name(start, STYLE)) for start in starts[1:]),
    ]
    if settings.holiday_country:
        pairs.append(("Holidays", settings.holiday_country))
    lines = [f"{_range_words(each)}{_promised(schedule, each)}" for each in schedule.days_off()]
    pairs += [("" if n else "Off", line) for n, line in enumerate(lines)]
    return facts(pairs)


def _range_words(each: DayRange) -> str:
    return _day(each.first) if each.first == each.last else f"{_day(each.first)} to {_day(each.last)}"


def _promised(schedule: Schedule, each: DayRange) -> str:
    count = len(schedule.promised_in(each))
    return f" ({counted(count, 'promised call falls', 'promised calls fall')} in it)" if count else ""


def _day(on: date) -> str:
    return f"{day(on)} {on.year}"
