"""The calendar file, read back by another library than the one that wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.domain.calendar_file import CalendarContent, NextCall
from lch_desktop.domain.recurrence import Start, WeekPlan, next_starts
from lch_desktop.exchange.ics import calendar_text, keep_calendar, lasting, one_line
from lch_desktop.exchange.ics_zone import changes

NOW = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
WORKDAYS = {weekday: Start(time(8)) for weekday in range(5)}
PLAN = WeekPlan(zone="America/Chicago", starts=WORKDAYS)
CONTENT = CalendarContent(identity="a1b2", plan=PLAN, since=NOW, calls=(), at=NOW)
DANA = NextCall(7, datetime(2026, 11, 24, 14, 40, tzinfo=UTC), "Dana Ruiz", "Ruiz Dental", "(512) 555-0143 ext. 23")

# Rules of every kind: the US, Europe, the southern half, none, one by weekdays in a window, one by the moon. In
# Jerusalem and Beirut the gap falls on a Friday and a Sunday that are workdays there; Beirut's and Havana's begin at
# midnight, Lord Howe's is half an hour.
ZONES = (
    "America/Chicago", "Europe/Berlin", "Australia/Sydney", "Asia/Kolkata", "Asia/Jerusalem", "Africa/Casablanca",
    "Europe/Dublin", "Asia/Beirut", "Australia/Lord_Howe", "America/Santiago", "America/Havana", "UTC",
)  # fmt: skip


def parsed(content: CalendarContent) -> Any:
    """The file as vobject reads it, on the clock of the file's own VTIMEZONE: it would go by pytz where that differs
    little, and by the zone of the file that it read before."""
    text = calendar_text(content)
    zone = vobject.readOne(text).vtimezone
    vobject.icalendar.registerTzid(zone.tzid.value, zone.tzinfo)
    return vobject.readOne(text)


def events(content: CalendarContent) -> list[Any]:
    return list(parsed(content).contents.get("vevent", []))


def by_uid(content: CalendarContent) -> dict[str, Any]:
    found = {event.uid.value: event for event in events(content)}
    assert len(found) == len(events(content))
    return found


def instants(event: Any, until: datetime) -> Iterator[datetime]:
    """When a reader shows `event`, as the file's own VTIMEZONE has it."""
    if "rrule" not in event.contents:
        yield event.dtstart.value.astimezone(UTC)
        return
    for at in event.getrruleset(addRDate=True):
        shown = at.astimezone(UTC)
        if shown > until:
            return
        yield shown


def shown_starts(content: CalendarContent, until: datetime) -> list[datetime]:
    found = [at for event in events(content) if event.summary.value == "Lead Conversion Hour"
             for at in instants(event, until)]  # fmt: skip
    return sorted(at for at in found if at <= until)


def planned_starts(content: CalendarContent, until: datetime) -> list[datetime]:
    after = content.since - timedelta(seconds=1)
    return [at for at in next_starts(content.plan, after, 400) if at <= until]


# the hour


