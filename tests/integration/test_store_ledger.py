"""Undo and redo: the table of inverses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.calls import Call, Outcome, Touch, TouchStatus
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.stored import OpenCard
from lch_desktop.store import ledger as ledger_module
from lch_desktop.store.practice_rows import PRACTICE_ROWS
from lch_desktop.store.rows import ROWS
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import START, FakeClock

TODAY = date(2026, 11, 23)
MINUTE = timedelta(minutes=1)
NUMBER = "+15125550143"

Dump = dict[str, list[Any]]


@pytest.fixture
def store(data_dir: Path, clock: FakeClock) -> Iterator[SqliteStore]:
    opened = open_store(data_dir / "lch.db", clock)
    yield opened
    opened.close()


def dump(store: SqliteStore) -> Dump:
    """Every row of every table but the ledger's own."""
    tables = [row._meta.table_name for row in (*ROWS, *PRACTICE_ROWS) if row._meta.table_name != "ledger"]
    return {table: store._db.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables}


def two_leads(store: SqliteStore) -> tuple[Lead, Lead]:
    return (
        store.leads.add(Lead(name="Dana", phones=(Phone(e164=NUMBER), Phone(e164="+15125550177")))),
        store.leads.add(Lead(name="Kim", phones=(Phone(e164=NUMBER),))),
    )


def an_hour(store: SqliteStore) -> int:
    session = FocusSession(
        started_at=START,
        zone="UTC",
        utc_offset_min=0,
        local_on=TODAY,
        planned_s=3600,
        ends_at=START + 60 * MINUTE,
        heartbeat_at=START,
    )
    return store.sessions.add(session).id


def a_call(lead_id: int, session_id: int | None = None) -> Call:
    return Call(lead_id=lead_id, session_id=session_id, outcome=Outcome.NO_ANSWER, ended_at=START, local_on=TODAY)


def step(store: SqliteStore, write: Callable[[], object], session_id: int | None = None) -> int:
    with store.ledger.recording("edit", START, session_id=session_id) as entry_id:
        write()
    return entry_id


def _call_and_fail(store: SqliteStore, lead_id: int) -> None:
    store.calls.add(a_call(lead_id))
    raise ZeroDivisionError


def test_an_outcome_is_taken_back_and_brought_again(store: SqliteStore) -> None:
    lead, _ = two_leads(store)
    session_id = an_hour(store)
    store.touches.add(Touch(lead_id=lead.id, due_at=START))
    store.sessions.save_open_card(session_id, OpenCard(lead_id=lead.id, note="half a"))
    before = dump(store)
    with store.ledger.recording("no-answer", START, session_id=session_id, lead_id=lead.id) as entry_id:
        call = store.calls.add(a_call(lead.id, session_id))
        store.ledger.set_call(call.id)
        store.leads.save_follow(lead.id, FollowUp(stage=Stage.TRYING, attempts=1, last_call_at=START))
        store.touches.drop_open(lead.id)
        store.touches.add(Touch(lead_id=lead.id, call_id=call.id, due_at=START + MINUTE))
        store.sessions.save_open_card(session_id, OpenCard())
    after = dump(store)
    entry = store.ledger.newest(session_id)
    assert entry is not None
    assert (entry.id, entry.at, entry.label, entry.lead_id) == (entry_id, START, "no-answer", lead.id)
    assert (entry.call_id, entry.session_id, entry.undone) == (call.id, session_id, False)
    assert store.ledger.undo(entry_id) is False
    assert dump(store) == before
    undone = store.ledger.newest_undone(session_id)
    assert undone == replace(entry, undone=True)
    store.ledger.redo(entry_id)
    assert dump(store) == after
    assert store.ledger.newest(session_id) == entry


def test_a_number_suppressed_by_mistake_is_free_again_everywhere(store: SqliteStore) -> None:
    dana, kim = two_leads(store)

    def do_not_call() -> None:
        store.suppressions.add(NUMBER, START, "call")
        store.leads.save_fields(dana.id, {"do_not_call": True}, by_rep=True)

    entry_id = step(store, do_not_call)
    found = store.leads.get(kim.id)
    assert found is not None
    assert found.phones[0].status is PhoneStatus.DO_NOT_CALL
    assert store.leads.fact_counts()["needs_number"] == 1
    store.ledger.undo(entry_id)
    assert store.leads.many([dana.id, kim.id]) == [dana, kim]
    assert store.suppressions.count() == 0
    candidate = store.leads.candidate(dana.id)
    assert candidate is not None
    assert candidate.e164 == NUMBER


