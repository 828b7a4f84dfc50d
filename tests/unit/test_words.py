"""The English of the rules: times, altitude, reasons (product.md sections 3, 6 and 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop import words
from lch_desktop.domain.altitude import AltitudeModel
from lch_desktop.domain.calls import Outcome, TouchKind
from lch_desktop.domain.leads import Stage, Talk
from lch_desktop.domain.queue import Candidate, Gate, QueueRules, Window, build_queue

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)  # Monday 8:00 in Chicago
TODAY = date(2026, 11, 23)
CHICAGO = ZoneInfo("America/Chicago")
TWELVE, TWENTY_FOUR = words.Style(), words.Style(twelve_hour=False)
RULES = QueueRules(now=NOW, today=TODAY, horizon=NOW + timedelta(hours=1))
BASE = Candidate(lead_id=1, name="Jun Park", e164="+15125550143", created_at=NOW - timedelta(days=3))
DUE = replace(BASE, stage=Stage.TRYING, attempts=1, due_on=TODAY, last_call_at=NOW - timedelta(days=3))


def local(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=CHICAGO)


def reasons(candidate: Candidate, rules: QueueRules = RULES) -> tuple[str, ...]:
    queue = build_queue([candidate], lambda _: Window(True, lead_today=TODAY), rules)
    entry = (*queue.entries, *queue.waiting)[0]
    return words.reasons(entry, rules, CHICAGO, TWELVE)


@pytest.mark.parametrize(
    ("at", "twelve", "short", "twenty_four"),
    [
        (local(8, 40), "8:40 am", "8:40", "8:40"),
        (local(0, 5), "12:05 am", "12:05", "0:05"),
        (local(12, 0), "12:00 pm", "12:00 pm", "12:00"),
        (local(14, 30), "2:30 pm", "2:30 pm", "14:30"),
    ],
)
def test_clock(at: datetime, twelve: str, short: str, twenty_four: str) -> None:
    assert words.clock(at, TWELVE) == twelve
    assert words.short_clock(at, TWELVE) == short
    assert words.clock(at, TWENTY_FOUR) == twenty_four


@pytest.mark.parametrize(
    ("hours", "style", "said"),
    [
        ((9, 11), TWELVE, ("9:00", "11:00")),
        ((11, 14), TWELVE, ("11:00 am", "2:00 pm")),
        ((11, 14), TWENTY_FOUR, ("11:00", "14:00")),
        ((), TWELVE, ()),
    ],
)
def test_times_side_by_side_are_written_alike(
    hours: tuple[int, ...], style: words.Style, said: tuple[str, ...]
) -> None:
    assert words.clocks([local(hour, 0) for hour in hours], style) == said


def test_a_slot_is_named_by_its_day() -> None:
    assert words.slot_name(local(8, 40), TWELVE) == "Tue 24 Nov 8:40"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (TODAY, "today"),
        (TODAY + timedelta(days=1), "tomorrow"),
        (TODAY - timedelta(days=1), "yesterday"),
        (TODAY + timedelta(days=4), "Friday"),
        (TODAY - timedelta(days=6), "Tuesday"),
        (TODAY + timedelta(days=7), "30 Nov"),
        (date(2027, 1, 4), "4 Jan 2027"),
    ],
)
def test_a_day_nearby(on: date, said: str) -> None:
    assert words.day_near(on, TODAY) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (38.9, "38 s"),
        (60, "1 min"),
        (370, "6 min 10 s"),
        (3600, "1 h"),
        (4200, "1 h 10 min"),
        (7259, "2 h"),
    ],
)
def test_a_span(seconds: float, said: str) -> None:
    assert words.span(seconds) == said


def test_a_count() -> None:
    assert [words.counted(n, "call", "calls") for n in (0, 1, 2)] == ["0 calls", "1 call", "2 calls"]


@pytest.mark.parametrize(
    ("hours", "level", "lines"),
    [
        (0, 1.0, ("High, cooling by tomorrow", "100%, then 41%")),
        (17, 1.0, ("Warm, cooling by tomorrow", "50%, then 28%")),
        (48, 1.0, ("Cold", "24%, then 17% tomorrow")),
        (24, 1.0, ("Cooling, cold by tomorrow", "41%, then 24%")),
        (-5, 0.8, ("High, cooling by tomorrow", "80%, then 38%")),  # tomorrow it is 19 hours old
    ],
)
def test_altitude_in_words_first_and_number_second(hours: float, level: float, lines: tuple[str, str]) -> None:
    assert words.altitude_lines(Talk(NOW - timedelta(hours=hours), level), AltitudeModel(), NOW) == lines


def test_altitude_without_a_talk() -> None:
    assert words.altitude_lines(None, AltitudeModel(), NOW)[0] == "Altitude not known yet"


@pytest.mark.parametrize(
    ("minutes", "asked", "said"),
    [
        (40, False, "Promised 8:40"),
        (40, True, "Asked for 8:40"),
        (0, False, "Promised 8:00"),
        (-6, False, "Promised 7:54, 6 min late"),
        (-6.5, False, "Promised 7:53, 6 min late"),
        (-60 * 24 * 3, False, "Promised Friday 8:00"),
    ],
)
def test_promises(minutes: float, asked: bool, said: str) -> None:
    promise_at = NOW + timedelta(minutes=minutes)
    assert reasons(replace(DUE, due_on=None, promise_at=promise_at, promise_asked=asked))[0] == said


@pytest.mark.parametrize(
    ("candidate", "first"),
    [
        (replace(DUE, fresh_at=NOW), "Called back"),
        (replace(BASE, fresh_at=NOW), "New inbound: call within the hour"),
        (replace(DUE, starred_on=TODAY), "Starred for today"),
        (BASE, "First call, not a follow-up"),
        (DUE, "Attempt 2 of 6"),
        (replace(DUE, attempts=2), "Attempt 3: most people stop at 2"),
        (replace(DUE, attempts=6), "Attempt 7"),
        (replace(DUE, talk=Talk(NOW - timedelta(hours=17), 1.0)), "Warm, cooling by tomorrow"),
    ],
)
def test_the_first_reason(candidate: Candidate, first: str) -> None:
    assert reasons(candidate)[0] == first


def test_somebody_else_on_the_same_number() -> None:
    rules = replace(RULES, called_numbers=(("+15125550143", "Kim Boone"),))
    assert reasons(DUE, rules)[0] == "Same number as Kim Boone, called today"
    assert "Same number" not in "".join(reasons(replace(DUE, name="Kim Boone"), rules))


@given(
    st.integers(0, 9),
    st.none() | st.integers(0, 300).map(lambda hours: Talk(NOW - timedelta(hours=hours))),
    st.none() | st.floats(1, 1e9),
    st.integers(-40, 0).map(lambda days: TODAY + timedelta(days=days)),
)
def test_one_or_two_reasons_each_said_once(attempts: int, talk: Talk | None, value: float | None, due_on: date) -> None:
    found = reasons(replace(DUE, attempts=attempts, talk=talk, value=value, due_on=due_on))
    assert 1 <= len(found) <= 2
    assert len(set(found)) == len(found)
    assert all(found)


@pytest.mark.parametrize(
    ("count", "gate", "said"),
    [
        (1, Gate.NOT_A_LEAD, "1 not a lead"),
        (2, Gate.NOT_A_LEAD, "2 not leads (customer, closed, unqualified)"),
        (1, Gate.SNOOZED, "1 snoozed"),
        (1200, Gate.CLOSED, "1,200 outside their calling hours"),
    ],
)
def test_how_many_a_gate_holds_back(count: int, gate: Gate, said: str) -> None:
    assert words.gate_counted(count, gate) == said


def test_every_outcome_gate_and_touch_has_its_words() -> None:
    assert set(words.OUTCOMES) == set(Outcome)
    assert set(words.GATES) == set(Gate)
    assert len({words.touch_name(kind, "Olivia Grant") for kind in TouchKind}) == len(TouchKind)