@pytest.mark.parametrize("at", [time(8), time(2, 30), time(1, 30), time(0, 15), time(23, 50)])
@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_starts_is_the_year_that_is_planned(zone: str, at: time) -> None:
    """Over both changes of the clock, every day of the week, by the zone's rules as the file itself tells them."""
    since = datetime(2026, 11, 23, 0, 0, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    plan = WeekPlan(zone=zone, starts={weekday: Start(at) for weekday in range(7)})
    content = replace(CONTENT, plan=plan, since=since)
    until = since + timedelta(days=365)
    assert shown_starts(content, until) == planned_starts(content, until)


@pytest.mark.parametrize("zone", ZONES)
def test_the_rules_of_the_zone_hold_for_years(zone: str) -> None:
    """A reader that knows only the file has the clock of the zone, each day from the plan's beginning on."""
    content = replace(CONTENT, plan=replace(PLAN, zone=zone))
    dtstart = events(content)[0].dtstart.value
    read = dtstart.tzinfo
    day = datetime(2026, 11, 23, 12, 0)
    while day.year < 2040:
        assert day.replace(tzinfo=read).utcoffset() == day.replace(tzinfo=ZoneInfo(zone)).utcoffset(), day
        day += timedelta(days=1)


def test_a_start_inside_the_spring_gap_has_an_event_of_its_own() -> None:
    """Calendars differ about such an instance of a rule, so there is none: 14 March 2027 begins at 3:00."""
    content = replace(CONTENT, plan=replace(PLAN, starts={6: Start(time(2, 30))}))
    found = by_uid(content)
    weekly = found["hour-su-a1b2@lead-conversion-hour"]
    assert date(2027, 3, 14) in {each.date() for line in weekly.exdate_list for each in line.value}
    alone = found["hour-2027-03-14-a1b2@lead-conversion-hour"]
    assert alone.dtstart.value == datetime(2027, 3, 14, 8, 0, tzinfo=UTC)
    assert "rrule" not in alone.contents
    assert sorted(found)[-2:] == ["hour-2036-03-09-a1b2@lead-conversion-hour", "hour-su-a1b2@lead-conversion-hour"]
    assert len(found) == 11


def test_a_start_moved_out_of_the_gap_may_be_over_too() -> None:
    """At 3:15 the start of 2:30, taken at 3:00, is past, though 2:30 by the clock of before would be 3:30."""
    since = datetime(2027, 3, 14, 8, 15, tzinfo=UTC)
    content = replace(CONTENT, since=since, plan=replace(PLAN, starts={6: Start(time(2, 30))}))
    until = since + timedelta(days=30)
    assert shown_starts(content, until) == planned_starts(content, until)
    assert len(shown_starts(content, until)) == 4


def test_the_autumn_fold_is_taken_on_its_first_pass() -> None:
    """Some calendars show the second, so that day has an event of its own too, in UTC."""
    content = replace(CONTENT, plan=replace(PLAN, starts={6: Start(time(1, 30))}))
    found = by_uid(content)
    alone = found["hour-2027-11-07-a1b2@lead-conversion-hour"]
    assert alone.dtstart.value == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)  # daylight time still
    starts = shown_starts(content, NOW + timedelta(days=365))
    assert [at for at in starts if at.date() == date(2027, 11, 7)] == [alone.dtstart.value]


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "UTC"])
def test_without_changes_of_the_clock_there_is_one_event(zone: str) -> None:
    plan = WeekPlan(zone=zone, starts={weekday: Start(time(2, 30)) for weekday in range(7)})
    assert list(by_uid(replace(CONTENT, plan=plan))) == ["hour-mo-a1b2@lead-conversion-hour"]


def test_days_off_and_holidays_are_left_out() -> None:
    off = frozenset({date(2026, 11, 24), date(2026, 12, 24), date(2026, 12, 26)})  # the last is a Saturday
    plan = replace(PLAN, days_off=off, holidays=frozenset({date(2026, 12, 25)}))
    content = replace(CONTENT, plan=plan)
    until = NOW + timedelta(days=60)
    starts = shown_starts(content, until)
    assert starts == planned_starts(content, until)
    days = {at.astimezone(ZoneInfo(PLAN.zone)).date() for at in starts}
    assert date(2026, 11, 24) not in days
    assert date(2026, 11, 25) in days
    (event,) = events(content)
    assert event.dtstart.value.date() == date(2026, 11, 25)  # the first instance is a real one
    assert {each.date() for line in event.exdate_list for each in line.value} == {
        date(2026, 12, 24),
        date(2026, 12, 25),
    }


def test_days_off_that_swallow_a_year() -> None:
    swallowed = frozenset(date(2026, 11, 1) + timedelta(days=n) for n in range(500))
    content = replace(CONTENT, plan=replace(PLAN, days_off=swallowed))
    first = next(instants(events(content)[0], NOW + timedelta(days=600)))
    assert first.astimezone(ZoneInfo(PLAN.zone)).date() == date(2028, 3, 15)


def test_weekdays_alike_are_one_event_and_others_another() -> None:
    plan = replace(PLAN, starts={**WORKDAYS, 4: Start(time(9), 30), 5: Start(time(9), 30)})
    found = by_uid(replace(CONTENT, plan=plan))
    assert sorted(found) == ["hour-fr-a1b2@lead-conversion-hour", "hour-mo-a1b2@lead-conversion-hour"]
    week = found["hour-mo-a1b2@lead-conversion-hour"]
    assert week.rrule.value == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH"
    assert week.duration.value == timedelta(minutes=60)
    assert found["hour-fr-a1b2@lead-conversion-hour"].duration.value == timedelta(minutes=30)


def test_a_changed_time_changes_the_event_and_makes_no_other() -> None:
    later = replace(CONTENT, plan=replace(PLAN, starts={weekday: Start(time(7, 30)) for weekday in range(5)}))
    before, after = by_uid(CONTENT), by_uid(replace(later, at=NOW + timedelta(minutes=3)))
    assert list(before) == list(after)
    (uid,) = after
    assert int(after[uid].sequence.value) > int(before[uid].sequence.value)
    assert after[uid].dtstart.value.time() == time(7, 30)


