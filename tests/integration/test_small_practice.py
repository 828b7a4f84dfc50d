"""Warm-ups and the wins jar on a real store: done, undone, counted, changed, and never during the hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.leads import Lead, Phone
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.stored import LeadFilter
from lch_desktop.domain.warm_ups import WarmUp, WarmUpKind
from lch_desktop.services.rep import Rep
from lch_desktop.services.warm_ups import DailyWarmUps
from lch_desktop.services.wins_jar import Win, WinsJar, matching
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import START, FakeClock

MONDAY = date(2026, 11, 23)
CALL, EMAIL, NOTE = WarmUpKind.CALL, WarmUpKind.EMAIL, WarmUpKind.NOTE


@pytest.fixture
def store(data_dir: Path, clock: FakeClock) -> Iterator[SqliteStore]:
    made = open_store(data_dir / "lch.db", clock)
    yield made
    made.close()


@pytest.fixture
def rep(store: SqliteStore, clock: FakeClock) -> Rep:
    return Rep(store, clock, "America/Chicago")


@pytest.fixture
def warm_ups(store: SqliteStore, rep: Rep) -> DailyWarmUps:
    return DailyWarmUps(store, rep)


def hour_on(day: int, worked: str = "", *, running: bool = False) -> FocusSession:
    at = START - timedelta(days=day)
    return FocusSession(
        started_at=at, zone="America/Chicago", utc_offset_min=-360, local_on=at.date(), planned_s=3600,
        ends_at=at + timedelta(hours=1), heartbeat_at=at, worked=worked,
        finished_at=None if running else at + timedelta(hours=1),
    )  # fmt: skip


# Warm-ups


def test_they_are_off_until_they_are_wanted(warm_ups: DailyWarmUps, rep: Rep) -> None:
    assert (warm_ups.is_on, warm_ups.is_time) == (False, False)
    warm_ups.switch(True)
    assert (warm_ups.is_on, warm_ups.is_time, rep.settings.warm_ups) == (True, True, True)


def test_they_are_not_shown_during_the_hour(warm_ups: DailyWarmUps, store: SqliteStore) -> None:
    warm_ups.switch(True)
    hour = store.sessions.add(hour_on(0, running=True))
    assert not warm_ups.is_time
    store.sessions.save(replace(hour, finished_at=START))
    assert warm_ups.is_time


def test_each_kind_is_done_once_a_day_and_counted(warm_ups: DailyWarmUps, clock: FakeClock) -> None:
    assert warm_ups.do(CALL, " my uncle ") > 0
    assert warm_ups.do(CALL, "again") == 0
    warm_ups.do(NOTE)
    told = [(each.kind, each.done.note if each.done else None, each.ever) for each in warm_ups.today()]
    assert told == [(CALL, "my uncle", 1), (EMAIL, None, 0), (NOTE, "", 1)]
    clock.advance(24 * 3600)
    assert [each.done for each in warm_ups.today()] == [None] * 3
    warm_ups.do(CALL)
    assert warm_ups.today()[0].ever == 2


def test_the_day_begins_at_the_roll_over(warm_ups: DailyWarmUps, clock: FakeClock) -> None:
    warm_ups.do(CALL)
    clock.advance(15 * 3600)  # half past one at night in Chicago
    assert warm_ups.today()[0].done is not None
    clock.advance(2 * 3600)
    assert warm_ups.today()[0].done is None


def test_undone_and_brought_back_with_its_words(warm_ups: DailyWarmUps, store: SqliteStore) -> None:
    warm_ups.do(EMAIL, "Jo, about the lamp")
    before = store.warm_ups.all()
    entry_id = warm_ups.undo(EMAIL)
    assert store.warm_ups.all() == []
    assert warm_ups.undo(EMAIL) == 0
    warm_ups.take_back(entry_id)
    assert store.warm_ups.all() == before


def test_words_said_do_it_and_change_it(warm_ups: DailyWarmUps, store: SqliteStore) -> None:
    assert warm_ups.say(NOTE, "  ") == 0
    assert warm_ups.say(NOTE, "Kim") > 0
    assert warm_ups.say(NOTE, "Kim ") == 0
    entry_id = warm_ups.say(NOTE, "Kim Boone")
    assert [each.note for each in store.warm_ups.all()] == ["Kim Boone"]
    warm_ups.take_back(entry_id)
    assert [each.note for each in store.warm_ups.all()] == ["Kim"]


def test_a_second_one_of_a_day_hides_nothing(warm_ups: DailyWarmUps, store: SqliteStore) -> None:
    for note in ("one", "two"):
        store.warm_ups.add(WarmUp(local_on=MONDAY, kind=CALL, at=START, note=note))
    assert warm_ups.today()[0].ever == 2
    warm_ups.undo(CALL)
    assert [each.note for each in store.warm_ups.all()] == ["one"]


# The jar


@pytest.fixture
def jar(store: SqliteStore, rep: Rep) -> WinsJar:
    for day, words in ((3, "Standing up"), (2, ""), (1, "Silence after the ask"), (0, "The first line")):
        store.sessions.add(hour_on(day, words))
    return WinsJar(store, rep)


def test_the_jar_is_newest_first_and_leaves_empty_hours_out(jar: WinsJar) -> None:
    assert jar.all() == [
        Win(4, date(2026, 11, 23), "The first line"),
        Win(3, date(2026, 11, 22), "Silence after the ask"),
        Win(1, date(2026, 11, 20), "Standing up"),
    ]


def test_a_line_is_changed_taken_out_and_brought_back(jar: WinsJar, store: SqliteStore) -> None:
    assert jar.change(3, "  Silence\nafter  the ask ") == 0
    changed = jar.change(3, "Five seconds of silence")
    assert jar.all()[1].words == "Five seconds of silence"
    removed = jar.change(3, "")
    assert [win.session_id for win in jar.all()] == [4, 1]
    jar.take_back(removed)
    jar.take_back(changed)
    assert jar.all()[1].words == "Silence after the ask"
    assert store.sessions.wins(9)[1][1] == "Silence after the ask"
    assert jar.change(99, "nobody's") == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [("", [4, 3, 1]), ("THE", [4, 3]), ("ask silence", [3]), ("11-20", [1]), ("the lamp", []), ("  up ", [1])],
)
def test_a_search_wants_every_word(jar: WinsJar, text: str, found: list[int]) -> None:
    assert [win.session_id for win in matching(jar.all(), text)] == found


# Who has no line yet


def test_who_has_no_line_yet_comes_soonest_first(store: SqliteStore) -> None:
    phone = Phone(e164="+15125550143", raw="5125550143")
    later, soon, promised, said, never, silent = (
        store.leads.add(replace(Lead(name=name, phones=(phone,)), **more))  # type: ignore[arg-type]
        for name, more in (
            ("Later", {}), ("Soon", {}), ("Promised", {}), ("Said", {"may_need": "a lamp"}),
            ("Never", {"do_not_call": True}), ("Silent", {"phones": ()}),
        )
    )  # fmt: skip
    follow = store.leads.get(soon.id)
    assert follow is not None
    store.leads.save_follow(soon.id, replace(follow.follow, due_on=MONDAY))
    store.leads.save_follow(promised.id, replace(follow.follow, promise_at=START))
    wanted = LeadFilter(which="no-need")
    assert [lead.id for lead in store.leads.find(wanted, 9)] == [promised.id, soon.id, later.id]
    assert store.leads.count_found(wanted) == 3
    assert {said.id, never.id, silent.id}.isdisjoint(store.leads.all_found(wanted))