def test_a_touch_that_was_sent_stays_sent(store: SqliteStore) -> None:
    lead, _ = two_leads(store)
    made: list[Touch] = []

    def outcome() -> None:
        call = store.calls.add(a_call(lead.id))
        made.extend(store.touches.add(Touch(lead_id=lead.id, call_id=call.id, due_at=START)) for _ in range(2))

    entry_id = step(store, outcome)
    sent = replace(made[0], status=TouchStatus.SENT, done_at=START, words="Thank you")
    store.touches.save(sent)
    assert store.ledger.undo(entry_id) is True
    assert store.touches.of_lead(lead.id) == [sent]
    assert store.calls.count() == 0
    store.ledger.redo(entry_id)
    assert store.touches.of_lead(lead.id) == [sent, made[1]]


def test_what_somebody_else_wrote_since_is_kept(store: SqliteStore) -> None:
    lead, _ = two_leads(store)
    entry_id = step(store, lambda: store.leads.save_fields(lead.id, {"company": "mine", "title": "mine"}, by_rep=True))
    store.leads.save_fields(lead.id, {"company": "import"}, by_rep=False)
    store.ledger.undo(entry_id)
    found = store.leads.get(lead.id)
    assert found is not None
    assert (found.company, found.title) == ("import", "")
    store.ledger.redo(entry_id)
    found = store.leads.get(lead.id)
    assert found is not None
    assert (found.company, found.title) == ("import", "mine")


def test_a_row_that_others_built_on_stays(store: SqliteStore) -> None:
    entry_id = step(store, lambda: store.leads.add(Lead(name="new")))
    store.calls.add(a_call(1))
    store.ledger.undo(entry_id)
    assert store.leads.count() == 1


def test_the_hours_clock_is_never_turned_back(store: SqliteStore) -> None:
    session_id = an_hour(store)
    session = store.sessions.get(session_id)
    assert session is not None
    done = replace(session, focus_s=60.0, finished_at=START + MINUTE)
    entry_id = step(store, lambda: store.sessions.save(done), session_id)
    store.ledger.undo(entry_id)
    assert store.sessions.get(session_id) == done


def test_undo_goes_newest_first_and_each_session_has_its_own(store: SqliteStore) -> None:
    lead, _ = two_leads(store)
    mine, theirs = an_hour(store), an_hour(store)
    first, other, outside, second = (
        step(store, lambda: store.calls.add(a_call(lead.id)), session) for session in (mine, theirs, None, mine)
    )

    def newest(session_id: int | None) -> int:
        entry = store.ledger.newest(session_id)
        return entry.id if entry else 0

    assert (newest(mine), newest(theirs), newest(None)) == (second, other, second)
    store.ledger.undo(second)
    assert (newest(mine), newest(None)) == (first, outside)
    store.ledger.undo(first)
    assert newest(mine) == 0
    redo = store.ledger.newest_undone(mine)
    assert redo is not None
    assert redo.id == first
    assert store.ledger.newest_undone(theirs) is None
    store.ledger.redo(first)
    again = store.ledger.newest_undone(mine)
    assert again is not None
    assert again.id == second


def test_a_new_step_ends_redo_for_its_session(store: SqliteStore) -> None:
    lead, _ = two_leads(store)
    mine, theirs = an_hour(store), an_hour(store)
    entry_id = step(store, lambda: store.calls.add(a_call(lead.id)), mine)
    store.ledger.undo(entry_id)
    step(store, lambda: store.calls.add(a_call(lead.id)), theirs)
    mine_undone, folder_undone = store.ledger.newest_undone(mine), store.ledger.newest_undone()
    assert mine_undone is not None
    assert folder_undone is None
    newer = step(store, lambda: store.calls.add(a_call(lead.id)), mine)
    assert store.ledger.newest_undone(mine) is None
    store.ledger.undo(newer)
    redo = store.ledger.newest_undone(mine)
    assert redo is not None
    assert redo.id == newer


def test_twice_undone_or_redone_is_once(store: SqliteStore) -> None:
    lead, _ = two_leads(store)
    entry_id = step(store, lambda: store.calls.add(a_call(lead.id)))
    store.ledger.redo(entry_id)
    assert store.calls.count() == 1
    store.ledger.undo(entry_id)
    assert store.ledger.undo(entry_id) is False
    store.calls.add(a_call(lead.id))
    store.ledger.redo(entry_id)
    store.ledger.redo(entry_id)
    assert store.calls.count() == 2


