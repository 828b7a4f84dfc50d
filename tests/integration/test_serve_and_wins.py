"""Serve first, the wins that come back, and who rings, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Outcome
from lch_desktop.domain.outcomes import Report
from lch_desktop.domain.serve import QUESTIONS
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.call_log import Dial
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import FakeClock
from tests.integration.wired import Maker, close_all, wired

DAY_S = timedelta(days=1).total_seconds()
FOCUS_S = 50 * 60
PLAN = PlannedHour(60, Goals(calls=15, people=4, asks=2, appointments=2))


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(data_dir, clock)  # Monday 23 November 2026
    close_all()


def hour(services: Services, clock: FakeClock, worked: str) -> None:
    """An hour that is over, with its one thing that worked."""
    session = services.hour.start(PLAN, 20)
    make = Maker(services)
    for _ in range(10):
        services.log.log(make.lead().id, Report(outcome=Outcome.NO_ANSWER), Dial(session_id=session.id))
    for _ in range(FOCUS_S // 10):  # a longer gap would be sleep
        clock.advance(10)
        services.hour.tick()
    services.hour.close_debrief(services.hour.finish("other"), worked)


# serve first


def test_the_same_question_never_comes_for_two_leads_in_a_row(services: Services) -> None:
    make = Maker(services)
    leads = [make.lead() for _ in range(25)]
    asked = [services.serve.question_for(lead) for lead in leads]
    assert all(one != other for one, other in pairwise(asked))
    assert set(asked) == set(QUESTIONS)
    assert services.serve.question_for(leads[-1]) == asked[-1], "it stays while the same lead is looked at"


def test_a_line_that_is_known_asks_nothing(services: Services) -> None:
    assert services.serve.question_for(Maker(services).lead(may_need="a second shift")) == ""


def test_the_answer_stands_on_the_lead_and_is_taken_back(services: Services) -> None:
    lead = Maker(services).lead()
    services.serve.answer(lead.id, "  a second\n shift by May ")
    found = services.store.leads.get(lead.id)
    assert found is not None
    assert found.may_need == "a second shift by May"
    services.log.undo()
    assert services.store.leads.get(lead.id) == lead


@pytest.mark.parametrize(
    ("lines", "kept", "asked"),
    [
        (("What breaks first?", "", "  What   breaks first? ", "Who asks?"),) * 2 + (2,),
        ((), (), len(QUESTIONS)),
        (QUESTIONS, (), len(QUESTIONS)),
    ],
)
def test_the_reps_own_questions(services: Services, lines: tuple[str, ...], kept: tuple[str, ...], asked: int) -> None:
    services.serve.keep_questions(lines)
    wanted = ("What breaks first?", "Who asks?") if asked == 2 else ()
    assert services.rep.settings.serve_questions == wanted
    assert len(services.serve.questions()) == asked


# the wins jar


def test_an_empty_jar(services: Services) -> None:
    today = services.rep.today()
    assert services.wins.pick(today) is None
    assert (services.wins.of_the_day(today), services.wins.for_hard_morning()) == ("", "")


def test_the_last_workdays_first_then_another_each_day(services: Services, clock: FakeClock) -> None:
    for worked in ("Asked for the date first", "Stood up", "Said the name twice"):  # Monday to Wednesday
        hour(services, clock, worked)
        clock.advance(DAY_S - FOCUS_S)
    thursday = services.rep.today()
    assert services.wins.of_the_day(thursday) == "Said the name twice"
    friday = [thursday + timedelta(days=back) for back in range(1, 4)]
    assert {services.wins.of_the_day(day) for day in friday} == {
        "Asked for the date first",
        "Stood up",
        "Said the name twice",
    }


def test_on_monday_fridays_win_is_the_last_one(services: Services, clock: FakeClock) -> None:
    clock.advance(4 * DAY_S)
    hour(services, clock, "Smiled")
    clock.advance(3 * DAY_S - FOCUS_S)
    assert services.rep.today().weekday() == 0
    win = services.wins.pick(services.rep.today())
    assert win is not None
    assert services.wins.is_recent(win, services.rep.today())


def test_a_missed_day_makes_a_hard_morning(services: Services, clock: FakeClock) -> None:
    hour(services, clock, "Stood up")
    clock.advance(DAY_S - FOCUS_S)
    assert not services.wins.is_hard_morning(), "yesterday was kept"
    clock.advance(DAY_S)  # Wednesday: Tuesday went by without an hour, and cost the spare day
    assert services.wins.is_hard_morning()
    assert services.wins.for_hard_morning() == "Stood up"


def test_what_ready_found_out_is_known_in_the_hour(services: Services, clock: FakeClock) -> None:
    hour(services, clock, "Stood up")
    clock.advance(2 * DAY_S - FOCUS_S)
    assert services.wins.on(services.store).is_hard_morning(), "as a worker asks on Ready"
    services.hour.start(PLAN, 20)
    assert services.wins.for_hard_morning() == "Stood up"


def test_a_day_off_makes_none(services: Services, clock: FakeClock) -> None:
    hour(services, clock, "Stood up")
    services.rep.save(replace(services.rep.settings, days_off=("2026-11-24",)))
    clock.advance(2 * DAY_S - FOCUS_S)
    assert not services.wins.is_hard_morning()


@pytest.mark.parametrize(
    ("outcomes", "hard"),
    [
        ((Outcome.NO_ANSWER, Outcome.LEFT_VOICEMAIL, Outcome.NO_ANSWER), True),
        ((Outcome.NO_ANSWER, Outcome.NO_ANSWER), False),
        ((Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.NO_ANSWER, Outcome.SOLD), False),
    ],
)
def test_three_silences_make_one(services: Services, outcomes: tuple[Outcome, ...], hard: bool) -> None:
    session, make = services.hour.start(PLAN, 20), Maker(services)
    for outcome in outcomes:
        services.log.log(make.lead().id, Report(outcome=outcome), Dial(session_id=session.id))
    assert services.wins.is_hard_morning() is hard


@pytest.mark.parametrize(("minutes", "hard"), [(3, True), (10, True), (11, False)])
def test_resistance_early_in_the_hour_makes_one(services: Services, clock: FakeClock, minutes: int, hard: bool) -> None:
    services.hour.start(PLAN, 20)
    clock.advance(minutes * 60)
    services.hour.resistance(0)
    assert services.wins.is_hard_morning() is hard


# who rings


def test_who_was_called_today_in_vain_comes_first(services: Services, clock: FakeClock) -> None:
    make = Maker(services)
    names = ("Kwame Osei", "Kwan Li", "Kwesi Boa", "Dana Ruiz")
    leads = {name: make.lead(name=name, first_name=name.split()[0]) for name in names}
    for name, outcome in (
        ("Kwesi Boa", Outcome.NO_ANSWER),
        ("Dana Ruiz", Outcome.WRONG_NUMBER),
        ("Kwan Li", Outcome.SOLD),
    ):
        clock.advance(60)
        services.log.log(leads[name].id, Report(outcome=outcome), Dial())

    def found(text: str, limit: int = 5) -> list[str]:
        return [lead.name for lead in services.callers.found(text, limit)]

    assert found("") == ["Kwesi Boa"], "nothing typed: whoever was tried; a wrong number will not ring"
    assert found("kw") == ["Kwesi Boa"]
    assert found("kwe", 1) == ["Kwesi Boa"]
    assert found("kwa") == ["Kwan Li", "Kwame Osei"], "answered today, but called later than never"
    assert found("nobody") == []
