"""The plan's numbers: product.md section 3, step 2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.goals import goal_of
from lch_desktop.domain.leads import FollowUp, Stage
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial
from lch_desktop.services.planning import scaled
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import FakeClock
from tests.integration.wired import Maker, close_all, wired

FIRST_WEEK = Goals(calls=15, people=4, asks=2, appointments=2)


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(data_dir, clock)
    close_all()


def hour_of(services: Services, clock: FakeClock, dials: int, minutes: int = 60) -> None:
    """An hour with so many dials, the first of them a conversation with an ask."""
    make = Maker(services)
    session = services.hour.start(PlannedHour(minutes, Goals(calls=15)), 40)
    for place in range(dials):
        outcome = Outcome.SOLD if place == 0 else Outcome.NO_ANSWER
        report = Report(outcome=outcome, asks=1 if place == 0 else 0)
        services.log.log(make.lead().id, report, Dial(session_id=session.id))
    clock.advance(60)
    services.hour.finish("time")
    clock.advance(86_400)


@pytest.mark.parametrize(
    ("minutes", "goals"),
    [
        (60, FIRST_WEEK),
        (30, Goals(calls=8, people=2, asks=1, appointments=1)),  # half, rounded up
        (90, Goals(calls=23, people=6, asks=3, appointments=3)),
        (15, Goals(calls=4, people=1, asks=1, appointments=1)),
    ],
)
def test_the_first_weeks_numbers(minutes: int, goals: Goals, services: Services) -> None:
    assert scaled(FIRST_WEEK, minutes) == goals
    assert (services.planning.proposal(minutes).minutes, services.planning.proposal(minutes).goals) == (minutes, goals)


def test_then_the_reps_own_median_of_the_last_ten(services: Services, clock: FakeClock) -> None:
    for dials in (40, 2, 3, 20, 20, 22, 22, 24, 24, 26, 28):  # the first one is the eleventh
        hour_of(services, clock, dials)
    assert services.planning.proposal().goals == Goals(calls=22, people=1, asks=1, appointments=1)
    assert services.planning.proposal(30).goals == scaled(FIRST_WEEK, 30)  # no half hour so far


def test_a_few_hours_prove_nothing_yet(services: Services, clock: FakeClock) -> None:
    for _ in range(4):
        hour_of(services, clock, 30)
    assert services.planning.proposal().goals == FIRST_WEEK


def test_a_chosen_number_stays_and_an_accepted_one_goes_on_following(services: Services, clock: FakeClock) -> None:
    services.planning.keep(60, Goals(calls=12, people=4, asks=2, appointments=2))
    assert services.planning.proposal().goals == Goals(calls=12, people=4, asks=2, appointments=2)
    for _ in range(5):
        hour_of(services, clock, 30)
    assert services.planning.proposal().goals == Goals(calls=12, people=1, asks=1, appointments=1)
    services.planning.keep(60, Goals(calls=30, people=1, asks=1, appointments=1))
    assert services.rep.settings.calls == 0


@pytest.mark.parametrize(
    ("stage", "goal"),
    [
        (Stage.NEW, "Find out what they want to change"),
        (Stage.TRYING, "Get two minutes and one date"),
        (Stage.TALKING, "Get a yes to the next step"),
        (Stage.NURTURE, "Give one useful thing"),
        (Stage.SOLD, "Ask who else"),
    ],
)
def test_the_goal_of_a_stage_until_the_rep_writes_one(stage: Stage, goal: str, services: Services) -> None:
    lead = Maker(services).lead(follow=FollowUp(stage=stage))
    assert goal_of(lead) == goal
    services.planning.set_goal(lead.id, "  Ask for the plans ")
    changed = services.store.leads.get(lead.id)
    candidate = services.store.leads.candidate(lead.id)
    assert changed is not None
    assert candidate is not None
    assert (goal_of(changed), goal_of(candidate)) == ("Ask for the plans", "Ask for the plans")


def test_a_star_is_for_today_and_is_undone(services: Services, clock: FakeClock) -> None:
    lead = Maker(services).lead()
    services.planning.star(lead.id, True)
    starred = services.store.leads.get(lead.id)
    assert starred is not None
    assert starred.follow.starred_on == date(2026, 11, 23)
    services.log.undo()
    assert services.store.leads.get(lead.id) == lead
    with pytest.raises(RuleError):
        services.log.undo()


def test_the_next_start_skips_weekends_and_days_off(services: Services, clock: FakeClock) -> None:
    chicago = ZoneInfo("America/Chicago")
    assert services.planning.next_start() == datetime(2026, 11, 24, 8, 0, tzinfo=chicago)
    services.rep.save(replace(services.rep.settings, days_off=("2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")))
    assert services.planning.next_start() == datetime(2026, 11, 30, 8, 0, tzinfo=chicago)


def test_a_weekday_of_its_own_proposes_and_keeps_its_own_length(services: Services) -> None:
    services.rep.save(replace(services.rep.settings, starts=((0, "09:00", 30), (2, "07:00", 45))))  # today is Monday
    assert services.planning.proposal().minutes == 30
    services.planning.keep(40, services.planning.proposal(40).goals)
    assert services.rep.settings.starts == ((0, "09:00", 40), (2, "07:00", 45))
    assert services.rep.settings.minutes == 60


def test_what_another_program_chose_meanwhile_stays(data_dir: Path, clock: FakeClock, services: Services) -> None:
    other = wired(data_dir, clock)
    other.rep.save(replace(other.rep.settings, start="07:30", minutes=45))
    services.rep.save(replace(services.rep.settings, tray_told=True, minutes=30))
    services.rep.reload()
    chosen = services.rep.settings
    assert (chosen.start, chosen.tray_told, chosen.minutes) == ("07:30", True, 30)
