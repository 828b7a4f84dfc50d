"""Who may be called now: the default window, stricter states, several zones, and what passes the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from timeit import repeat
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.domain.calling_hours import CallingHours, CallingRules, GateReason, may_call
from lch_desktop.domain.calling_rules_us import FEDERAL_SOURCE, US_STATE_RULES
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.zones import zones_for

EAST, CENTRAL, MOUNTAIN, PACIFIC = (f"America/{city}" for city in ("New_York", "Chicago", "Denver", "Los_Angeles"))
RULES = CallingRules()
NEW_YORKER = Lead(zone=EAST, state="NY")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "is_open", "reason", "opens_at"),
    [
        ("2026-11-20 12:59:59", False, GateReason.TOO_EARLY, "2026-11-20 13:00"),
        ("2026-11-20 13:00", True, GateReason.IN_HOURS, None),
        ("2026-11-21 01:59:59", True, GateReason.IN_HOURS, None),
        ("2026-11-21 02:00", False, GateReason.TOO_LATE, "2026-11-21 13:00"),
        ("2026-11-22 18:00", True, GateReason.IN_HOURS, None),  # the federal rule knows no Sunday
        ("2026-11-01 12:30", False, GateReason.TOO_EARLY, "2026-11-01 13:00"),  # the clock went back
        ("2026-10-31 12:30", True, GateReason.IN_HOURS, None),
    ],
)
def test_eight_to_nine_on_the_leads_clock(now: str, is_open: bool, reason: GateReason, opens_at: str | None) -> None:
    gate = may_call(NEW_YORKER, utc(now), RULES, "Asia/Tokyo")
    assert (gate.open, gate.reason, gate.zone, gate.unsure) == (is_open, reason, EAST, False)
    assert gate.opens_at == (utc(opens_at) if opens_at else None)
    assert gate.source == FEDERAL_SOURCE


@pytest.mark.parametrize(
    ("state", "zone", "local", "is_open", "opens"),
    [
        ("FL", EAST, "2026-11-20 20:00", False, "2026-11-21 08:00"),
        ("florida", EAST, "2026-11-20 19:59", True, None),
        ("NY", EAST, "2026-11-20 20:00", True, None),
        ("TX", CENTRAL, "2026-11-20 08:30", False, "2026-11-20 09:00"),
        ("TX", CENTRAL, "2026-11-20 20:30", True, None),
        ("TX", CENTRAL, "2026-11-22 11:59", False, "2026-11-22 12:00"),
        ("TX", CENTRAL, "2026-11-22 12:00", True, None),
        ("AL", CENTRAL, "2026-11-22 12:00", False, "2026-11-23 08:00"),
        ("LA", CENTRAL, "2026-11-21 20:30", False, "2026-11-23 08:00"),
        ("MS", CENTRAL, "2026-11-22 12:00", False, "2026-11-23 08:00"),
        ("CT", EAST, "2026-11-20 08:30", False, "2026-11-20 09:00"),
        ("KY", "America/Kentucky/Louisville", "2026-11-20 09:30", False, "2026-11-20 10:00"),
        ("MD", EAST, "2026-11-20 20:15", False, "2026-11-21 08:00"),
        ("MA", EAST, "2026-11-20 20:15", False, "2026-11-21 08:00"),
        ("MN", CENTRAL, "2026-11-20 08:15", False, "2026-11-20 09:00"),
        ("NM", MOUNTAIN, "2026-11-20 08:15", False, "2026-11-20 09:00"),
        ("OK", CENTRAL, "2026-11-20 20:15", False, "2026-11-21 08:00"),
        ("RI", EAST, "2026-11-20 18:00", False, "2026-11-21 10:00"),
        ("RI", EAST, "2026-11-21 17:00", False, "2026-11-23 09:00"),
        ("UT", MOUNTAIN, "2026-11-22 12:00", False, "2026-11-23 08:00"),
        ("UT", MOUNTAIN, "2026-11-20 20:30", True, None),
        ("WA", PACIFIC, "2026-11-20 20:00", False, "2026-11-21 08:00"),
        ("WY", MOUNTAIN, "2026-11-20 20:00", False, "2026-11-21 08:00"),
    ],
)
def test_stricter_states(state: str, zone: str, local: str, is_open: bool, opens: str | None) -> None:
    def there(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))

    gate = may_call(Lead(zone=zone, state=state), there(local), RULES, EAST)
    assert gate.open is is_open
    assert gate.opens_at == (there(opens).astimezone(UTC) if opens else None)


@pytest.mark.parametrize("state", sorted(US_STATE_RULES))
def test_every_state_rule_is_complete_and_stricter(state: str) -> None:
    rule = US_STATE_RULES[state]
    assert rule.state == state
    assert rule.source
    assert len(rule.week) == 7
    windows = [window for window in rule.week if window is not None]
    assert all(480 <= begin < end <= 1260 for begin, end in windows)
    assert windows != [(480, 1260)] * 7 or not rule.on_holidays
    assert zones_for(state, "", "US")


def test_a_closed_state_names_its_source_and_reason() -> None:
    gate = may_call(Lead(zone=MOUNTAIN, state="UT"), utc("2026-11-22 18:00"), RULES, EAST)
    assert (gate.reason, gate.source) == (GateReason.NO_CALLS_TODAY, "Utah Code § 13-25a-103(3)")


def test_holidays_close_only_the_states_that_say_so() -> None:
    thanksgiving = replace(RULES, holidays=frozenset({date(2026, 11, 26)}))
    noon = utc("2026-11-26 19:00")
    assert not may_call(Lead(zone=MOUNTAIN, state="UT"), noon, thanksgiving, EAST).open
    assert may_call(Lead(zone=MOUNTAIN, state="CO"), noon, thanksgiving, EAST).open
    assert may_call(Lead(zone=MOUNTAIN, state="UT"), noon, RULES, EAST).open


@pytest.mark.parametrize(
    ("lead", "is_open"),
    [
        pytest.param(Lead(zone="Australia/Perth", state="WA"), True, id="WA in Perth"),
        pytest.param(Lead(zone=PACIFIC, state="WA", country="AU"), True, id="a country rules the US out"),
        pytest.param(Lead(zone=PACIFIC, state="WA", country="United States"), False, id="WA by country"),
        pytest.param(Lead(zone=PACIFIC, state="WA"), False, id="WA by its zone"),
        pytest.param(Lead(state="WA"), False, id="WA with no zone at all, on the rep's clock"),
    ],
)
def test_which_wa_is_meant(lead: Lead, is_open: bool) -> None:
    at_half_past_eight = {PACIFIC: "2026-11-21 04:30", "Australia/Perth": "2026-11-20 12:30"}
    now = utc(at_half_past_eight.get(lead.zone, "2026-11-21 04:30"))
    assert may_call(lead, now, RULES, PACIFIC).open is is_open


@pytest.mark.parametrize(
    ("now", "is_open", "zone", "opens_at"),
    [
        ("2026-11-20 13:30", False, PACIFIC, "2026-11-20 16:00"),
        ("2026-11-20 16:00", True, EAST, None),
        ("2026-11-21 01:59", True, EAST, None),
        ("2026-11-21 02:30", False, EAST, "2026-11-21 16:00"),
    ],
)
def test_all_zones_must_be_open(now: str, is_open: bool, zone: str, opens_at: str | None) -> None:
    gate = may_call(Lead(zones=(EAST, CENTRAL, PACIFIC)), utc(now), RULES, "Europe/Berlin")
    assert (gate.open, gate.zone, gate.unsure) == (is_open, zone, False)
    assert gate.opens_at == (utc(opens_at) if opens_at else None)


@pytest.mark.parametrize(
    "lead",
    [
        pytest.param(Lead(), id="nothing known"),
        pytest.param(Lead(zone="somewhere"), id="no such zone"),
        pytest.param(Lead(zones=(EAST, "Pacific/Honolulu")), id="five hours apart"),
    ],
)
@pytest.mark.parametrize(("now", "is_open"), [("2026-11-20 06:59", False), ("2026-11-20 07:00", True)])
def test_the_reps_clock_stands_in(lead: Lead, now: str, is_open: bool) -> None:
    gate = may_call(lead, utc(now), RULES, "Europe/Berlin")
    assert (gate.open, gate.unsure, gate.zone) == (is_open, True, "Europe/Berlin")


def test_four_hours_apart_still_tells() -> None:
    lead = Lead(zones=(EAST, "America/Anchorage"))
    assert not may_call(lead, utc("2026-11-20 16:59"), RULES, "Europe/Berlin").open
    assert not may_call(lead, utc("2026-11-20 16:59"), RULES, "Europe/Berlin").unsure
    assert may_call(lead, utc("2026-11-20 17:00"), RULES, "Europe/Berlin").open


def test_a_time_that_the_person_asked_for_passes() -> None:
    hours = CallingHours(RULES, utc("2026-11-20 12:40"), EAST)
    asked = hours.gate(NEW_YORKER, asked=True)
    assert (asked.open, asked.reason, asked.opens_at) == (True, GateReason.ASKED, None)
    assert not hours.gate(NEW_YORKER).open
    by_day = CallingHours(RULES, utc("2026-11-20 15:00"), EAST)
    assert by_day.gate(NEW_YORKER, asked=True).reason is GateReason.IN_HOURS


@pytest.mark.parametrize(
    ("kind", "label", "passes"),
    [
        ("toll-free", "", True),
        ("fixed", "work", True),
        ("fixed-or-mobile", "Office", True),
        ("fixed-or-mobile", "", False),
        ("fixed", "home", False),
        ("fixed", "homework", False),
        ("mobile", "work", False),
        ("other", "work", False),
        ("", "", False),
    ],
)
def test_the_gate_may_be_limited_to_homes_and_mobiles(kind: str, label: str, passes: bool) -> None:
    lead = replace(NEW_YORKER, phones=(Phone(e164="+12125550143", kind=kind, label=label),))
    early = utc("2026-11-20 12:00")
    limited = may_call(lead, early, replace(RULES, home_mobile_only=True), EAST)
    assert limited.open is passes
    assert limited.reason is (GateReason.BUSINESS_NUMBER if passes else GateReason.TOO_EARLY)
    assert not may_call(lead, early, RULES, EAST).open


def test_one_evaluator_keeps_kinds_of_numbers_apart() -> None:
    office = replace(NEW_YORKER, phones=(Phone(e164="+12125550143", kind="fixed", label="work"),))
    hours = CallingHours(replace(RULES, home_mobile_only=True), utc("2026-11-20 12:00"), EAST)
    assert [hours.gate(lead).open for lead in (office, NEW_YORKER, office)] == [True, False, True]


def test_settings_narrow_the_window_and_never_widen_a_state() -> None:
    late = CallingRules.from_settings(Settings(calling_from="07:00", calling_until="24:00"))
    assert may_call(NEW_YORKER, utc("2026-11-21 04:59"), late, EAST).open
    assert not may_call(Lead(zone=EAST, state="FL"), utc("2026-11-21 01:00"), late, EAST).open
    office = CallingRules.from_settings(Settings(calling_from="9:30", calling_until="17:00"))
    gate = may_call(Lead(zone=EAST, state="FL"), utc("2026-11-20 14:00"), office, EAST)
    assert gate.opens_at == utc("2026-11-20 14:30")


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("21:00", "08:00"),
        ("08:00", "08:00"),
        ("8", "21:00"),
        ("08:00", "24:01"),
        ("08:60", "21:00"),
        ("", ""),
    ],
)
def test_hours_that_cannot_be_meant(begin: str, end: str) -> None:
    with pytest.raises(InputError) as caught:
        CallingRules.from_settings(Settings(calling_from=begin, calling_until=end))
    assert caught.value.code == "calling-hours"


def test_a_window_that_a_state_leaves_empty_never_opens() -> None:
    dawn = CallingRules(from_min=480, until_min=540)
    gate = may_call(Lead(zone="America/Kentucky/Louisville", state="KY"), utc("2026-11-20 13:30"), dawn, EAST)
    assert (gate.open, gate.opens_at, gate.reason) == (False, None, GateReason.NO_CALLS_TODAY)


def test_the_reps_zone_must_exist() -> None:
    with pytest.raises(InputError, match="unknown-zone"):
        CallingHours(RULES, utc("2026-11-20 12:00"), "Here")


_leads = st.builds(
    Lead,
    zone=st.sampled_from(["", EAST, PACIFIC, "Pacific/Honolulu"]),
    zones=st.lists(st.sampled_from([EAST, CENTRAL, MOUNTAIN, "America/Anchorage"]), max_size=3).map(tuple),
    state=st.sampled_from(["", "NY", *US_STATE_RULES]),
)
_moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


@settings(max_examples=40)
@given(_leads, _moments)
def test_it_is_open_when_it_says_it_opens(lead: Lead, now: datetime) -> None:
    gate = may_call(lead, now, RULES, CENTRAL)
    if not gate.open:
        assert gate.opens_at is not None
        assert gate.opens_at > now
        assert may_call(lead, gate.opens_at, RULES, CENTRAL).open


@settings(max_examples=15)
@given(st.lists(_leads, min_size=1, max_size=8), _moments)
def test_keeping_answers_changes_none(leads: list[Lead], now: datetime) -> None:
    hours = CallingHours(RULES, now, CENTRAL)
    assert [hours.gate(lead) for lead in leads * 2] == [may_call(lead, now, RULES, CENTRAL) for lead in leads * 2]


@pytest.mark.bench
def test_a_kept_answer_takes_under_two_microseconds() -> None:
    hours = CallingHours(RULES, utc("2026-11-20 15:00"), EAST)
    hours.gate(NEW_YORKER)
    best_s = min(repeat(lambda: hours.gate(NEW_YORKER), number=20_000, repeat=5)) / 20_000
    assert best_s < 2e-6


@settings(max_examples=300)
@given(
    lead=st.builds(
        Lead,
        zone=st.sampled_from(("", EAST, PACIFIC, "Asia/Tokyo", "no zone")),
        zones=st.sampled_from(((), (CENTRAL, MOUNTAIN), (EAST, "Pacific/Honolulu"))),
        state=st.sampled_from(("", "TX", "FL", "LA", "AL", "WA")),
        country=st.sampled_from(("", "US", "Australia")),
        phones=st.sampled_from(((), (Phone(e164="+18005550100", kind="toll-free"),))),
    ),
    at=st.datetimes(datetime(2026, 10, 30), datetime(2026, 12, 28), timezones=st.sampled_from((UTC, ZoneInfo(EAST)))),
    home_mobile_only=st.booleans(),
)
def test_open_at_says_what_the_gate_of_that_instant_says(lead: Lead, at: datetime, home_mobile_only: bool) -> None:
    rules = replace(RULES, home_mobile_only=home_mobile_only, holidays=frozenset({date(2026, 12, 25)}))
    hours = CallingHours(rules, utc("2026-11-20 15:00"), CENTRAL)
    assert hours.open_at(lead, at) is may_call(lead, at, rules, CENTRAL).open
