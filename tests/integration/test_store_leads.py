"""Leads: round trips, the queue's candidates and their indexes, matching."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage, Talk
from lch_desktop.domain.stored import MatchKeys
from lch_desktop.store import lead_queue
from lch_desktop.store.store import SqliteStore, open_store
from tests.fakes import START, FakeClock

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MOBILE = Phone(e164="+15125550143", raw="512-555-0143", shown="(512) 555-0143", kind="mobile")


@pytest.fixture
def store(data_dir: Path, clock: FakeClock) -> Iterator[SqliteStore]:
    opened = open_store(data_dir / "lch.db", clock)
    yield opened
    opened.close()


def whole() -> Lead:
    return Lead(
        name="Dana Ruiz",
        first_name="Dana",
        last_name="Ruiz",
        company="Ruiz & Søn",
        title="CEO",
        email="Dana@Example.com",
        city="Austin",
        state="TX",
        zip="78701",
        country="US",
        zone="",
        zones=("America/Chicago", "America/Denver"),
        value=1250.5,
        owner="Sam",
        status="OPEN_DEAL",
        notes="line 1\nline 2",
        personal="two dogs",
        last_talk="the roof",
        may_need="a ladder",
        do_not_call=True,
        no_email=True,
        not_mine=True,
        last_activity_on=TODAY,
        sample=True,
        created_at=START,
        phones=(
            MOBILE,
            Phone(raw="x", status=PhoneStatus.INVALID, certain=False, extension="12", region="US", label="w"),
        ),
        follow=FollowUp(
            stage=Stage.TALKING,
            attempts=2,
            voicemails=1,
            cadence="nurture",
            step=3,
            due_on=TODAY,
            promise_at=START,
            promise_asked=True,
            fresh_at=START,
            starred_on=TODAY,
            snoozed_until=TODAY,
            talk=Talk(START, 0.6, 1.5),
            last_call_at=START,
            last_call_on=TODAY,
            last_outcome="connected",
            goal="Get a yes",
            parked=True,
        ),
    )


def added(store: SqliteStore, name: str = "Dana", number: str = "+15125550143", **follow: object) -> int:
    phones = (Phone(e164=number, kind="mobile"),) if number else ()
    return store.leads.add(Lead(name=name, phones=phones, follow=FollowUp(**follow))).id  # type: ignore[arg-type]


def test_a_lead_comes_back_whole(store: SqliteStore) -> None:
    lead = store.leads.add(whole())
    assert lead.id
    assert all(phone.id for phone in lead.phones)
    assert store.leads.get(lead.id) == lead
    assert store.leads.get(lead.id + 1) is None


def test_many_leads_come_back_in_the_order_asked(store: SqliteStore) -> None:
    ids = store.leads.add_many([whole(), Lead(name="Kim"), Lead()])
    again = store.leads.add(Lead(name="after"))
    assert len({*ids, again.id}) == 4
    found = store.leads.many([ids[2], 99, ids[0]])
    assert [lead.id for lead in found] == [ids[2], ids[0]]
    assert replace(found[1], id=0, phones=()) == replace(whole(), phones=())
    assert [replace(phone, id=0) for phone in found[1].phones] == list(whole().phones)
    assert store.leads.count() == 4
    assert store.leads.many([]) == []
    assert store.leads.add_many([]) == []


def test_a_candidate_is_the_lead_with_its_first_usable_number(store: SqliteStore) -> None:
    lead = store.leads.add(replace(whole(), phones=(Phone(e164="+15125550100", status=PhoneStatus.WRONG), MOBILE)))
    found = store.leads.candidate(lead.id)
    assert found is not None
    assert (found.e164, found.shown, found.kind) == (MOBILE.e164, MOBILE.shown, "mobile")
    for name in ("name", "company", "zone", "zones", "country", "state", "city", "value", "created_at", "do_not_call"):
        assert getattr(found, name) == getattr(lead, name)
    for name in FollowUp.__dataclass_fields__:
        assert getattr(found, name, getattr(lead.follow, name)) == getattr(lead.follow, name)
    assert store.leads.candidate(99) is None


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        (Lead(company="Boone Ltd", email="k@example.com"), "Boone Ltd"),
        (Lead(email="k@example.com", phones=(MOBILE,)), "k@example.com"),
        (Lead(phones=(MOBILE,)), "(512) 555-0143"),
        (Lead(), "Lead 1"),
    ],
)
def test_a_nameless_candidate_is_called_by_what_is_known(store: SqliteStore, lead: Lead, name: str) -> None:
    found = store.leads.candidate(store.leads.add(lead).id)
    assert found is not None
    assert found.name == name


def test_the_number_to_dial_follows_the_phones(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana", phones=(MOBILE,)))

    def dialled() -> str:
        found = store.leads.candidate(lead.id)
        return found.e164 if found else "gone"

    store.leads.save_phone_status(lead.phones[0].id, PhoneStatus.WRONG)
    assert dialled() == ""
    assert store.leads.fact_counts()["needs_number"] == 1
    store.leads.add_phones(lead.id, (Phone(e164="+15125550177"),))
    assert dialled() == "+15125550177"
    store.leads.save_phone_status(lead.phones[0].id, PhoneStatus.OK)
    assert dialled() == MOBILE.e164


def test_only_what_is_called_for_is_a_candidate(store: SqliteStore) -> None:
    called = {"last_call_at": START - 9 * DAY}
    wanted = {
        added(store, promise_at=START + HOUR),
        added(store, fresh_at=START - timedelta(hours=24), **called),
        added(store, starred_on=TODAY),
        added(store, due_on=TODAY, **called),
        added(store, due_on=TODAY - 400 * DAY, promise_at=START - DAY, starred_on=TODAY),
        added(store, snoozed_until=TODAY),
    }
    for follow in (
        {},
        {"promise_at": START + HOUR + timedelta(seconds=1)},
        {"fresh_at": START - timedelta(hours=24, seconds=1)},
        {"starred_on": TODAY - DAY},
        {"due_on": TODAY + DAY},
        {"snoozed_until": TODAY + DAY},
        {"snoozed_until": TODAY - DAY, **called},
    ):
        added(store, **follow)  # type: ignore[arg-type]
    found = store.leads.candidates(START, TODAY, START + HOUR)
    assert {lead.lead_id for lead in found} == wanted
    assert len(found) == len(wanted)


def test_a_candidate_that_changed_is_read_again(store: SqliteStore) -> None:
    lead_id = added(store, due_on=TODAY)
    before = store.leads.candidates(START, TODAY, START)
    assert store.leads.candidates(START, TODAY, START)[0] is before[0]
    store.leads.save_follow(lead_id, FollowUp(due_on=TODAY, goal="other"))
    assert [lead.goal for lead in store.leads.candidates(START, TODAY, START)] == ["other"]


def test_first_calls_come_by_value_then_newest(store: SqliteStore) -> None:
    def new(value: float | None, age: int, **changes: object) -> int:
        lead = Lead(name="x", value=value, created_at=START - age * DAY, phones=(MOBILE,))
        return store.leads.add(replace(lead, **changes)).id  # type: ignore[arg-type]

    unknown, small, old, young = new(None, 0), new(1.0, 0), new(9.0, 5), new(9.0, 1)
    for hidden in (
        {"do_not_call": True},
        {"not_mine": True},
        {"phones": ()},
        {"follow": FollowUp(stage=Stage.NOT_A_LEAD)},
        {"follow": FollowUp(due_on=TODAY)},
        {"follow": FollowUp(promise_at=START)},
        {"follow": FollowUp(last_call_at=START)},
        {"follow": FollowUp(snoozed_until=TODAY + DAY)},
    ):
        new(99.0, 0, **hidden)
    assert [lead.lead_id for lead in store.leads.new_candidates(9, ())] == [young, old, small, unknown]
    assert [lead.lead_id for lead in store.leads.new_candidates(2, ())] == [young, old]
    counts = {"needs_number": 1, "do_not_call": 1, "not_a_lead": 1, "not_mine": 1}
    assert store.leads.fact_counts() == counts


def test_first_calls_can_leave_closed_hours_out(store: SqliteStore) -> None:
    texas, utah, both = (
        Lead(name="a", zone="America/Chicago", state="TX", phones=(MOBILE,)),
        Lead(name="b", zone="America/Denver", state="UT", phones=(MOBILE,)),
        Lead(name="c", zones=("America/Chicago", "America/Denver"), country="US", phones=(MOBILE,)),
    )
    ids = store.leads.add_many([texas, texas, utah, both])
    keys = store.leads.hours_keys()
    assert [key for key, _ in keys] == [
        "America/Chicago,America/Denver;US;;mobile",
        "America/Chicago;;TX;mobile",
        "America/Denver;;UT;mobile",
    ]
    assert [example.lead_id for _, example in keys] == [ids[3], ids[0], ids[2]]
    open_ones = store.leads.new_candidates(9, [keys[1][0], "'; DROP TABLE lead; --"])
    assert {lead.lead_id for lead in open_ones} == {ids[2], ids[3]}
    assert store.leads.new_candidates(9, [key for key, _ in keys]) == []


def test_without_first_calls_there_are_no_hours(store: SqliteStore) -> None:
    added(store, last_call_at=START)
    assert store.leads.hours_keys() == []


@pytest.mark.parametrize(
    ("values", "median"), [([], None), ([None], None), ([3, None, 1], 2), ([5, 1, 9], 5), ([4, 1, 2, 100], 3)]
)
def test_the_median_is_that_of_the_known_values(
    store: SqliteStore, values: list[float | None], median: float | None
) -> None:
    store.leads.add_many([Lead(value=value) for value in values])
    assert store.leads.median_value() == median


def _add_and_fail(store: SqliteStore) -> None:
    store.leads.add(Lead(value=9.0))
    assert store.leads.median_value() == 8.0
    raise ZeroDivisionError


def test_the_median_follows_changes_and_rollbacks(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(value=1.0))
    assert store.leads.median_value() == 1.0
    store.leads.save_fields(lead.id, {"value": 7.0}, by_rep=True)
    assert store.leads.median_value() == 7.0
    with pytest.raises(ZeroDivisionError), store.transaction():
        _add_and_fail(store)
    assert store.leads.median_value() == 7.0
    store.leads.delete([lead.id])
    assert store.leads.median_value() is None


def _plan(store: SqliteStore, sql: str, params: int) -> list[str]:
    rows = store._db.rows(f"EXPLAIN QUERY PLAN {sql}", ("[]",) * params)
    return [detail for *_, detail in rows]


@pytest.mark.parametrize(
    ("sql", "params", "indexes"),
    [
        (
            lead_queue.CALLED_FOR.replace(":horizon", "?").replace(":fresh_from", "?").replace(":today", "?"),
            5,
            ["lead_promise", "lead_fresh", "lead_starred", "lead_due", "lead_snoozed"],
        ),
        (lead_queue.NEW, 2, ["lead_new"]),
        (lead_queue.HOURS_KEYS, 0, ["lead_new_hours"]),
        (lead_queue.FACT_COUNTS, 0, ["lead_gate"]),
        (lead_queue.VALUES_KNOWN, 0, ["lead_value"]),
        (lead_queue.MIDDLE_VALUES, 2, ["lead_value"]),
    ],
    ids=["candidates", "new", "hours", "facts", "known", "median"],
)
def test_the_queue_never_reads_the_whole_table(store: SqliteStore, sql: str, params: int, indexes: list[str]) -> None:
    plan = _plan(store, sql, params)
    assert "SCAN lead" not in plan
    for index in indexes:
        assert any(f"INDEX {index}" in step for step in plan), plan


def test_the_best_first_calls_are_read_in_order_not_sorted(store: SqliteStore) -> None:
    inner = lead_queue.NEW[lead_queue.NEW.index("SELECT id") : lead_queue.NEW.index("LIMIT ?") + 7]
    plan = _plan(store, inner, 2)
    assert any("INDEX lead_new" in step for step in plan)
    assert not any("TEMP B-TREE" in step for step in plan)


def test_leads_are_matched_by_number_or_address(store: SqliteStore) -> None:
    dana = store.leads.add(Lead(name="Dana", email="Dana@Example.com", phones=(MOBILE,)))
    kim = store.leads.add(Lead(name="Kim", email="", phones=(MOBILE, Phone(e164=""))))
    keys = MatchKeys(frozenset({MOBILE.e164, ""}), frozenset({"dana@example.com", ""}))
    assert store.leads.matching(keys) == [dana, kim]
    assert store.leads.matching(MatchKeys(emails=frozenset({"dana@example.com"}))) == [dana]
    assert store.leads.matching(MatchKeys()) == []
    assert store.leads.who_has(MOBILE.e164) == [dana.id, kim.id]
    assert store.leads.who_has("") == []


def test_promises_ahead_are_listed(store: SqliteStore) -> None:
    for promise_at in (START + HOUR, START, START - HOUR, START + HOUR, None):
        added(store, promise_at=promise_at)
    assert store.leads.promised_from(START) == [START, START + HOUR, START + HOUR]


def test_an_edited_field_is_known_with_what_the_source_said(store: SqliteStore) -> None:
    lead = store.leads.add(Lead(name="Dana", company="Old Ltd", value=10.0, zones=("America/Chicago",)))
    assert store.leads.edited_fields(lead.id) == frozenset()
    store.leads.save_fields(lead.id, {"company": "New Ltd", "name": "Dana"}, by_rep=True)
    assert store.leads.edited_fields(lead.id) == {"company"}
    said = store.leads.source_values(lead.id)
    assert (said["name"], said["company"], said["value"]) == ("Dana", "Old Ltd", "10")
    store.leads.save_fields(lead.id, {"name": "Dana R.", "stage": Stage.TRYING}, by_rep=False)
    assert store.leads.source_values(lead.id)["name"] == "Dana R."
    assert store.leads.edited_fields(lead.id) == {"company"}
    found = store.leads.get(lead.id)
    assert found is not None
    assert (found.name, found.company, found.follow.stage) == ("Dana R.", "New Ltd", Stage.TRYING)
    with pytest.raises(KeyError):
        store.leads.save_fields(lead.id, {"nmae": "x"}, by_rep=True)
    assert store.leads.source_values(99) == {}


def test_a_deleted_lead_takes_all_that_is_its_own_along(store: SqliteStore) -> None:
    lead = store.leads.add(replace(whole(), sample=True))
    other = added(store)
    store.calls.add(Call(lead_id=lead.id, outcome=Outcome.SOLD, ended_at=START, local_on=TODAY))
    assert store.leads.sample_ids() == [lead.id]
    store.leads.delete([lead.id, 99])
    assert store.leads.sample_ids() == []
    assert (store.calls.count(), store.leads.count()) == (0, 1)
    assert store.leads.get(other) is not None
    assert json.loads(store._db.scalar("SELECT json_group_array(lead_id) FROM phone")) == [other]
