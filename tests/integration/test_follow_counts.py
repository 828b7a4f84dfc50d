"""What the store tells of pace, follow-up and Resistance: who was only written to, who was tried once and left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.app import build_services
from lch_desktop.domain.calls import Call, Outcome, Touch, TouchKind, TouchStatus
from lch_desktop.domain.follow_figures import FollowCounts
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.session import FocusSession
from lch_desktop.services.bundle import Services
from lch_desktop.services.review_series import ReviewData
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO

NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo(CHICAGO))  # a Friday
TODAY = NOON.date()
MONDAY = date(2026, 11, 16)


@pytest.fixture
def services(data_dir: Path) -> Iterator[Services]:
    built = build_services(data_dir, FakeClock(NOON), CHICAGO)
    yield built
    built.store.close()


def at(on: date, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=ZoneInfo(CHICAGO)).astimezone(UTC)


def lead(services: Services, **follow: object) -> int:
    made = services.store.leads.add(Lead(name="Ana"))
    services.store.leads.save_follow(made.id, replace(made.follow, **follow))  # type: ignore[arg-type]
    return made.id


def call(services: Services, lead_id: int, on: date, outcome: Outcome = Outcome.NO_ANSWER, **more: object) -> Call:
    given: dict[str, object] = {"ended_at": at(on), **more}
    return services.store.calls.add(Call(lead_id=lead_id, outcome=outcome, local_on=on, **given))  # type: ignore[arg-type]


def wrote(
    services: Services, lead_id: int, when: datetime, kind: TouchKind = TouchKind.EMAIL, call_id: int = 0,
    status: TouchStatus = TouchStatus.SENT,
) -> None:  # fmt: skip
    done_at = when if status is TouchStatus.SENT else None
    services.store.touches.add(
        Touch(lead_id=lead_id, call_id=call_id, kind=kind, due_at=when, status=status, done_at=done_at)
    )


def page(services: Services) -> ReviewData:
    return services.review.page()


def counts(services: Services) -> FollowCounts:
    return page(services).follow_ups.counts


def test_who_was_due_a_call_and_only_written_to(services: Services) -> None:
    due, later, called, came_later = (lead(services, due_on=on) for on in (MONDAY, date(2026, 12, 9), MONDAY, None))
    for one in (due, later, called, came_later):
        wrote(services, one, at(MONDAY, 9))
    call(services, called, MONDAY)
    call(services, came_later, TODAY - timedelta(days=20))  # long before: says nothing
    assert (counts(services).swapped, counts(services).worked) == (1, 4)


def test_a_call_that_is_yet_to_come_is_not_swapped(services: Services) -> None:
    tomorrow = TODAY + timedelta(days=1)
    for follow in ({"due_on": tomorrow}, {"promise_at": at(TODAY, 15)}, {"promise_at": at(tomorrow)}):
        wrote(services, lead(services, **follow), at(MONDAY, 9))
    assert (counts(services).swapped, counts(services).worked) == (0, 3)
    for follow in ({"due_on": TODAY}, {"promise_at": at(TODAY, 11)}):
        wrote(services, lead(services, **follow), at(MONDAY, 9))
    assert (counts(services).swapped, counts(services).worked) == (2, 5)


def test_a_text_after_a_call_a_video_and_one_that_waits_are_no_swap(services: Services) -> None:
    one, two, three = (lead(services, due_on=MONDAY) for _ in range(3))
    wrote(services, one, at(MONDAY), call_id=7)
    wrote(services, two, at(MONDAY), TouchKind.VIDEO)
    wrote(services, three, at(MONDAY), status=TouchStatus.OPEN)
    assert (counts(services).swapped, counts(services).worked) == (0, 0)


def test_the_week_ends_when_the_reps_day_does(services: Services) -> None:
    sunday_night = at(MONDAY, 2)  # before the roll-over at three: still last week
    wrote(services, lead(services, due_on=MONDAY), sunday_night)
    assert counts(services).worked == 0
    wrote(services, lead(services, due_on=MONDAY), at(MONDAY, 3))
    assert counts(services).worked == 1


@pytest.mark.parametrize(
    ("outcomes", "follow", "left"),
    [
        ([Outcome.NO_ANSWER], {}, 1),
        ([Outcome.NO_ANSWER], {"due_on": TODAY - timedelta(days=1)}, 1),  # its day went by
        ([Outcome.NO_ANSWER], {"due_on": TODAY}, 0),
        ([Outcome.NO_ANSWER], {"promise_at": at(TODAY, 15)}, 0),
        ([Outcome.NO_ANSWER, Outcome.NO_ANSWER], {}, 0),
        ([Outcome.CONNECTED], {}, 0),
        ([Outcome.DO_NOT_CALL], {}, 0),  # somebody answered
        ([Outcome.WRONG_NUMBER, Outcome.LEFT_VOICEMAIL], {}, 1),  # a wrong number is no attempt
    ],
)
def test_who_was_tried_once_and_left(
    services: Services, outcomes: list[Outcome], follow: dict[str, object], left: int
) -> None:
    one = lead(services, **follow)
    for outcome in outcomes:
        call(services, one, MONDAY, outcome)
    assert (counts(services).left, counts(services).tried) == (left, 1)


def test_who_was_first_tried_before_is_not_new(services: Services) -> None:
    one = lead(services)
    call(services, one, MONDAY - timedelta(days=3))
    call(services, one, MONDAY)
    assert counts(services).tried == 0


def test_how_soon_the_first_follow_up_came(services: Services) -> None:
    one, two, sold, refused = (lead(services) for _ in range(4))
    call(services, one, MONDAY, Outcome.CONNECTED)
    wrote(services, one, at(MONDAY, 9), TouchKind.TEXT, call_id=1)
    wrote(services, one, at(MONDAY, 11), TouchKind.VIDEO, call_id=1)  # the first one counts
    wrote(services, two, at(MONDAY, 7))  # before the talk: no follow-up of it
    call(services, two, MONDAY, Outcome.CONNECTED)
    call(services, sold, MONDAY, Outcome.SOLD)
    wrote(services, sold, at(MONDAY + timedelta(days=2), 8), TouchKind.NOTE, call_id=3)
    call(services, refused, MONDAY, Outcome.NOT_INTERESTED)  # nothing is due after that
    found = page(services).follow_ups
    assert (found.in_time, found.talks, found.wait_h) == (1, 3, 24.5)


def test_pace_and_what_resistance_said(services: Services) -> None:
    end = at(MONDAY, 9)
    session = services.store.sessions.add(
        FocusSession(
            started_at=at(MONDAY), zone=CHICAGO, utc_offset_min=-360, local_on=MONDAY, planned_s=3600, ends_at=end,
            heartbeat_at=end, finished_at=end,
        )
    )  # fmt: skip
    for dialled, ended in ((2, 3), (5, 6), (7, 9)):
        call(
            services, lead(services), MONDAY, session_id=session.id, started_at=at(MONDAY, 8, dialled),
            ended_at=at(MONDAY, 8, ended),
        )  # fmt: skip
    for said, seconds in (("Coffee.", 30.0), ("Coffee.", None), ("", 5.0), ("Later.", 4.0)):
        visit = services.store.sessions.add_resistance(session.id, 0, at(MONDAY))
        services.store.sessions.save_said(visit.id, said)
        if seconds is not None:
            services.store.sessions.save_recovery(visit.id, seconds)
    found = page(services)
    assert (found.pace.first_dial_s, found.pace.gap_s) == (120.0, 90.0)
    assert [(each.words, each.times, each.recovery_s) for each in found.said] == [
        ("Coffee.", 2, 30.0),
        ("Later.", 1, 4.0),
    ]


def test_an_old_week_reads_nothing_of_the_later_ones(services: Services) -> None:
    for on in (MONDAY - timedelta(days=70), MONDAY):
        services.store.sessions.add(
            FocusSession(
                started_at=at(on), zone=CHICAGO, utc_offset_min=-360, local_on=on, planned_s=3600, focus_s=3600,
                ends_at=at(on, 9), heartbeat_at=at(on, 9), finished_at=at(on, 9), by_hand='{"dials":9}',
            )
        )  # fmt: skip
    old = MONDAY - timedelta(days=70)
    assert [one.local_on for one in services.store.sessions.since(old, old + timedelta(days=6))] == [old]
    assert len(services.store.calls.session_tallies(old, old + timedelta(days=6))) == 1
    assert services.review.week(old).figures.dials == 9
    assert services.review.page(old).bars[-1].figures.dials == 9