def test_a_failed_step_leaves_nothing(store: SqliteStore) -> None:
    lead, _ = two_leads(store)
    before = dump(store)
    with pytest.raises(ZeroDivisionError), store.ledger.recording("edit", START):
        _call_and_fail(store, lead.id)
    assert dump(store) == before
    assert store.ledger.newest() is None
    with store.ledger.recording("edit", START) as entry_id:
        with pytest.raises(ZeroDivisionError), store.transaction():
            _call_and_fail(store, lead.id)
        with store.ledger.recording("inner", START) as inner:
            store.calls.add(a_call(lead.id))
    assert inner == entry_id
    store.ledger.undo(entry_id)
    assert dump(store) == before


def test_undo_works_after_the_program_was_gone(data_dir: Path, clock: FakeClock) -> None:
    store = open_store(data_dir / "lch.db", clock)
    lead, _ = two_leads(store)
    before = dump(store)
    entry_id = step(store, lambda: store.calls.add(a_call(lead.id)))
    store.close()
    again = open_store(data_dir / "lch.db", clock)
    again.ledger.undo(entry_id)
    assert dump(again) == before
    again.close()


def test_only_the_newest_entries_are_kept(store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_module, "KEPT", 3)
    for _ in range(5):
        step(store, lambda: None)
    assert [entry_id for (entry_id,) in store._db.rows("SELECT id FROM ledger")] == [3, 4, 5]


def _with_lead(write: Callable[[SqliteStore, int, int], object]) -> Callable[[SqliteStore, int], object]:
    """`write` on one of the first leads, or nothing where that one is gone."""

    def guarded(store: SqliteStore, pick: int) -> None:
        lead_id = pick % 4 + 1
        if store.leads.get(lead_id) is not None:
            write(store, pick, lead_id)

    return guarded


def _save_call(store: SqliteStore, pick: int) -> None:
    call = store.calls.get(pick % 4 + 1)
    if call is not None:
        store.calls.save(replace(call, note=f"n {pick}", goal_hit=bool(pick % 2)))


# One random write of each kind; `pick` chooses the row.
WRITES: tuple[Callable[[SqliteStore, int], object], ...] = (
    lambda store, pick: store.leads.add(Lead(name=f"new {pick}", value=pick / 3, phones=(Phone(e164=NUMBER),))),
    lambda store, pick: store.leads.add_many([Lead(name=f"many {pick}")] * (pick % 3)),
    lambda store, pick: store.leads.save_follow(pick % 4 + 1, FollowUp(attempts=pick, goal=f"ünï {pick}")),
    lambda store, pick: store.leads.save_fields(
        pick % 4 + 1, {"company": f"co {pick}", "value": pick}, by_rep=pick > 9
    ),
    _with_lead(lambda store, pick, lead: store.leads.add_phones(lead, (Phone(e164=f"+1512555{pick:04}"),))),
    lambda store, pick: store.leads.save_phone_status(pick % 4 + 1, list(PhoneStatus)[pick % 4]),
    lambda store, pick: store.leads.delete([pick % 4 + 1]),
    lambda store, pick: store.suppressions.add(NUMBER, START, str(pick)),
    _with_lead(lambda store, pick, lead: store.calls.add(a_call(lead))),
    _save_call,
    _with_lead(lambda store, pick, lead: store.touches.add(Touch(lead_id=lead, due_at=START, words=str(pick)))),
    lambda store, pick: store.touches.drop_open(pick % 4 + 1),
    lambda store, pick: store.sessions.save_open_card(1, OpenCard(lead_id=pick, note=str(pick))),
    lambda store, pick: store.sessions.save_skipped(1, range(pick % 5)),
    lambda store, pick: store.sessions.add_later(1, START, str(pick)),
    lambda store, pick: store.sessions.add_resistance(1, pick, START),
    lambda store, pick: store.settings.save(Settings(minutes=15 + pick)),
)
STEPS = st.lists(
    st.lists(st.tuples(st.sampled_from(range(len(WRITES))), st.integers(0, 20)), max_size=5), min_size=1, max_size=6
)


@given(STEPS)
def test_undoing_all_is_the_beginning_and_redoing_all_is_the_end(steps: list[list[tuple[int, int]]]) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "lch.db", FakeClock())
        store._db.execute_sql("PRAGMA synchronous = off")
        two_leads(store)
        an_hour(store)
        first = dump(store)
        for writes in steps:
            with store.ledger.recording("edit", START):
                for which, pick in writes:
                    WRITES[which](store, pick)
        last = dump(store)
        while (entry := store.ledger.newest()) is not None:
            store.ledger.undo(entry.id)
        assert dump(store) == first
        while (entry := store.ledger.newest_undone()) is not None:
            store.ledger.redo(entry.id)
        assert dump(store) == last
        store._db.execute_sql("INSERT INTO lead_text (lead_text) VALUES ('integrity-check')")
        store.close()
