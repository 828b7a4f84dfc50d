"""What goes into the store comes out of it: calls, touches, sessions, settings, suppressions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Call, Outcome, Touch, TouchKind, TouchStatus, tally
from lch_desktop.domain.leads import Lead, Phone, PhoneStatus
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.stored import OpenCard
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import START, FakeClock

TODAY = date(2026, 11, 23)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(data_dir: Path, clock: FakeClock) -> Iterator[SqliteStore]:
    opened = open_store(data_dir / "lch.db", clock)
    yield opened
    opened.close()


def an_hour(**changes: object) -> FocusSession:
    session = FocusSession(
        started_at=START,
        zone="America/Chicago",
        utc_offset_min=-360,
        local_on=TODAY,
        planned_s=3600,
        ends_at=START + HOUR,
        heartbeat_at=START,
        goals=Goals(14, 3, 2, 1),
    )
    return replace(session, **changes)  # type: ignore[arg-type]


def a_call(lead_id: int, outcome: Outcome = Outcome.NO_ANSWER, **changes: object) -> Call:
    return replace(Call(lead_id=lead_id, outcome=outcome, ended_at=START, local_on=TODAY), **changes)  # type: ignore[arg-type]


def test_a_call_comes_back_whole(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana"))
    session = store.sessions.add(an_hour())
    call = store.calls.add(
        Call(
            lead_id=lead.id,
            session_id=session.id,
            phone_id=7,
            e164="+15125550143",
            outcome=Outcome.CONNECTED,
            person=True,
            attempt=3,
            voicemail=1,
            asks=2,
            goal="Get a yes",
            goal_hit=False,
            note='"quoted"; DROP TABLE call; -- ünï\n😀',
            reason="timing",
            next_call_at=START + HOUR,
            started_at=START - HOUR,
            ended_at=START,
            talk_s=61,
            local_on=TODAY,
        )
    )
    assert call.id
    assert store.calls.get(call.id) == call
    changed = replace(call, note="other", asks=0, goal_hit=None)
    store.calls.save(changed)
    assert store.calls.get(call.id) == changed
    assert store.calls.get(call.id + 1) is None


def test_calls_are_found_by_lead_session_and_day(store: SqliteStore) -> None:
    dana, kim = store.leads.add(Lead(name="Dana")), store.leads.add(Lead(company="Boone Ltd"))
    session = store.sessions.add(an_hour())
    first = store.calls.add(a_call(dana.id, session_id=session.id, e164="+15125550143"))
    second = store.calls.add(a_call(dana.id, local_on=TODAY - timedelta(days=1)))
    third = store.calls.add(a_call(kim.id, session_id=session.id, e164="+15125550144"))
    assert store.calls.of_lead(dana.id) == [second, first]
    assert store.calls.of_lead(dana.id, limit=1) == [second]
    assert store.calls.of_session(session.id) == [first, third]
    assert store.calls.on_day(TODAY) == [first, third]
    assert store.calls.numbers_called_on(TODAY) == [("+15125550143", "Dana"), ("+15125550144", "Boone Ltd")]
    assert store.calls.count() == 3


def test_the_tallies_of_sql_are_those_of_the_domain(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana"))
    older = store.sessions.add(an_hour(local_on=TODAY - timedelta(days=9)))
    session = store.sessions.add(an_hour())
    for number, outcome in enumerate(Outcome):
        for person in (False, True):
            for next_call_at in (None, START):
                call = a_call(lead.id, outcome, session_id=session.id, person=person, next_call_at=next_call_at)
                store.calls.add(replace(call, asks=number, talk_s=number))
    store.calls.add(a_call(lead.id, session_id=older.id))
    expected = tally(store.calls.of_session(session.id))
    assert expected.connects != expected.conversations != expected.appointments
    assert store.calls.tally(session.id) == expected
    assert store.calls.session_tallies(TODAY) == {session.id: expected}
    assert store.calls.session_tallies(date.min)[older.id].dials == 1


def test_who_may_call_back_is_who_never_answered(store: SqliteStore) -> None:
    silent, reached, later = (store.leads.add(Lead(name=name)).id for name in ("a", "b", "c"))
    store.calls.add(a_call(silent))
    store.calls.add(a_call(reached, Outcome.CONNECTED))
    store.calls.add(a_call(reached))
    store.calls.add(a_call(later, Outcome.CALL_BACK_LATER, person=False))
    last = store.calls.add(a_call(silent, Outcome.LEFT_VOICEMAIL))
    store.calls.add(a_call(silent, local_on=TODAY - timedelta(days=1)))
    assert [call.lead_id for call in store.calls.without_connect(TODAY)] == [silent, later]
    assert store.calls.without_connect(TODAY)[0] == last
    assert store.calls.without_connect(date(2020, 1, 1)) == []


def test_touches_come_due_and_are_dropped(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana"))
    session = store.sessions.add(an_hour())
    call = store.calls.add(a_call(lead.id, session_id=session.id))
    late = store.touches.add(Touch(lead_id=lead.id, due_at=START + 4 * HOUR, kind=TouchKind.VIDEO))
    text = store.touches.add(Touch(lead_id=lead.id, call_id=call.id, due_at=START, words="Thank you"))
    assert store.touches.open_until(START + HOUR) == [text]
    assert store.touches.open_until(START + 9 * HOUR) == [text, late]
    assert store.touches.open_until(START + 9 * HOUR, limit=1) == [text]
    assert store.touches.of_session(session.id) == [text]
    sent = replace(text, status=TouchStatus.SENT, done_at=START + HOUR)
    store.touches.save(sent)
    store.touches.drop_open(lead.id)
    assert store.touches.of_lead(lead.id) == [sent, replace(late, status=TouchStatus.DROPPED)]
    assert store.touches.open_until(START + 9 * HOUR) == []


def test_a_session_comes_back_whole(store: SqliteStore) -> None:
    session = store.sessions.add(an_hour())
    assert store.sessions.get(session.id) == store.sessions.running() == store.sessions.last() == session
    done = replace(
        session,
        focus_s=3599.25,
        paused_s=1.5,
        paused_at=START,
        finished_at=START + HOUR,
        end_reason="time",
        queue_emptied=True,
        worked="Asked first",
        debriefed_at=START + HOUR,
        goals=Goals(1, 2, 3, 4),
    )
    store.sessions.save(done)
    assert store.sessions.get(session.id) == done
    assert store.sessions.running() is None
    assert store.sessions.get(99) is None


def test_sessions_are_listed_in_their_orders(store: SqliteStore) -> None:
    days = [TODAY - timedelta(days=days) for days in (2, 1, 0)]
    ended = [
        store.sessions.add(
            an_hour(local_on=day, started_at=START - timedelta(days=place), finished_at=START, worked=f"w{place}")
        )
        for place, day in zip((2, 1, 0), days, strict=True)
    ]
    assert store.sessions.recent(2) == [ended[2], ended[1]]
    assert store.sessions.since(days[1]) == [ended[1], ended[2]]
    assert store.sessions.last() == ended[2]
    assert store.sessions.wins(2) == [(days[2], "w0"), (days[1], "w1")]


def test_the_open_card_and_the_lists_are_kept(store: SqliteStore) -> None:
    session = store.sessions.add(an_hour())
    assert store.sessions.open_card(session.id) == OpenCard()
    assert store.sessions.pinned(session.id) == ()
    card = OpenCard(lead_id=3, phone_id=4, note="half a wo", asks=1, dialled_at=START, opened_at=START, strip="sold")
    store.sessions.save_open_card(session.id, card)
    store.sessions.save_pinned(session.id, (3, 1, 2))
    store.sessions.save_skipped(session.id, [9])
    store.sessions.save(replace(session, focus_s=9.0))
    assert store.sessions.open_card(session.id) == card
    assert store.sessions.pinned(session.id) == (3, 1, 2)
    assert store.sessions.skipped(session.id) == (9,)


def test_what_happens_in_an_hour_is_kept(store: SqliteStore) -> None:
    session = store.sessions.add(an_hour())
    visit = store.sessions.add_resistance(session.id, 5, START)
    store.sessions.save_recovery(visit.id, 12.5)
    assert store.sessions.resistance(session.id) == [replace(visit, recovery_s=12.5)]
    pause = store.sessions.add_interruption(session.id, "pause", START, 5)
    assert store.sessions.interruptions(session.id) == [pause]
    store.sessions.end_interruption(pause.id, START + HOUR, "door")
    assert store.sessions.interruptions(session.id) == [replace(pause, ended_at=START + HOUR, reason="door")]
    line, other = (store.sessions.add_later(which, START, "read the memo") for which in (session.id, None))
    store.sessions.save_later_done(line.id, True)
    assert store.sessions.later(session.id) == [replace(line, done=True)]
    assert store.sessions.later(None) == [replace(line, done=True), other]


def test_settings_come_back_whole(store: SqliteStore) -> None:
    assert store.settings.load() == Settings()
    chosen = Settings(
        rep_name="Sam", minutes=45, work_week=(0, 2), if_then=(("a", "b"), ("c", "d")), sound=False, altitude_scale_h=12
    )
    store.settings.save(chosen)
    assert store.settings.load() == chosen
    store.settings.save(Settings())
    assert store.settings.load() == Settings()


@pytest.mark.parametrize(
    ("name", "value"), [("minutes", '"sixty"'), ("minutes", "true"), ("gone", "1"), ("work_week", "3"), ("sound", "1")]
)
def test_a_setting_of_another_version_keeps_its_default(store: SqliteStore, name: str, value: str) -> None:
    store._db.execute_sql("INSERT INTO setting (name, value) VALUES (?, ?)", (name, value))
    assert store.settings.load() == Settings()


def test_a_suppressed_number_is_suppressed_for_everyone(store: SqliteStore) -> None:
    number = "+15125550143"
    both = [store.leads.add(Lead(name=name, phones=(Phone(e164=number),))) for name in ("Dana", "Kim")]
    store.suppressions.add(number, START, "call")
    store.suppressions.add(number, START, "again")
    assert store.suppressions.count() == 1
    assert store.suppressions.among((number, "+1", "")) == {number}
    later = store.leads.add(Lead(name="Later", phones=(Phone(e164=number), Phone(e164="+15125550199"))))
    (many,) = store.leads.add_many([Lead(name="Many", phones=(Phone(e164=number),))])
    store.leads.add_phones(many, (Phone(e164=number, label="work"),))
    for lead_id in (both[0].id, both[1].id, later.id, many):
        lead = store.leads.get(lead_id)
        assert lead is not None
        assert {phone.status for phone in lead.phones if phone.e164 == number} == {PhoneStatus.DO_NOT_CALL}
    found = store.leads.candidate(later.id)
    assert found is not None
    assert found.e164 == "+15125550199"
