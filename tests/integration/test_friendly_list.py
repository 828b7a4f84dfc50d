"""The list that begins with friends, on the real store: who is found, what the hour makes of it, what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.leads import FollowUp, Lead, Stage, Talk
from lch_desktop.domain.outcomes import Report
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial
from lch_desktop.services.queueing import Ordering
from tests.fakes import START, FakeClock
from tests.integration.cli_runner import Lch
from tests.integration.wired import Maker, close_all, wired


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = wired(data_dir, clock)
    made.rep.save(replace(made.rep.settings, friendly_first=True))
    yield made
    close_all()


@pytest.fixture
def make(services: Services) -> Maker:
    return Maker(services)


def talked(days_ago: float, level: float = 0.8, **more: object) -> FollowUp:
    """Spoken with so many days ago; the next call is due in a month."""
    at = START - timedelta(days=days_ago)
    given: dict[str, object] = {
        "stage": Stage.TALKING,
        "talk": Talk(at, level),
        "last_call_at": at,
        "last_call_on": at.date(),
        "due_on": START.date() + timedelta(days=30),
    }
    return FollowUp(**{**given, **more})  # type: ignore[arg-type]


def listed(services: Services, ordering: Ordering | None = None) -> list[tuple[int, str]]:
    entries = services.queueing.build(ordering).queue.entries
    return [(entry.lead_id, "friendly" if entry.is_friend else entry.tier.value) for entry in entries]


def no_answer(services: Services, lead_id: int) -> None:
    services.log.log(lead_id, Report(outcome=Outcome.NO_ANSWER), Dial())


def test_two_who_rest_come_first_and_are_gone_once_the_hour_is_under_way(services: Services, make: Maker) -> None:
    first_call = make.lead()
    friends = [make.lead(follow=talked(age)) for age in (40, 20, 30)]
    make.lead(follow=talked(3))  # called too lately
    before = services.store.leads.get(friends[1].id)
    assert listed(services) == [(friends[1].id, "friendly"), (friends[2].id, "friendly"), (first_call.id, "new")]
    assert services.store.leads.get(friends[1].id) == before  # nothing is stored
    no_answer(services, friends[1].id)
    assert listed(services) == [(friends[2].id, "friendly"), (first_call.id, "new")]
    no_answer(services, friends[2].id)
    assert listed(services) == [(first_call.id, "new")]


def test_calls_to_others_take_no_friend_away(services: Services, make: Maker, clock: FakeClock) -> None:
    friends = {make.lead(follow=talked(age)).id for age in (20, 30)}
    others = [make.lead() for _ in range(3)]
    promised = agreed(services, make)
    clock.jump(2 * 86_400)
    no_answer(services, promised.id)  # glad of the last talk too, but called for the promise
    no_answer(services, others[0].id)
    talk(services, others[1].id)  # glad only today
    assert {lead_id for lead_id, tier in listed(services) if tier == "friendly"} == friends


@pytest.mark.parametrize("level", [0.2, 0.8])
def test_a_friend_who_was_talked_with_was_one(services: Services, make: Maker, clock: FakeClock, level: float) -> None:
    """One whose talk was a no today was no good start; another one may be."""
    first, *others = [make.lead() for _ in range(3)]
    for lead in (first, *others):
        talk(services, lead.id)
    clock.jump(20 * 86_400)
    talk(services, first.id, level)
    assert [tier for _, tier in listed(services)].count("friendly") == (1 if level == 0.8 else 2)


def test_whom_the_plan_has_stays_in_the_hour(services: Services, make: Maker) -> None:
    others = [make.lead().id for _ in range(2)]
    friends = [make.lead(follow=talked(age)).id for age in (20, 30, 40)]
    planned = Ordering(pinned=(*others, friends[0], friends[2]))
    for lead_id in (*others, friends[0]):
        no_answer(services, lead_id)
    assert listed(services, planned) == [(friends[2], "friendly")]
    no_answer(services, friends[2])
    assert listed(services, planned) == []


def talk(services: Services, lead_id: int, level: float = 0.8) -> None:
    services.log.log(lead_id, Report(outcome=Outcome.CONNECTED, level=level, reason="later"), Dial())


def agreed(services: Services, make: Maker) -> Lead:
    """Glad of the talk, and another one is agreed for the day after tomorrow."""
    lead = make.lead()
    report = Report(outcome=Outcome.CONNECTED, next_call_at=START + timedelta(days=2))
    services.log.log(lead.id, report, Dial())
    return lead


def test_off_it_is_the_plain_list(services: Services, make: Maker) -> None:
    make.lead(follow=talked(20))
    services.rep.save(replace(services.rep.settings, friendly_first=False))
    assert listed(services) == []


@pytest.mark.parametrize(
    "follow",
    [
        talked(20, 0.2),
        talked(20, parked=True),  # the rep let them go
        talked(20, promise_at=START + timedelta(days=2), due_on=None),
        talked(20, snoozed_until=START.date() + timedelta(days=1)),
        talked(20, stage=Stage.NOT_A_LEAD),
    ],
)
def test_who_is_left_alone(services: Services, make: Maker, follow: FollowUp) -> None:
    make.lead(follow=follow)
    assert services.queueing.friends() == ()


def test_who_sleeps_now_is_passed_over(services: Services, make: Maker) -> None:
    make.lead(follow=talked(20), zone="Pacific/Honolulu")  # 4 in the morning
    awake = make.lead(follow=talked(60))
    assert listed(services) == [(awake.id, "friendly")]


def test_the_one_that_stands_next_may_still_be_served(services: Services, make: Maker) -> None:
    friend = make.lead(follow=talked(20))
    snapshot = services.queueing.build()
    assert snapshot.queue.entries[0].is_friend
    assert services.queueing.still_stands(friend.id, snapshot.rules)
    services.log.log(friend.id, Report(outcome=Outcome.NOT_INTERESTED, reason="price"), Dial())
    assert not services.queueing.still_stands(friend.id, snapshot.rules)


def test_the_command_line_tells_why(
    services: Services, make: Maker, data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make.lead(name="Kwame Osei")
    make.lead(name="Dana Ruiz", follow=talked(20))
    lch = Lch(data_dir, capsys)
    first, second = lch.json("queue")
    assert (first["name"], first["tier"], first["reasons"][0]) == ("Dana Ruiz", "nurture", "Friendly: a good start")
    assert second["name"] == "Kwame Osei"
    assert "Friendly: a good start" in lch.text("queue")


def test_friends_are_read_from_their_own_index(services: Services) -> None:
    from lch_desktop.store.lead_queue import GLAD

    values = {"today": "2026-11-23", "called_until": 0, "limit": 5}
    plan = services.store.leads._db.named_rows(f"EXPLAIN QUERY PLAN {GLAD}", values)  # type: ignore[attr-defined]
    said = " ".join(str(row[3]) for row in plan)
    assert "lead_glad" in said
    assert "TEMP B-TREE" not in said  # the order is that of the index


def test_counting_the_friends_of_the_day_reads_no_other_days(services: Services) -> None:
    from lch_desktop.store.calls import FRIENDS_CALLED_ON

    db = services.store.calls._db  # type: ignore[attr-defined]
    steps = [str(row[3]) for row in db.rows(f"EXPLAIN QUERY PLAN {FRIENDS_CALLED_ON}", ("2026-11-23",))]
    assert not [step for step in steps if step.startswith(("SCAN call", "SCAN lead")) and step != "SCAN called"]
