"""Promises in the hour: who sits out, who comes up at their minute, who is late, and where new ones may lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.holidays import Holidays, NoHolidays
from lch_desktop.domain.leads import FollowUp, Lead, Stage
from lch_desktop.services.bundle import Services
from lch_desktop.services.deck import Deck
from lch_desktop.services.openings import Openings
from lch_desktop.services.queueing import Ordering
from tests.fakes import START, FakeClock
from tests.integration.wired import Maker, close_all, wired

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[Services]:
    yield wired(tmp_path, clock)
    close_all()


@pytest.fixture
def make(services: Services) -> Maker:
    return Maker(services)


def promised(make: Maker, minutes: float, *, asked: bool = True, **more: str) -> Lead:
    """A lead with a promise so many minutes from the start of the hour."""
    follow = FollowUp(stage=Stage.TRYING, promise_at=START + minutes * MINUTE, promise_asked=asked)
    return make.lead(follow=follow, **more)


def dealt(services: Services, **ordering: object) -> Deck:
    """The deck of an hour that begins now."""
    deck = Deck(services.queueing, services.rep)
    deck.put(deck.build(Ordering(services.rep.now() + HOUR, **ordering)))  # type: ignore[arg-type]
    return deck


def test_it_sits_out_and_comes_up_after_the_call_in_hand(services: Services, make: Maker, clock: FakeClock) -> None:
    jun = promised(make, 20)
    others = [make.lead() for _ in range(3)]
    deck = dealt(services)
    first = deck.next()
    assert first.entry is not None
    assert first.entry.lead_id in {lead.id for lead in others}
    assert [entry.lead_id for entry in deck.promised(first.entry.lead_id)] == [jun.id]
    clock.advance(17 * 60)
    second = deck.next(first.entry.lead_id)
    assert second.entry is not None
    assert second.entry.lead_id != jun.id, "three minutes early is too early"
    clock.advance(60)
    third = deck.next(second.entry.lead_id)
    assert third.entry is not None
    assert third.entry.lead_id == jun.id
    assert deck.promised(jun.id) == ()


def test_of_two_whose_minute_has_come_the_oldest_is_first(services: Services, make: Maker, clock: FakeClock) -> None:
    """One was due when the list was built, the other came while the call was in hand."""
    early, later, hand = promised(make, 0), promised(make, 10), make.lead()
    deck = dealt(services)
    clock.advance(12 * 60)
    assert [entry.lead_id for entry in deck.ahead(hand.id)] == [early.id, later.id]
    found = deck.next(hand.id)
    assert found.entry is not None
    assert found.entry.lead_id == early.id


def test_who_was_in_hand_just_now_is_not_named_next(services: Services, make: Maker) -> None:
    """Also where a list comes in meanwhile that was asked for before."""
    made = [make.lead() for _ in range(4)]
    deck = dealt(services)
    asked_for = deck.changed()
    older = deck.build(Ordering(services.rep.now() + HOUR))
    first = deck.next().entry
    assert first is not None
    second = deck.next(first.lead_id).entry
    assert second is not None
    others = {lead.id for lead in made} - {first.lead_id, second.lead_id}
    assert {entry.lead_id for entry in deck.ahead(second.lead_id)} == others
    assert deck.put(older, asked_for)
    assert {entry.lead_id for entry in deck.ahead(second.lead_id, 4)} == others
    newer = deck.changed()
    assert deck.put(deck.build(Ordering(services.rep.now() + HOUR)), newer)
    assert first.lead_id in {entry.lead_id for entry in deck.ahead(second.lead_id, 4)}


def test_who_waits_while_another_call_is_in_hand(services: Services, make: Maker, clock: FakeClock) -> None:
    jun, kim, hand = promised(make, 5), promised(make, 8), make.lead()
    deck = dealt(services)
    late = []
    for _ in range(4):
        entry = deck.late(hand.id)
        late.append(entry.lead_id if entry else 0)
        clock.advance(3 * 60)
    assert late == [0, 0, jun.id, jun.id]
    own = deck.late(jun.id)
    assert own is not None
    assert own.lead_id == kim.id, "on the card of the one, the other still waits"
    clock.advance(60 * 60)
    assert deck.late(hand.id) is None, "after an hour nobody sits by the telephone"


def test_who_was_skipped_is_not_spoken_of_as_late(services: Services, make: Maker, clock: FakeClock) -> None:
    jun, hand = promised(make, 0), make.lead()
    clock.advance(5 * 60)
    assert dealt(services).late(hand.id) is not None
    deck = dealt(services, skipped=(jun.id,))
    assert deck.late(hand.id) is None
    first = deck.next()
    assert first.entry is not None
    assert first.entry.lead_id == hand.id, "skipped is the back of today's list"


def test_a_promise_before_the_leads_morning_is_not_rung_earlier(tmp_path: Path) -> None:
    """Asked for 7:40 on their clock: at 7:10 that is half an hour before anybody may ring there."""
    clock = FakeClock(datetime.fromisoformat("2026-11-23T07:10:00-06:00"))
    services = wired(tmp_path, clock)
    follow = FollowUp(stage=Stage.TRYING, promise_at=clock.now() + 30 * MINUTE, promise_asked=True)
    Maker(services).lead(follow=follow)
    deck = dealt(services)
    served = deck.next()
    assert served.entry is None
    assert served.waiting is not None
    assert not served.may_call
    clock.advance(29 * 60)
    assert deck.next().entry is not None
    close_all()


# where a new promise may lie


class Book(NoHolidays):
    """A book of holidays with the given days in it."""

    def __init__(self, days: dict[str, date]) -> None:
        self.days = days
        self.asked: list[str] = []

    def of(self, country: str, years: Iterable[int]) -> Holidays:
        self.asked.append(country)
        return ((self.days[country], "A holiday"),) if country in self.days else super().of(country, years)


def slots(services: Services, lead: Lead, holidays: dict[str, date] | None = None) -> list[str]:
    book = Book(holidays or {})
    openings = Openings(services.store, services.rep, services.queueing, lambda: book)
    while country := openings.unread(lead):
        openings.read(country)
    return [f"{at:%a %d %H:%M}" for at in openings.slots(lead)]


def settle(services: Services, **settings: object) -> None:
    services.rep.save(replace(services.rep.settings, **settings))  # type: ignore[arg-type]


def test_each_weekday_has_the_hour_that_it_was_given(services: Services, make: Maker) -> None:
    settle(services, starts=((1, "09:30", 30), (3, "13:00", 60)))
    assert slots(services, make.lead()) == ["Tue 24 09:50", "Thu 26 13:00"]


def test_neither_a_day_off_nor_a_holiday_of_the_rep(services: Services, make: Maker) -> None:
    settle(
        services,
        days_off=("2026-11-24",),
        holiday_country="US",
        holidays=(("2026-11-26", "Thanksgiving"),),
    )
    assert slots(services, make.lead()) == ["Wed 25 08:50", "Mon 30 08:50"]


def test_no_holiday_of_the_lead(services: Services, make: Maker) -> None:
    canada = {"CA": date(2026, 11, 24), "US": date(2026, 11, 25)}
    settle(services, holiday_country="US-TX")
    assert slots(services, make.lead(country="Canada"), canada) == ["Wed 25 08:50", "Fri 27 08:50"]
    assert slots(services, make.lead(country="US"), canada)[0] == "Tue 24 08:50", "one's own are in the settings"


def test_a_country_is_read_once_and_an_unknown_one_is_no_trouble(services: Services, make: Maker) -> None:
    book = Book({})
    openings = Openings(services.store, services.rep, services.queueing, lambda: book)
    lead = make.lead(country="Japan")
    assert openings.unread(lead) == "JP"
    openings.read("JP")
    assert openings.unread(lead) == ""
    assert openings.unread(make.lead()) == ""
    assert len(openings.slots(lead)) == 2
    assert book.asked == ["JP"]


def test_the_holiday_is_that_of_the_leads_own_date(services: Services, make: Maker) -> None:
    """At four in the afternoon in Chicago it is Wednesday in Sydney."""
    settle(services, start="16:00")
    sydney = make.lead(country="Australia", zone="Australia/Sydney")
    assert slots(services, sydney, {"AU": date(2026, 11, 25)})[0].startswith("Wed 25")


def test_four_in_the_hour_and_the_next_slot_is_another_day(services: Services, make: Maker) -> None:
    tomorrow = datetime.fromisoformat("2026-11-24T08:00:00-06:00")
    for minutes in (0, 15, 25, 40):
        make.lead(follow=FollowUp(promise_at=tomorrow + minutes * MINUTE))
    assert slots(services, make.lead()) == ["Wed 25 08:50", "Thu 26 08:50"]


def test_promises_between_the_marks_count_when_the_deck_is_cleared(services: Services, make: Maker) -> None:
    tomorrow = datetime.fromisoformat("2026-11-24T08:05:00-06:00")
    for n in range(4):
        make.lead(follow=FollowUp(promise_at=tomorrow + n * 10 * MINUTE))
    late = make.lead(follow=FollowUp(promise_at=START - 48 * HOUR))
    services.book.promise_again([late.id])
    kept = services.store.leads.get(late.id)
    assert kept is not None
    assert kept.follow.promise_at is not None
    assert services.rep.local(kept.follow.promise_at).strftime("%a %H:%M") == "Wed 08:00"


def test_states_that_forbid_calls_on_holidays_know_them(services: Services, make: Maker) -> None:
    thanksgiving = datetime.fromisoformat("2026-11-26T10:30:00-06:00")
    lead = make.lead(state="AL", country="US")
    assert services.queueing.is_open_at(lead, thanksgiving)
    settle(services, holiday_country="US", holidays=(("2026-11-26", "Thanksgiving"),))
    assert not services.queueing.is_open_at(lead, thanksgiving)
    settle(services, holiday_country="DE")
    assert services.queueing.is_open_at(lead, thanksgiving)