def test_an_hour_that_was_over_when_the_plan_began_is_not_shown() -> None:
    at_ten = replace(CONTENT, since=datetime(2026, 11, 23, 16, 0, tzinfo=UTC))
    at_seven = replace(CONTENT, since=datetime(2026, 11, 23, 13, 0, tzinfo=UTC))
    assert [events(each)[0].dtstart.value.date() for each in (at_seven, at_ten)] == [
        date(2026, 11, 23),
        date(2026, 11, 24),
    ]


def test_a_plan_without_a_day_is_still_a_calendar() -> None:
    content = replace(CONTENT, plan=replace(PLAN, starts={}))
    calendar = parsed(content)
    assert "vevent" not in calendar.contents
    assert calendar.vtimezone.tzid.value == "America/Chicago"  # RFC 5545 wants at least one component


# promised calls


def test_a_promised_call_tells_name_company_and_number_and_nothing_else() -> None:
    event = by_uid(replace(CONTENT, calls=(DANA,)))["call-7-a1b2@lead-conversion-hour"]
    assert event.summary.value == "Call Dana Ruiz, Ruiz Dental"
    assert event.description.value == "(512) 555-0143 ext. 23"
    assert event.dtstart.value == DANA.at
    assert event.contents["class"][0].value == "PRIVATE"
    assert set(event.contents) == {
        "uid", "dtstamp", "last-modified", "sequence", "summary", "dtstart", "duration", "description", "class",
        "transp",
    }  # fmt: skip
    assert "VALARM" not in calendar_text(replace(CONTENT, calls=(DANA,)))


@pytest.mark.parametrize(
    ("name", "company", "number", "summary"),
    [
        ("", "Ruiz Dental", "(512) 555-0143", "Call Ruiz Dental"),
        ("Ruiz Dental", "Ruiz Dental", "", "Call Ruiz Dental"),
        ("", "", "(512) 555-0143", "Call (512) 555-0143"),
        ("", "", "", "Call"),
        ("\x00\u202e \n", "", "", "Call"),
    ],
)
def test_who_is_called(name: str, company: str, number: str, summary: str) -> None:
    call = replace(DANA, name=name, company=company, number=number)
    event = by_uid(replace(CONTENT, calls=(call,)))["call-7-a1b2@lead-conversion-hour"]
    assert event.summary.value == summary


def test_a_moved_promise_moves_its_event_and_a_kept_one_takes_it_away() -> None:
    kim = replace(DANA, lead_id=8, name="Kim Boone")
    before = by_uid(replace(CONTENT, calls=(DANA, kim)))
    moved = replace(DANA, at=DANA.at + timedelta(days=2))
    after = by_uid(replace(CONTENT, calls=(moved,), at=NOW + timedelta(minutes=1)))
    assert set(before) - set(after) == {"call-8-a1b2@lead-conversion-hour"}
    uid = "call-7-a1b2@lead-conversion-hour"
    assert after[uid].dtstart.value == moved.at
    assert int(after[uid].sequence.value) > int(before[uid].sequence.value)
    assert after[uid].dtstamp.value > before[uid].dtstamp.value


def test_two_reps_events_stay_apart() -> None:
    both = [by_uid(replace(CONTENT, calls=(DANA,), identity=identity)) for identity in ("a1b2", "c3d4")]
    assert not set(both[0]) & set(both[1])


HOSTILE = (
    "Dana\r\nATTENDEE:mailto:x@example.com", "BEGIN:VEVENT\nEND:VCALENDAR", "a;b,c\\n:d\"'", "N" * 300, "名前" * 100,
    "👩🏽‍⚕️" * 60, "דנה רויז", "\u202eabc\u202c", "a\u2028b\x85c\x0bd\x1ee", "\x00\x07", "\ud800x", "\ufeffBOM",
    "%00${x}",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_one_line(text: str) -> None:
    check_text(text)


@given(st.text(max_size=320), st.text(max_size=320))
def test_any_text_comes_back_as_one_line(name: str, company: str) -> None:
    check_text(name, company)


def check_text(name: str, company: str = "") -> None:
    content = replace(CONTENT, calls=(replace(DANA, name=name, company=company), replace(DANA, lead_id=8)))
    text = calendar_text(content)
    lines = text.encode("utf-8").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert not any(line.decode("utf-8").startswith("ATTENDEE") for line in lines)  # no character is cut in two
    found = by_uid(content)
    assert len(found) == 3
    event = found["call-7-a1b2@lead-conversion-hour"]
    wanted_name, wanted_company = one_line(name), one_line(company)
    who = wanted_name or wanted_company or DANA.number
    more = f", {wanted_company}" if wanted_name and wanted_company not in ("", wanted_name) else ""
    assert event.summary.value == f"Call {who}{more}"
    assert event.description.value == DANA.number


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Dana\r\n Ruiz\t ", "Dana Ruiz"), ("a\u202eb\u2066c", "abc"), ("a\x00b", "ab"), ("👩🏽‍⚕️ דנה", "👩🏽‍⚕️ דנה"),
        ("Nuñez 名前", "Nuñez 名前"), ("x" * 300, "x" * 300), ("", ""),
    ],
)  # fmt: skip
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


