"""The Resistance check on a real store: when it may be begun, the history, and what is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.errors import LchError
from lch_desktop.domain.offers import offer
from lch_desktop.domain.session import Goals
from lch_desktop.services.bundle import Services
from lch_desktop.services.resistance import NAME_LENGTH, two_by_four_line, visits_line
from lch_desktop.services.run_session import PlannedHour
from tests.fakes import FakeClock
from tests.integration.wired import Maker, close_all, wired

# Friday 20 November 2026, in Chicago at UTC-6; the hour is at 8:00.
MORNING = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
MIXED = dict(enumerate([4, 3, 4, 2, 2, 5, 3, 3, 3, 2, 4, 3], start=1))
PLAN = PlannedHour(60, Goals(15, 4, 2, 2))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(MORNING - timedelta(hours=2))


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(tmp_path, clock)
    close_all()


def at(clock: FakeClock, minutes: float) -> None:
    """The clock stands `minutes` after eight."""
    clock.advance((MORNING + timedelta(minutes=minutes) - clock.now()).total_seconds())


@pytest.mark.parametrize(
    ("minutes", "waits"),
    [(-120, False), (-11, False), (-10, True), (-1, True), (0, True), (19, True), (21, False), (300, False)],
)
def test_never_within_ten_minutes_of_the_hour(
    services: Services, clock: FakeClock, minutes: float, waits: bool
) -> None:
    services.rep.save(replace(services.rep.settings, planned_since=1))
    at(clock, minutes)
    reason = services.check.not_now()
    assert (reason is not None) is waits
    if reason is not None:
        assert reason.start_at == MORNING


def test_never_during_an_hour_and_again_when_it_is_over(services: Services, clock: FakeClock) -> None:
    Maker(services).lead()
    at(clock, -60)
    services.hour.start(PLAN, 1)
    reason = services.check.not_now()
    assert reason is not None
    assert reason.start_at is None
    clock.advance(1800)
    services.hour.finish("time")
    assert services.check.not_now() is None, "today's hour was done early: nothing is due at eight"


def test_on_a_free_day_at_the_usual_minute(services: Services, clock: FakeClock) -> None:
    at(clock, 24 * 60 - 5)
    assert services.check.not_now() is None


def test_a_skipped_hour_is_not_waited_for(services: Services, clock: FakeClock) -> None:
    at(clock, -5)
    services.morning.skip("travel")
    assert services.check.not_now() is None


def test_the_history_has_the_newest_first_and_calls_noise_noise(services: Services, clock: FakeClock) -> None:
    near = {**MIXED, 1: 1}  # 3 points of 48 less: 56
    for answers in (MIXED, near, dict.fromkeys(range(1, 13), 3), dict.fromkeys(range(1, 13), 5)):
        services.check.save(answers)
        clock.advance(86_400)
    listed = services.check.history()
    assert [entry.score.total for entry in listed] == [75, 50, 56, 62]
    assert [entry.changed_by for entry in listed] == [25, 0, 0, None]


def test_what_is_missing_counts_as_the_table_says(services: Services) -> None:
    kept = services.check.save({number: given for number, given in MIXED.items() if number not in (1, 2)})
    assert kept.score.total is not None
    assert kept.check.answers.keys() == MIXED.keys() - {1, 2}
    none = services.check.save({1: 3})
    assert none.score.total is None
    assert none.changed_by is None


def test_a_total_is_compared_with_the_last_one_that_was_a_total(services: Services, clock: FakeClock) -> None:
    for answers in (MIXED, {1: 3}, dict.fromkeys(range(1, 13), 5)):
        services.check.save(answers)
        clock.advance(60)
    assert [entry.changed_by for entry in services.check.history()] == [13, None, None]


def test_answers_that_are_none_are_not_kept(services: Services) -> None:
    with pytest.raises(ValueError, match="no answers"):
        services.check.save({1: 6})
    assert services.check.history() == []


def test_deleting_one_and_bringing_it_back(services: Services, clock: FakeClock) -> None:
    first = services.check.save(MIXED)
    clock.advance(86_400)
    services.check.save(dict.fromkeys(range(1, 13), 3))
    before = [(e.check.at, e.check.local_on, e.check.answers, e.changed_by) for e in services.check.history()]
    bring_back = services.check.delete(first.check.id)
    assert [entry.score.total for entry in services.check.history()] == [50]
    assert bring_back is not None
    bring_back()
    assert [(e.check.at, e.check.local_on, e.check.answers, e.changed_by) for e in services.check.history()] == before
    assert services.check.delete(9999) is None


def test_accepting_an_offer_and_taking_it_back(services: Services) -> None:
    result = services.check.save(MIXED)
    before = services.rep.settings
    held = {each.key: holds for each, holds in services.check.offers(result.score)}
    assert held["minutes-45"] is False
    take_back = services.check.accept(offer("minutes-45"))
    assert take_back is not None
    assert services.rep.settings.minutes == 45
    assert {each.key: holds for each, holds in services.check.offers(result.score)}["minutes-45"]
    assert services.check.accept(offer("minutes-45")) is None, "it holds already"
    assert take_back()
    assert services.rep.settings == before


def test_the_short_hour_asks_for_what_it_can_hold(services: Services) -> None:
    services.planning.keep(60, Goals(calls=20, people=8, asks=6, appointments=4))
    before = services.rep.settings
    take_back = services.check.accept(offer("short"))
    goals = services.planning.proposal().goals
    assert goals.calls == 3
    assert max(goals.people, goals.asks, goals.appointments) <= 3
    assert take_back is not None
    assert take_back()
    assert services.rep.settings == before


def test_taking_back_leaves_what_was_changed_since(services: Services) -> None:
    take_back = services.check.accept(offer("minutes-45"))
    services.rep.save(replace(services.rep.settings, minutes=30, rep_name="Sam"))
    assert take_back is not None
    assert not take_back()
    assert services.rep.settings.minutes == 30
    other = services.check.accept(offer("warm-ups"))
    services.rep.save(replace(services.rep.settings, rep_name="Kim"))
    assert other is not None
    assert other()
    assert (services.rep.settings.warm_ups, services.rep.settings.rep_name) == (False, "Kim")


# Resistance itself


def test_its_name_and_its_face(services: Services) -> None:
    known = services.resistance
    assert (known.name, known.creature) == ("Resistance", "coffee")
    known.call_it("  Nagging   Ned ")
    known.choose("sofa")
    known.choose("dragon")
    assert (known.name, known.creature) == ("Nagging Ned", "sofa")
    known.call_it("x" * 200)
    assert len(known.name) == NAME_LENGTH
    known.call_it("  ")
    assert known.name == "Resistance"
    services.rep.save(replace(services.rep.settings, creature="dragon"))
    assert known.words_for([]).creature == "coffee"


def test_the_moment_says_how_the_last_visit_went_and_the_lines_in_turn(services: Services, clock: FakeClock) -> None:
    lead = Maker(services).lead()
    services.resistance.add("they sigh", "I have an idea for them")
    services.resistance.call_it("Ned")
    services.hour.start(PLAN, 1)
    services.hour.resistance(lead.id)
    first = services.resistance.words_for(services.hour.visits())
    assert first.head == "Ned is talking"
    assert first.visits == "First visit today."
    assert first.plan == (
        "If coffee, inbox or the web calls, then I write it on the later list and dial the next name."
    )
    assert first.labels == ("coffee, inbox or the web calls", "they sigh")
    services.store.sessions.save_recovery(services.hour.visits()[0].id, 41.0)
    services.hour.note_said(services.hour.visits()[0].id, "they sigh")
    clock.advance(300)
    services.hour.resistance(lead.id)
    second = services.resistance.words_for(services.hour.visits())
    assert second.visits == "Second visit today. Last time you were back on the phone in 41 s."
    assert second.plan == "If they sigh, then I have an idea for them."
    tally = services.resistance.tally(services.hour.visits())
    assert (tally.visits, tally.two_by_fours, tally.recovery_s) == (2, 1, 41.0)
    assert services.hour.visits()[0].said == "they sigh"


def test_without_any_line_there_is_still_something_to_do(services: Services) -> None:
    services.rep.save(replace(services.rep.settings, if_then=(("half a line", ""),)))
    assert services.resistance.words_for([]).plan == "If it speaks, then I dial one more."
    assert services.resistance.lines() == ()


@pytest.mark.parametrize(
    ("recoveries", "words"),
    [
        ([], "First visit today."),
        ([None], "First visit today."),
        ([None, None], "Second visit today."),
        ([38.4, None, None], "Third visit today. Last time you were back on the phone in 38 s."),
        ([38.4, 370.0, None], "Third visit today. Last time you were back on the phone in 6 min 10 s."),
    ],
)
def test_the_line_of_visits(recoveries: list[float | None], words: str) -> None:
    assert visits_line(recoveries) == words


def test_the_two_by_four_is_told_quietly() -> None:
    assert two_by_four_line(0) == ""
    assert two_by_four_line(1) == "Resistance met the 2x4 once: back on the phone within a minute."
    assert two_by_four_line(2, "Ned") == "Ned met the 2x4 twice: back on the phone within a minute."
    assert two_by_four_line(7).startswith("Resistance met the 2x4 7 times:")


def test_what_wants_to_be_rehearsed(services: Services, clock: FakeClock) -> None:
    known = services.resistance

    def stale() -> list[str]:
        return [line.condition for line in known.known_lines() if line.is_stale(services.rep.today())]

    (line,) = known.known_lines()
    assert stale() == [line.condition]
    assert not known.type_line(line.condition, "if coffee")
    assert known.type_line(line.condition, line.sentence)
    assert stale() == []
    clock.advance(7 * 86_400)
    assert stale() == []
    clock.advance(86_400)
    assert stale() == [line.condition]
    known.add("they sigh", "I dial")
    known.read_aloud()
    assert stale() == []
    known.keep_lines(((line.condition, "I do something else"),))
    assert stale() == [line.condition], "other words, rehearsed anew"


def test_each_change_of_the_lines_can_be_taken_back(services: Services) -> None:
    known = services.resistance
    known.add("b", "do b")
    known.add("c", "do c")
    known.rehearsed("b")
    before = services.rep.settings
    for step in (
        lambda: known.remove("b"),
        lambda: known.set_aside("b"),
        lambda: known.use("c", "b"),
        lambda: known.edit("b", "b", "do it"),
        lambda: known.add("d", "do d"),
    ):
        take_back = step()
        assert services.rep.settings != before
        assert take_back is not None
        assert take_back()
        assert services.rep.settings == before
    with pytest.raises(LchError, match="if-then-two"):
        known.use("c")
    assert services.rep.settings == before
