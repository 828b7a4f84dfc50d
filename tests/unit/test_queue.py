"""Who is next, and why: product.md section 6."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.domain.leads import Stage, Talk
from lch_desktop.domain.queue import (
    Candidate,
    Gate,
    Queue,
    QueueRules,
    Tier,
    Window,
    attempt_weight,
    build_queue,
    due_score,
    value_weight,
)

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
CALLED = NOW - timedelta(days=3)
RULES = QueueRules(now=NOW, today=TODAY, horizon=NOW + timedelta(hours=1))
OPEN = Window(True, lead_today=TODAY)
CLOSED = Window(False, opens_at=NOW + timedelta(minutes=30), lead_today=TODAY)
CLOSED_TODAY = Window(False, opens_at=NOW + timedelta(hours=18), lead_today=TODAY)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def lead(lead_id: int = 1, **more: object) -> Candidate:
    """A lead that was never called: a first call."""
    given = {"lead_id": lead_id, "name": f"Lead {lead_id}", "e164": f"+1512555{lead_id:04d}", "created_at": CALLED}
    return Candidate(**{**given, **more})  # type: ignore[arg-type]


def due(lead_id: int = 1, **more: object) -> Candidate:
    given = {"stage": Stage.TRYING, "attempts": 1, "due_on": TODAY, "last_call_at": CALLED}
    return lead(lead_id, **{**given, **more})


def nurture(lead_id: int = 1, **more: object) -> Candidate:
    return due(lead_id, **{"stage": Stage.NURTURE, **more})


def promised(lead_id: int, in_minutes: float, **more: object) -> Candidate:
    return due(lead_id, due_on=None, promise_at=NOW + minutes(in_minutes), **more)


def queue_of(*leads: Candidate, rules: QueueRules = RULES, window: Window = OPEN) -> Queue:
    return build_queue(leads, lambda _: window, rules)


def ids(queue: Queue) -> list[int]:
    return [entry.lead_id for entry in queue.entries]


# Tiers


def test_tiers_best_first() -> None:
    queue = queue_of(
        nurture(1), lead(2), due(3), due(4, starred_on=TODAY), due(5, fresh_at=NOW - minutes(5)), promised(6, -10)
    )
    assert [(e.lead_id, e.tier.value) for e in queue.entries] == [
        (6, "promised"),
        (5, "fresh"),
        (4, "starred"),
        (3, "due"),
        (2, "new"),
        (1, "nurture"),
    ]


@pytest.mark.parametrize(
    ("candidate", "tier"),
    [
        (promised(1, 2), Tier.PROMISED),
        (promised(1, -60 * 24 * 9), Tier.PROMISED),
        (promised(1, 30), Tier.PROMISED),
        (promised(1, 90), None),  # after this hour
        (promised(1, 30, fresh_at=NOW), Tier.FRESH),  # called back before the promised minute
        (promised(1, 90, fresh_at=NOW), Tier.FRESH),
        (promised(1, -1, fresh_at=NOW), Tier.PROMISED),
        (due(1, fresh_at=NOW - timedelta(hours=24)), Tier.FRESH),
        (due(1, fresh_at=NOW - timedelta(hours=24, seconds=1)), Tier.DUE),
        (lead(1, fresh_at=NOW + minutes(5)), Tier.FRESH),  # a row later than now is normal
        (due(1, starred_on=TODAY), Tier.STARRED),
        (due(1, starred_on=YESTERDAY), Tier.DUE),
        (due(1, due_on=TODAY + timedelta(days=1), starred_on=TODAY), Tier.STARRED),
        (due(1, due_on=YESTERDAY), Tier.DUE),
        (due(1, due_on=TODAY + timedelta(days=1)), None),
        (lead(1), Tier.NEW),
        (lead(1, last_call_at=CALLED), None),
        (nurture(1), Tier.NURTURE),
        (due(1, stage=Stage.SOLD), Tier.NURTURE),
    ],
)
def test_the_tier_of_one(candidate: Candidate, tier: Tier | None) -> None:
    queue = queue_of(candidate)
    found = [entry.tier for entry in (*queue.entries, *queue.waiting)]
    assert found == ([tier] if tier else [])


@pytest.mark.parametrize(("in_minutes", "waits"), [(-5, False), (0, False), (2, False), (2.1, True), (50, True)])
def test_a_promise_waits_until_two_minutes_before(in_minutes: float, waits: bool) -> None:
    queue = queue_of(promised(1, in_minutes), due(2))
    assert [entry.lead_id for entry in queue.waiting] == ([1] if waits else [])
    assert ids(queue) == ([2] if waits else [1, 2])
    assert all(entry.waits_until == NOW + minutes(in_minutes) for entry in queue.waiting)


def test_promises_by_their_minute_oldest_first() -> None:
    queue = queue_of(promised(1, 40), promised(2, -1), promised(3, 20), promised(4, -60 * 48), promised(5, -1))
    assert ids(queue) == [4, 2, 5]
    assert [entry.lead_id for entry in queue.waiting] == [3, 1]


def test_fresh_latest_first_and_new_by_value_then_newest() -> None:
    fresh = [due(n, fresh_at=NOW - minutes(age)) for n, age in ((1, 30), (2, 5), (3, 60))]
    new = [
        lead(4, created_at=NOW - timedelta(days=5)),
        lead(5, created_at=NOW - timedelta(days=1)),
        lead(6, value=500.0),
        lead(7, value=9000.0),
    ]
    assert ids(queue_of(*fresh, *new)) == [2, 1, 3, 7, 6, 5, 4]


# Gates


@pytest.mark.parametrize(
    ("candidate", "gate"),
    [
        (due(1, do_not_call=True), Gate.DO_NOT_CALL),
        (promised(1, 0, do_not_call=True), Gate.DO_NOT_CALL),
        (due(1, stage=Stage.NOT_A_LEAD), Gate.NOT_A_LEAD),
        (due(1, not_mine=True), Gate.NOT_MINE),
        (lead(1, e164=""), Gate.NO_NUMBER),
        (due(1, snoozed_until=TODAY + timedelta(days=1)), Gate.SNOOZED),
        (promised(1, 0, snoozed_until=TODAY + timedelta(days=1)), Gate.SNOOZED),
        (due(1, last_call_on=TODAY), Gate.CALLED_TODAY),
        (due(1, last_call_on=TODAY, starred_on=TODAY), Gate.CALLED_TODAY),
    ],
)
def test_each_gate_hides_and_is_counted(candidate: Candidate, gate: Gate) -> None:
    queue = queue_of(candidate, due(2))
    assert ids(queue) == [2]
    assert queue.hidden == ((gate, 1),)


@pytest.mark.parametrize(
    "candidate",
    [
        due(1, snoozed_until=TODAY),  # it is back
        due(1, last_call_on=YESTERDAY),
        promised(1, 0, last_call_on=TODAY),  # promised: a second call today is agreed
        due(1, last_call_on=TODAY, fresh_at=NOW),  # they called back
    ],
)
def test_what_passes_the_gates(candidate: Candidate) -> None:
    queue = queue_of(candidate)
    assert ids(queue) == [1]
    assert queue.hidden == ()


def test_called_today_is_the_day_of_the_lead_not_of_the_rep() -> None:
    called = due(1, last_call_on=YESTERDAY)
    assert queue_of(called, window=Window(True, lead_today=YESTERDAY)).hidden == ((Gate.CALLED_TODAY, 1),)


def test_outside_calling_hours_only_who_asked_for_it_passes() -> None:
    asked, told = promised(1, 0, promise_asked=True), promised(2, 0)
    queue = queue_of(asked, told, due(3), window=CLOSED)
    assert ids(queue) == [1]
    assert queue.hidden == ((Gate.CLOSED, 2),)
    assert [(e.lead_id, e.waits_until) for e in queue.opening] == [(2, CLOSED.opens_at), (3, CLOSED.opens_at)]


def test_who_opens_after_the_hour_is_hidden_only() -> None:
    queue = queue_of(due(1), window=CLOSED_TODAY)
    assert (queue.entries, queue.opening, queue.hidden) == ((), (), ((Gate.CLOSED, 1),))


def test_who_is_not_called_for_is_not_counted_as_hidden() -> None:
    assert queue_of(due(1, due_on=TODAY + timedelta(days=3), do_not_call=True)) == Queue()


# Scores


@pytest.mark.parametrize(
    ("attempt", "weight"), [(1, 1.0), (2, 1.2), (3, 1.3), (4, 1.3), (5, 1.1), (6, 1.0), (7, 0.5), (12, 0.5)]
)
def test_p_by_the_next_attempt(attempt: int, weight: float) -> None:
    assert attempt_weight(attempt) == weight
    assert due_score(due(1, attempts=attempt - 1), RULES) == pytest.approx(0.02 * weight)


@pytest.mark.parametrize(
    ("value", "median", "weight"),
    [
        (None, 1000.0, 1.0),
        (1000.0, None, 1.0),
        (None, None, 1.0),
        (990.0, 990.0, 1.0),
        (99_990.0, 990.0, 5 / 3),
        (0.0, 990.0, 0.5),
        (1e12, 90.0, 2.0),
        (-50.0, 90.0, 0.5),
    ],
)
def test_v_by_the_value(value: float | None, median: float | None, weight: float) -> None:
    assert value_weight(value, median) == pytest.approx(weight)


@pytest.mark.parametrize(("hours", "level"), [(1, 0.8), (17, 1.0), (100, 0.6), (3000, 0.2), (-2, 0.8)])
def test_the_score_is_what_waiting_a_day_loses(hours: float, level: float) -> None:
    def altitude(age: float) -> float:
        return level * math.exp(-1.29 * math.log1p(max(0.0, age) / 24))

    rules = replace(RULES, median_value=990.0)
    warm = due(1, talk=Talk(NOW - timedelta(hours=hours), level), value=9_990.0, attempts=2)
    wanted = max(0.02, altitude(hours) - altitude(hours + 24)) * (4 / 3) * 1.3
    assert due_score(warm, rules) == pytest.approx(wanted)


def test_due_by_score_then_earlier_due_then_lower_id() -> None:
    warm = Talk(NOW - timedelta(hours=4), 0.8)
    queue = queue_of(
        due(5), due(6, due_on=YESTERDAY), due(3, attempts=2), due(4, talk=warm), due(2, due_on=YESTERDAY), due(1)
    )
    assert ids(queue) == [4, 3, 2, 6, 1, 5]


def test_unknown_altitude_counts_as_two_hundredths_and_is_said_to_be_unknown() -> None:
    entry = queue_of(due(1)).entries[0]
    assert entry.altitude is None
    assert entry.score == pytest.approx(0.02 * 1.2)


def test_plain_due_date_order() -> None:
    warm = Talk(NOW, 1.0)
    leads = [due(1, talk=warm), due(2, due_on=YESTERDAY), due(3, due_on=YESTERDAY - timedelta(days=9))]
    assert ids(queue_of(*leads, rules=replace(RULES, by_due_date=True))) == [3, 2, 1]


# The share of first calls


def new_of(queue: Queue, size: int) -> int:
    return sum(entry.tier is Tier.NEW for entry in queue.entries[:size])


@pytest.mark.parametrize(
    ("dues", "news", "nurtures", "wanted"),
    [
        (40, 30, 0, 0),  # the list is full of follow-ups
        (19, 30, 30, 6),
        (5, 30, 30, 6),  # nurture fills the rest
        (5, 3, 30, 3),
        (5, 30, 0, 20),  # nothing else is there
        (0, 30, 10, 15),
        (0, 30, 0, 25),
    ],
)
def test_at_most_one_in_four_while_follow_ups_fill_the_rest(dues: int, news: int, nurtures: int, wanted: int) -> None:
    leads = [
        *(due(n + 1) for n in range(dues)),
        *(lead(n + 101) for n in range(news)),
        *(nurture(n + 201) for n in range(nurtures)),
    ]
    queue = queue_of(*leads)
    assert new_of(queue, RULES.list_size) == wanted
    assert len(queue.entries) == len(leads)  # nobody is lost: Focus goes on beyond the list
    beyond = [entry.tier for entry in queue.entries[RULES.list_size :]]
    assert beyond == sorted(beyond, key=list(Tier).index)


def test_without_a_share_all_first_calls_come_before_nurture() -> None:
    queue = queue_of(
        *(nurture(n) for n in range(1, 9)), *(lead(n) for n in range(11, 41)), rules=replace(RULES, new_share=0)
    )
    assert new_of(queue, 25) == 25


# Pinned and skipped


def test_pinned_in_their_order_after_the_promise_of_now() -> None:
    rules = replace(RULES, pinned=(4, 2, 99))
    assert ids(queue_of(due(1), due(2), promised(3, 0), lead(4), rules=rules)) == [3, 4, 2, 1]


def test_skipped_go_to_the_back_in_their_order() -> None:
    rules = replace(RULES, skipped=(3, 1), pinned=(1,))
    assert ids(queue_of(due(1), due(2), promised(3, 0), nurture(4), rules=rules)) == [2, 4, 3, 1]


# The same for the same data and instant

_optional_day = st.none() | st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
_optional_instant = st.none() | st.integers(-3000, 3000).map(lambda count: NOW + minutes(count))
_candidates = st.lists(
    st.builds(
        Candidate,
        lead_id=st.integers(1, 10_000),
        name=st.just("Lead"),
        e164=st.sampled_from(("+15125550100", "+15125550101", "")),
        stage=st.sampled_from(Stage),
        attempts=st.integers(0, 8),
        due_on=_optional_day,
        promise_at=_optional_instant,
        promise_asked=st.booleans(),
        fresh_at=_optional_instant,
        starred_on=_optional_day,
        snoozed_until=_optional_day,
        talk=st.none() | st.integers(-100, 500).map(lambda hours: Talk(NOW - timedelta(hours=hours))),
        last_call_at=_optional_instant,
        last_call_on=_optional_day,
        value=st.none() | st.sampled_from((0.0, 100.0, 5000.0)),
    ),
    max_size=40,
    unique_by=lambda candidate: candidate.lead_id,
)


def window_of(candidate: Candidate) -> Window:
    return (OPEN, CLOSED, CLOSED_TODAY)[candidate.lead_id % 3]


def built(leads: Iterable[Candidate], rules: QueueRules) -> Queue:
    return build_queue(leads, window_of, rules)


@settings(max_examples=40)
@given(st.data(), _candidates, st.booleans())
def test_the_order_of_the_data_does_not_matter(data: st.DataObject, leads: list[Candidate], by_due: bool) -> None:
    rules = replace(RULES, list_size=8, by_due_date=by_due, pinned=tuple(x.lead_id for x in leads[:2]))
    assert built(data.draw(st.permutations(leads)), rules) == built(leads, rules)


@settings(max_examples=40)
@given(_candidates)
def test_everyone_is_in_one_place(leads: list[Candidate]) -> None:
    queue = built(leads, RULES)
    served = [entry.lead_id for entry in (*queue.entries, *queue.waiting)]
    assert len(served) == len(set(served))
    assert len(served) + sum(count for _, count in queue.hidden) <= len(leads)
    assert not {entry.lead_id for entry in queue.opening} & set(served)
    assert all(entry.candidate.e164 and not entry.candidate.do_not_call for entry in queue.entries)