# the file


def test_what_calendars_need_is_at_the_head() -> None:
    calendar = parsed(CONTENT)
    said = {
        name: calendar.contents[name][0].value for name in ("version", "method", "x-wr-calname", "refresh-interval")
    }
    assert said == {
        "version": "2.0",
        "method": "PUBLISH",
        "x-wr-calname": "Lead Conversion Hour",
        "refresh-interval": "PT15M",
    }
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n" in calendar_text(CONTENT)
    parsed(CONTENT).validate(raiseException=True)


def test_only_what_lasts_is_compared() -> None:
    later = replace(CONTENT, calls=(DANA,), at=NOW + timedelta(hours=1))
    now = replace(later, at=NOW)
    assert calendar_text(later) != calendar_text(now)
    assert lasting(calendar_text(later)) == lasting(calendar_text(now))
    moved = replace(now, calls=(replace(DANA, at=NOW),))
    assert lasting(calendar_text(moved)) != lasting(calendar_text(now))


def test_a_file_is_written_only_when_it_says_something_else(tmp_path: Path) -> None:
    path = tmp_path / "hour.ics"
    assert keep_calendar(path, CONTENT)
    written = path.stat()
    assert written.st_mode & 0o777 == 0o600
    assert not keep_calendar(path, replace(CONTENT, at=NOW + timedelta(days=1)))
    assert path.stat().st_ino == written.st_ino
    assert keep_calendar(path, replace(CONTENT, calls=(DANA,)))
    assert vobject.readOne(path.read_text(encoding="utf-8"))
    path.write_bytes(b"\xff\x00 no calendar")
    assert keep_calendar(path, CONTENT)
    assert [each.name for each in tmp_path.iterdir()] == ["hour.ics"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    link = tmp_path / "hour.ics"
    link.symlink_to(tmp_path / "shared" / "mine.ics")
    assert keep_calendar(link, CONTENT)
    assert link.is_symlink()
    assert vobject.readOne((tmp_path / "shared" / "mine.ics").read_text(encoding="utf-8"))


@pytest.mark.parametrize("year", [1970, 2019, 2026, 2090])
def test_whatever_year_the_clock_shows(year: int) -> None:
    at = datetime(year, 3, 1, 12, tzinfo=UTC)
    content = replace(CONTENT, at=at, since=at, calls=(DANA,))
    found = by_uid(content)
    assert len(found) == 2
    assert all(int(event.sequence.value) >= 0 for event in found.values())


def test_ten_thousand_promises_in_less_than_two_seconds() -> None:
    calls = [replace(DANA, lead_id=n, name=f"Dana Nuñez {n}") for n in range(10_000)]
    began = process_time()
    text = calendar_text(replace(CONTENT, calls=calls))
    assert process_time() - began < 2
    assert text.count("BEGIN:VEVENT") == 10_001


def test_every_change_of_the_clock_is_found() -> None:
    found = changes("Europe/Berlin", 2026, 1)
    assert [(each.at, each.name) for each in found] == [
        (datetime(2026, 3, 29, 1, tzinfo=UTC), "CEST"),
        (datetime(2026, 10, 25, 1, tzinfo=UTC), "CET"),
    ]


@settings(max_examples=40)  # each reads two years of a calendar
@given(
    zone=st.sampled_from(ZONES),
    starts=st.dictionaries(
        st.integers(0, 6),
        st.builds(Start, st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.integers(15, 180)),
        max_size=7,
    ),
    off=st.frozensets(st.dates(date(2026, 3, 1), date(2027, 6, 1)), max_size=40),
    since=st.datetimes(datetime(2026, 3, 1), datetime(2026, 12, 1)),
)
def test_any_plan_is_shown_as_it_is(zone: str, starts: dict[int, Start], off: frozenset[date], since: datetime) -> None:
    plan = WeekPlan(zone=zone, starts=starts, days_off=off)
    content = replace(CONTENT, plan=plan, since=since.replace(microsecond=0, tzinfo=UTC))
    until = content.since + timedelta(days=200)
    assert shown_starts(content, until) == planned_starts(content, until)
