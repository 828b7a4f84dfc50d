"""The hour begins with two who were glad of the last talk, and who was talked with lately comes early."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.domain import friendly
from lch_desktop.domain.leads import Stage, Talk
from lch_desktop.domain.queue import Candidate, Queue, QueueRules, Tier, Window, build_queue, tier_of
from lch_desktop.words import Style, reasons

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
RULES = QueueRules(now=NOW, today=TODAY, horizon=NOW + timedelta(hours=1))
OPEN = Window(True, lead_today=TODAY)
CLOSED = Window(False, opens_at=NOW + timedelta(minutes=30), lead_today=TODAY)
GLAD, SOLD, NO = 0.8, 1.0, 0.2


def days(count: float) -> timedelta:
    return timedelta(days=count)


def friend(lead_id: int = 1, age_d: float = 20, level: float = GLAD, **more: object) -> Candidate:
    """Somebody with whom nothing is planned until next month."""
    given: dict[str, object] = {
        "lead_id": lead_id,
        "name": f"Lead {lead_id}",
        "e164": f"+1512555{lead_id:04d}",
        "stage": Stage.TALKING,
        "talk": Talk(NOW - days(age_d), level),
        "last_call_at": NOW - days(age_d),
        "last_call_on": TODAY - days(age_d),
        "due_on": TODAY + days(30),
    }
    return Candidate(**{**given, **more})  # type: ignore[arg-type]


def due(lead_id: int, age_d: float = 20, **more: object) -> Candidate:
    return friend(lead_id, age_d, **{"due_on": TODAY, **more})


def chosen(*leads: Candidate, window: Window = OPEN, rules: QueueRules = RULES, most: int = 2) -> list[int]:
    return [lead.lead_id for lead in friendly.choose(leads, lambda _: window, rules, most)]


@pytest.mark.parametrize(
    ("lead", "may"),
    [
        (friend(), True),
        (friend(level=SOLD, stage=Stage.SOLD), True),
        (friend(level=NO), False),  # the last conversation was a no
        (friend(level=0.6), False),  # A0 3
        (friend(talk=None), False),  # never spoken with
        (friend(age_d=13), False),  # left alone for two weeks
        (friend(age_d=14), True),
        (due(1, age_d=3), True),  # is on the list anyway
        (due(1, age_d=3, stage=Stage.NURTURE), True),
        (friend(starred_on=TODAY, age_d=3), True),
        (friend(due_on=None, promise_at=NOW + days(3)), False),  # agreed for another day
        (friend(due_on=None, promise_at=NOW - days(1)), False),  # a promise is kept as one
        (friend(due_on=None, promise_at=NOW + timedelta(minutes=20)), False),
        (due(1, last_call_on=TODAY), False),
        (friend(do_not_call=True), False),
        (friend(not_mine=True), False),
        (friend(e164=""), False),
        (friend(stage=Stage.NOT_A_LEAD), False),
        (friend(snoozed_until=TODAY + days(1)), False),
        (friend(fresh_at=NOW - timedelta(hours=2)), False),  # they called back: that comes early by itself
    ],
)
def test_who_may_be_chosen(lead: Candidate, may: bool) -> None:
    assert chosen(lead) == ([1] if may else [])


def test_nobody_outside_calling_hours() -> None:
    assert chosen(friend(), window=CLOSED) == []


@pytest.mark.parametrize(
    ("leads", "first"),
    [
        ((friend(1), friend(2), friend(3)), [1, 2]),  # the same warmth: by the id
        ((friend(1, 90), friend(2, 20), friend(3, 30)), [2, 3]),  # the latest talks
        ((friend(1, 20), friend(2, 20, SOLD), friend(3, 20)), [2, 1]),
        ((friend(1, 20), due(2, 80), friend(3, 20)), [2, 1]),  # who is on the list anyway
        ((friend(1), friend(1)), [1]),  # once
    ],
)
def test_who_is_chosen_first(leads: tuple[Candidate, ...], first: list[int]) -> None:
    assert chosen(*leads) == first
    assert chosen(*reversed(leads)) == first


def test_who_was_skipped_is_not_chosen() -> None:
    assert chosen(friend(1), friend(2), friend(3), rules=replace(RULES, skipped=(1,))) == [2, 3]


@pytest.mark.parametrize(("called", "room"), [(0, 2), (1, 1), (2, 0), (9, 0)])
def test_each_friend_of_the_day_takes_one(called: int, room: int) -> None:
    assert friendly.room(called) == room


@pytest.mark.parametrize(
    ("pinned", "most", "first"),
    [
        ((2,), 1, [2]),  # not the warmest
        ((2,), 2, [2, 1]),
        ((3, 2), 2, [2, 3]),  # the list itself keeps the order of the plan
        ((2,), 0, [2]),  # the friends of the day were called, and the plan still has this one
        ((), 0, []),
        ((9,), 0, []),  # stands in the list by itself
    ],
)
def test_whom_the_plan_has_stays(pinned: tuple[int, ...], most: int, first: list[int]) -> None:
    leads = (friend(1, 20), friend(2, 30), friend(3, 40), due(9, 10))[: 4 if most == 0 else 3]
    assert chosen(*leads, rules=replace(RULES, pinned=pinned), most=most) == first


# In the list


def queue_of(*leads: Candidate, rules: QueueRules = RULES) -> Queue:
    return build_queue(leads, lambda _: OPEN, rules)


def ids(queue: Queue) -> list[int]:
    return [entry.lead_id for entry in queue.entries]


PROMISED = friend(1, due_on=None, promise_at=NOW - timedelta(minutes=5))
FRESH = friend(2, fresh_at=NOW - timedelta(hours=1))
STARRED = due(3, starred_on=TODAY)
FRIEND, OTHER_FRIEND = friend(8, 50), due(9, 60)
DUE = due(4, level=NO)
LIST = (PROMISED, FRESH, STARRED, DUE, FRIEND, OTHER_FRIEND)


def test_they_stand_below_what_is_promised_and_above_the_rest() -> None:
    queue = queue_of(*LIST, rules=replace(RULES, friendly=(8, 9)))
    assert [(entry.lead_id, entry.tier) for entry in queue.entries] == [
        (1, Tier.PROMISED),
        (8, Tier.NURTURE),  # nothing else calls for them
        (9, Tier.DUE),
        (2, Tier.FRESH),
        (3, Tier.STARRED),
        (4, Tier.DUE),
    ]


def test_the_order_that_the_rep_made_by_hand_stands() -> None:
    rules = replace(RULES, friendly=(8, 9), pinned=(4, 9, 3))
    assert ids(queue_of(*LIST, rules=rules)) == [1, 4, 9, 3, 8, 2]


def test_skipped_is_skipped() -> None:
    assert ids(queue_of(*LIST, rules=replace(RULES, friendly=(8, 9), skipped=(8,)))) == [1, 9, 2, 3, 4, 8]


@pytest.mark.parametrize(
    ("changed", "tier"),
    [
        ({}, Tier.NURTURE),
        ({"talk": Talk(NOW, NO)}, None),  # a no, meanwhile
        ({"promise_at": NOW + days(2), "due_on": None}, None),
        ({"promise_at": NOW, "due_on": None}, Tier.PROMISED),
        ({"fresh_at": NOW}, Tier.FRESH),
    ],
)
def test_who_was_chosen_is_looked_at_again(changed: dict[str, object], tier: Tier | None) -> None:
    assert tier_of(friend(8, **changed), replace(RULES, friendly=(8,))) is tier


def test_the_names_of_the_tiers_are_the_documented_ones() -> None:
    assert [tier.value for tier in Tier] == ["promised", "fresh", "starred", "due", "new", "nurture"]


def said(entry_id: int, rules: QueueRules, *leads: Candidate) -> tuple[str, ...]:
    entry = next(entry for entry in queue_of(*leads, rules=rules).entries if entry.lead_id == entry_id)
    return reasons(entry, rules, ZoneInfo("UTC"), Style())


def test_the_reasons() -> None:
    found = said(8, replace(RULES, friendly=(8,)), *LIST)
    assert found[0] == "Friendly: a good start"
    assert "A useful thing is due" not in found
    rules = replace(RULES, speed_first=True)
    lately = due(5, 0.5, last_call_on=TODAY - days(1))
    assert said(5, rules, lately)[0] == "Talked within 24 hours"
    assert "Talked within 24 hours" not in said(5, RULES, lately)


# Talked within 24 hours


@pytest.mark.parametrize(
    ("age", "is_first"),
    [(timedelta(hours=24), True), (timedelta(hours=24, seconds=1), False), (timedelta(), True), (-days(1), True)],
)
def test_a_day_is_24_hours(age: timedelta, is_first: bool) -> None:
    lead = due(5, talk=Talk(NOW - age, NO), last_call_on=TODAY - days(1))
    assert ids(queue_of(STARRED, lead, rules=replace(RULES, speed_first=True)))[0] == (5 if is_first else 3)


def with_talk(make: Callable[..., Candidate], lead_id: int, hours: float, **more: object) -> Candidate:
    return make(lead_id, talk=Talk(NOW - timedelta(hours=hours), GLAD), last_call_on=TODAY - days(1), **more)


def test_right_after_what_is_promised_the_latest_first_and_nobody_who_is_not_listed() -> None:
    early, late = with_talk(due, 5, 20), with_talk(due, 6, 3)
    resting = with_talk(friend, 7, 3)
    rules = replace(RULES, speed_first=True, friendly=(8,))
    assert ids(queue_of(*LIST, early, late, resting, rules=rules)) == [1, 8, 6, 5, 2, 3, 4, 9]
    assert ids(queue_of(*LIST, early, late, rules=RULES))[0:3] == [1, 2, 3]
