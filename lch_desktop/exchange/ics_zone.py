"""The rules of a time zone as calendars read them (VTIMEZONE, RFC 5545 section 3.6.5).

`icalendar` writes a zone as the list of every change of its clock. Outlook follows yearly rules, not lists, so the
rule is found here: "second Sunday of March" where the coming changes bear it out, the list of dates where none does
(Morocco goes by the moon).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lch_desktop.domain.zones import zone_info

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

YEARS = 31  # looked ahead: longer than any yearly rule needs to show itself
FEWEST = 6  # changes in a row, before they count as a rule
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEAR = timedelta(days=400)  # with a margin: a rule moves by a week


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a zone's clock."""

    at: datetime  # UTC
    before: timedelta  # offset from UTC
    after: timedelta
    name: str  # of the time that begins: "CST"

    @property
    def onset(self) -> datetime:
        """The wall clock as it shows without the change, naive: what VTIMEZONE counts in."""
        return (self.at + self.before).replace(tzinfo=None)


@lru_cache(maxsize=8)
def changes(zone_name: str, first_year: int, years: int = YEARS) -> tuple[Change, ...]:
    """Every change of the zone's clock from the beginning of `first_year` on, for `years` years, in order.

    At most one a day is found; no zone in use changes more often.
    """
    zone = zone_info(zone_name)
    found: list[Change] = []
    at = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(first_year + years, 1, 1, tzinfo=UTC)
    before = _offset(at, zone)
    while at < end:
        later = at + timedelta(days=1)
        after = _offset(later, zone)
        if after != before:
            exact = _exact(at, later, before, zone)
            found.append(Change(exact, before, after, exact.astimezone(zone).tzname() or ""))
        at, before = later, after
    return tuple(found)


def timezone_component(zone_name: str, first_year: int) -> Any:
    """The VTIMEZONE that holds from `first_year` on, under its IANA name."""
    from icalendar import Timezone

    zone = Timezone()
    zone.add("tzid", zone_name)
    found = changes(zone_name, first_year - 1)
    begins = datetime(first_year - 1, 1, 1, tzinfo=UTC)
    if not found or found[0].at >= datetime(first_year, 1, 1, tzinfo=UTC):  # none says what holds until then
        offset = _offset(begins, zone_info(zone_name))
        name = begins.astimezone(zone_info(zone_name)).tzname() or ""
        zone.add_component(_observance([Change(datetime(1970, 1, 1, tzinfo=UTC) - offset, offset, offset, name)], {}))
    for part, rule in _parts(found):
        zone.add_component(_observance(part, rule, is_summer=_is_summer(part[0], found)))
    return zone


def _parts(found: Sequence[Change]) -> Iterator[tuple[list[Change], dict[str, Any]]]:
    """The changes by kind, each kind as a list of dates, and then as a yearly rule from where one holds for good."""
    kinds: dict[tuple[timedelta, timedelta, str], list[Change]] = {}
    for change in found:
        kinds.setdefault((change.before, change.after, change.name), []).append(change)
    last_year = found[-1].onset.year if found else 0
    for of_kind in kinds.values():
        start, rule = _yearly(of_kind, last_year)
        if of_kind[:start]:
            yield of_kind[:start], {}
        if of_kind[start:]:
            yield of_kind[start:], rule


def _yearly(found: Sequence[Change], last_year: int) -> tuple[int, dict[str, Any]]:
    """From which change on a yearly rule holds, and the rule; behind the end and none where there is none."""
    for start in range(len(found) - FEWEST + 1):
        onsets = [change.onset for change in found[start:]]
        years = [onset.year for onset in onsets]
        is_yearly = years == list(range(years[0], last_year + 1))
        if is_yearly and len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) == 1:
            rule = _day_rule(onsets)
            if rule:
                return start, {"FREQ": "YEARLY", "BYMONTH": onsets[0].month, **rule}
    return len(found), {}


def _day_rule(onsets: Sequence[datetime]) -> dict[str, Any]:
    """Which of the month's days `onsets`, all on one weekday of one month, fall on: the second, the last, the first
    after the 8th; nothing where it is none of these."""
    weekday = DAYS[onsets[0].weekday()]
    if len({(onset.day - 1) // 7 for onset in onsets}) == 1:
        return {"BYDAY": f"{(onsets[0].day - 1) // 7 + 1}{weekday}"}
    if all(onset.day + 7 > monthrange(onset.year, onset.month)[1] for onset in onsets):
        return {"BYDAY": f"-1{weekday}"}
    first, last = min(onset.day for onset in onsets), max(onset.day for onset in onsets)
    if last - first == 6:
        return {"BYDAY": weekday, "BYMONTHDAY": list(range(first, last + 1))}
    return {}


def _observance(part: Sequence[Change], rule: dict[str, Any], *, is_summer: bool = False) -> Any:
    from icalendar import TimezoneDaylight, TimezoneStandard

    made = TimezoneDaylight() if is_summer else TimezoneStandard()
    first = part[0]
    made.add("dtstart", first.onset)
    made.add("tzoffsetfrom", first.before)
    made.add("tzoffsetto", first.after)
    made.add("tzname", first.name)
    if rule:
        made.add("rrule", rule)
    else:
        for change in part[1:]:
            made.add("rdate", change.onset)
    return made


def _is_summer(change: Change, found: Sequence[Change]) -> bool:
    """Whether the clock goes forward, and back again within a year."""
    following = next((each for each in found if each.at > change.at), None)
    goes_back = following is not None and following.at - change.at < _YEAR and following.after < change.after
    return change.after > change.before and goes_back


def _exact(low: datetime, high: datetime, before: timedelta, zone: ZoneInfo) -> datetime:
    """The first second after the change that lies between `low` and `high`."""
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
    return high


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()
