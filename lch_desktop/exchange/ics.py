"""The rep's calendar as an iCalendar file (RFC 5545): the planned hours, and one event for each promised call.

What is in it: calendars are shared, with the family or with the whole company, so an event of a promised call
holds the name, the company and the number, and nothing else. No note, no goal, no personal line ever gets here:
`NextCall` has no place for them. Those events are marked CLASS:PRIVATE besides.

How it changes: every event has a UID that stays. The hour's is that of the first weekday of its group (Monday to
Friday at eight is one event, Saturday at nine another), a call's that of its lead, who has one promise at most. A
program that reads the file again so moves what was moved and drops what is gone; one that only imports moves it too.
SEQUENCE counts the minutes since 2020, so what is written later always counts as newer (RFC 5546, 2.1.5).

When the clock changes: the hour is written in wall-clock time with its zone, which is how the plan means it. Where
calendars part is a start that this clock shows twice or never. Twice, in the autumn fold, we and RFC 5545 (3.3.5)
take the first pass, and Thunderbird (ical.js) the second. Never, in the spring gap, the RFC ignores the instance of a
rule in one section (3.3.10) and moves it by the width of the gap in another (3.3.5), and we start at the first minute
that exists. So for ten years ahead these days are taken out of the rule and have an event of their own, in UTC.

No alarms: the program itself rings.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lch_desktop import __version__
from lch_desktop.domain.recurrence import Start, WeekPlan, start_instant
from lch_desktop.domain.zones import zone_info
from lch_desktop.exchange.ics_zone import DAYS, changes, timezone_component
from lch_desktop.exchange.new_file import new_file
from lch_desktop.exchange.vcard_out import folded

if TYPE_CHECKING:
    from lch_desktop.domain.calendar_file import CalendarContent, NextCall

NAME = "Lead Conversion Hour"
HOST = "lead-conversion-hour"
READ_AGAIN = timedelta(minutes=15)  # how often a program that subscribes should look
CALL_LENGTH = timedelta(minutes=15)  # our choice: a promise has a minute, and a calendar wants a length
ODD_YEARS = 10
SEQUENCE_FROM = datetime(2020, 1, 1, tzinfo=UTC)
LARGEST_READ = 64 * 2**20  # bytes; whatever is larger is none of ours
VOLATILE = ("DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:")  # lines that are new in every writing
_END = "END:VCALENDAR\r\n"
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))  # would turn the words around them as well


def write_calendar(path: Path, content: CalendarContent, *, replace: bool) -> int:
    """Write the file whole; returns how many events are in it. Fails as `new_file` does."""
    text = calendar_text(content)
    with new_file(path, replace=replace) as out:
        out.write(text)
    return text.count("\nBEGIN:VEVENT\r\n")


def keep_calendar(path: Path, content: CalendarContent, *, make_folder: bool = False) -> bool:
    """Write the file unless it says the same already, whenever it was written; returns whether it was.

    A link is followed: the file behind it is replaced. Fails as `new_file` does.
    """
    target = path.resolve()
    if make_folder:
        with suppress(OSError):  # writing the file says why
            target.parent.mkdir(mode=0o700, exist_ok=True)
    text = calendar_text(content)
    if lasting(_present(target)) == lasting(text):
        return False
    with new_file(target, replace=True) as out:
        out.write(text)
    return True


def calendar_text(content: CalendarContent) -> str:
    """The whole file."""
    calendar = _head()
    zone, first_year = content.plan.zone, content.since.year
    calendar.add_component(timezone_component(zone, first_year))
    stamps = _Stamps(content.at)
    for group in _groups(content.plan):
        for event in _hour_events(content, group, stamps):
            calendar.add_component(event)
    head = calendar.to_ical().decode("utf-8").removesuffix(_END)
    return "".join([head, *(_call_event(call, content.identity, stamps) for call in content.calls), _END])


def lasting(text: str) -> list[str]:
    """The lines of a calendar but for those that only tell when it was written."""
    return [line for line in text.split("\r\n") if not line.startswith(VOLATILE)]


class _Stamps:
    """When the events were written, as every event says it."""

    def __init__(self, at: datetime) -> None:
        self.at = at.astimezone(UTC).replace(microsecond=0)
        self.sequence = max(0, int((self.at - SEQUENCE_FROM).total_seconds()) // 60)

    def put_on(self, event: Any) -> None:
        event.add("dtstamp", self.at)
        event.add("last-modified", self.at)
        event.add("sequence", self.sequence)


class _Group:
    """Weekdays that have the same start and length."""

    def __init__(self, start: Start, weekdays: Sequence[int]) -> None:
        self.start = start
        self.weekdays = tuple(weekdays)


def _head() -> Any:
    from icalendar import Calendar
    from icalendar.prop import vDuration

    calendar = Calendar()
    calendar.add("prodid", f"-//{NAME}//lch-desktop {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", NAME)  # RFC 7986, 5.1
    calendar.add("x-wr-calname", NAME)  # what programs read that are older
    calendar.add("refresh-interval", vDuration(READ_AGAIN), parameters={"VALUE": "DURATION"})  # RFC 7986, 5.7
    calendar.add("x-published-ttl", vDuration(READ_AGAIN))  # Outlook's name for it
    return calendar


# the hour


def _groups(plan: WeekPlan) -> Iterator[_Group]:
    by_start: dict[Start, list[int]] = {}
    for weekday, start in sorted(plan.starts.items()):
        by_start.setdefault(start, []).append(weekday)
    return (_Group(start, weekdays) for start, weekdays in by_start.items())


def _hour_events(content: CalendarContent, group: _Group, stamps: _Stamps) -> Iterator[Any]:
    """The recurring event of a group, and one for each of its days whose start the clock shows twice or never."""
    plan, zone = content.plan, zone_info(content.plan.zone)
    first = _first_day(content, group)
    free = {day for day in plan.days_off | plan.holidays if day >= first and day.weekday() in group.weekdays}
    odd = {day: at for day, at in _odd_days(content, group) if day >= first and day not in free}
    first = _first_not_in(first, group, free | set(odd))
    event = _event(_hour_uid(DAYS[group.weekdays[0]].lower(), content), group, stamps)
    event.add("dtstart", datetime.combine(first, group.start.at, zone))
    event.add("rrule", {"FREQ": "WEEKLY", "BYDAY": [DAYS[weekday] for weekday in group.weekdays]})
    for day in sorted(day for day in free | set(odd) if day > first):
        event.add("exdate", datetime.combine(day, group.start.at, zone))
    yield event
    for day, at in sorted(odd.items()):
        if at is not None and at >= content.since:
            alone = _event(_hour_uid(day.isoformat(), content), group, stamps)
            alone.add("dtstart", at)
            yield alone


def _event(uid: str, group: _Group, stamps: _Stamps) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", uid)
    stamps.put_on(event)
    event.add("summary", NAME)
    event.add("duration", timedelta(minutes=group.start.minutes))
    event.add("transp", "OPAQUE")
    return event


def _hour_uid(which: str, content: CalendarContent) -> str:
    return f"hour-{which}-{content.identity}@{HOST}"


def _first_day(content: CalendarContent, group: _Group) -> date:
    """The first day of the group whose start is not over when the plan begins to hold."""
    zone = zone_info(content.plan.zone)
    day = content.since.astimezone(zone).date()
    if datetime.combine(day, group.start.at, zone) < content.since:
        day += timedelta(days=1)
    return _first_not_in(day, group, set())


def _first_not_in(day: date, group: _Group, left_out: set[date]) -> date:
    """`day`, or the next one that is of the group and not left out: the first instance has to be a real one."""
    while day.weekday() not in group.weekdays or day in left_out:
        day += timedelta(days=1)
    return day


def _odd_days(content: CalendarContent, group: _Group) -> Iterator[tuple[date, datetime | None]]:
    """The group's days on which the clock shows the start twice or never, with the instant that is meant.

    None where the zone leaves out the date altogether.
    """
    plan, zone = content.plan, zone_info(content.plan.zone)
    until = content.at.year + ODD_YEARS + 1
    for change in changes(plan.zone, content.since.year, max(1, until - content.since.year)):
        # What is shown twice or never may begin before midnight and end after it.
        for day in sorted({change.onset.date(), (change.onset + (change.after - change.before)).date()}):
            wall = datetime.combine(day, group.start.at, zone)
            # PEP 495: the two offsets differ inside a gap and inside a fold, and nowhere else.
            if plan.start_on(day) == group.start and wall.utcoffset() != wall.replace(fold=1).utcoffset():
                yield day, start_instant(plan, day)


# promised calls


def _call_event(call: NextCall, identity: str, stamps: _Stamps) -> str:
    """The event of a promised call. Written by hand: thousands are, and `icalendar` takes 0.25 ms for each."""
    name, company, number = (one_line(text) for text in (call.name, call.company, call.number))
    who = name or company or number
    summary = f"Call {who}" if who else "Call"
    if name and company and company != name:
        summary = f"{summary}, {company}"
    lines = (
        "BEGIN:VEVENT",
        f"UID:call-{call.lead_id}-{identity}@{HOST}",
        f"DTSTAMP:{_utc(stamps.at)}",
        f"LAST-MODIFIED:{_utc(stamps.at)}",
        f"SEQUENCE:{stamps.sequence}",
        f"SUMMARY:{_escaped(summary)}",
        f"DTSTART:{_utc(call.at)}",
        f"DURATION:PT{int(CALL_LENGTH.total_seconds()) // 60}M",
        *((f"DESCRIPTION:{_escaped(number)}",) if number else ()),
        "CLASS:PRIVATE",
        "TRANSP:OPAQUE",
        "END:VEVENT",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines)


def one_line(text: str) -> str:
    """`text` on one line, without characters that a calendar may not hold or that turn the words around them."""
    spaced = " ".join(text.split()).translate(_TURNING)
    if spaced.isprintable():
        return spaced
    kept = "".join(char for char in spaced if unicodedata.category(char) not in ("Cc", "Cs", "Cn", "Zl", "Zp"))
    return " ".join(kept.split())


def _escaped(text: str) -> str:
    """`text` as RFC 5545 (3.3.11) writes it."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _present(path: Path) -> str:
    """What the file holds now; "" where it is none that can be read."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_READ:
            return ""
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
