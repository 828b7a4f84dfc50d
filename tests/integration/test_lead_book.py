"""Many leads at once, numbers, promises that piled up, merging by hand; every step taken back in one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lch_desktop.domain.calls import Call, Outcome, Touch, TouchKind, TouchStatus
from lch_desktop.domain.errors import InputError, LchError, RuleError
from lch_desktop.domain.imports import ParsedRow
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.session import FocusSession, Goals
from lch_desktop.domain.stored import OpenCard
from lch_desktop.services.lead_book import LeadBook, Step
from tests.fakes import START, FakeClock
from tests.integration.book_kit import Desk, open_desk

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
MANY = 5_000
TABLES = ("lead", "phone", "call", "touch", "import_row", "suppression", "resistance", "interruption")


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Desk]:
    made = open_desk(data_dir, clock)
    yield made
    made.store.close()


def number(n: int, **more: object) -> Phone:
    return Phone(e164=f"+1512555{n:04d}", raw=f"512 555 {n:04d}", shown=f"(512) 555-{n:04d}", **more)  # type: ignore[arg-type]


def add(services: Desk, name: str, *phones: Phone, **more: object) -> Lead:
    return services.store.leads.add(Lead(name=name, phones=phones, **more))  # type: ignore[arg-type]


def get(services: Desk, lead_id: int) -> Lead:
    found = services.store.leads.get(lead_id)
    assert found is not None
    return found


def rows(services: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every row of what a step may touch, byte by byte."""
    db = services.store._db
    return {table: db.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


def call_of(services: Desk, lead_id: int, **more: object) -> Call:
    values: dict[str, object] = {"outcome": Outcome.CONNECTED, "ended_at": START, "local_on": TODAY, "note": "a note"}
    return services.store.calls.add(Call(lead_id=lead_id, **{**values, **more}))  # type: ignore[arg-type]


# many at once

STEPS: dict[str, Callable[[LeadBook, list[int]], Step]] = {
    "star": lambda book, ids: book.star(ids),
    "snooze": lambda book, ids: book.snooze(ids, TODAY + 7 * DAY),
    "call today": lambda book, ids: book.call_today(ids),
    "stage": lambda book, ids: book.set_stage(ids, Stage.NURTURE),
    "do not call": lambda book, ids: book.do_not_call(ids),
    "delete": lambda book, ids: book.delete(ids),
    "let go": lambda book, ids: book.let_go(ids),
}
AFTER: dict[str, Callable[[Lead], bool]] = {
    "star": lambda lead: lead.follow.starred_on == TODAY,
    "snooze": lambda lead: lead.follow.snoozed_until == TODAY + 7 * DAY,
    "call today": lambda lead: lead.follow.due_on == TODAY and lead.follow.promise_at is None,
    "stage": lambda lead: lead.follow.stage is Stage.NURTURE,
    "do not call": lambda lead: lead.do_not_call and lead.phone is None,
    "let go": lambda lead: lead.follow.parked and lead.follow.promise_at is None,
}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_with_5000_leads_is_taken_back_whole(services: Desk, name: str) -> None:
    book = [Lead(name=f"Lead {n}", phones=(number(n),), follow=FollowUp(promise_at=START - DAY)) for n in range(MANY)]
    ids = services.store.leads.add_many(book)
    before, told = rows(services), list[tuple[int, int]]()
    step = STEPS[name](services.book, ids)
    assert step.leads == MANY
    if name == "delete":
        assert services.store.leads.count() == 0
    else:
        assert all(AFTER[name](lead) for lead in services.store.leads.many(ids))
    services.book.undo(step)
    assert rows(services) == before
    services.book.star(ids, True, lambda done, total: told.append((done, total)))
    assert told[0] == (0, MANY)
    assert len(told) >= 10


def test_a_stage_of_the_rep_counts_as_edited(services: Desk) -> None:
    lead = add(services, "Dana")
    services.book.set_stage([lead.id], Stage.SOLD)
    assert services.store.leads.edited_fields(lead.id) == {"stage"}
    assert services.store.leads.source_values(lead.id)["stage"] == "new"


def test_do_not_call_is_for_everybody_with_the_number(services: Desk) -> None:
    dana = add(services, "Dana", number(1), number(2))
    kim = add(services, "Kim", number(2), number(3))
    services.store.touches.add(Touch(lead_id=dana.id, kind=TouchKind.TEXT, due_at=START))
    services.book.do_not_call([dana.id])
    assert not get(services, kim.id).do_not_call
    assert [phone.status for phone in get(services, kim.id).phones] == [PhoneStatus.DO_NOT_CALL, PhoneStatus.OK]
    assert services.store.touches.of_lead(dana.id)[0].status is TouchStatus.DROPPED
    assert services.store.suppressions.count() == 2


def test_snoozing_to_today_is_refused(services: Desk) -> None:
    with pytest.raises(InputError) as refused:
        services.book.snooze([add(services, "Dana").id], TODAY)
    assert refused.value.code == "snooze-in-the-past"


def test_a_step_that_fails_half_way_leaves_nothing(services: Desk) -> None:
    ids = services.store.leads.add_many([Lead(name=f"Lead {n}") for n in range(2_000)])

    def stop(done: int, total: int) -> None:
        if done >= 1_000:
            raise InputError("cancelled")

    before = rows(services)
    with pytest.raises(InputError):
        services.book.star(ids, True, stop)
    assert rows(services) == before
    assert services.store.ledger.newest() is None


@pytest.mark.parametrize("act", ["delete", "merge", "forget"])
def test_the_open_card_of_a_running_hour_stays(services: Desk, act: str) -> None:
    dana, kim = add(services, "Dana Ruiz"), add(services, "Kim")
    hour = FocusSession(
        started_at=START, zone="America/Chicago", utc_offset_min=-360, local_on=TODAY, planned_s=3600,
        ends_at=START + timedelta(hours=1), heartbeat_at=START, goals=Goals(15, 4, 2, 2), day_calls=3,
    )  # fmt: skip
    session = services.store.sessions.add(hour)
    services.store.sessions.save_open_card(session.id, OpenCard(lead_id=dana.id))
    acts: dict[str, Callable[[], object]] = {
        "delete": lambda: services.book.delete([kim.id, dana.id]),
        "merge": lambda: services.persons.merge(kim.id, dana.id),
        "forget": lambda: services.persons.forget(dana.id),
    }
    with pytest.raises(RuleError) as refused:
        acts[act]()
    assert refused.value.code == "lead-open"
    assert services.store.leads.count() == 2


# one field, one number


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("company", " Boone Ltd ", "Boone Ltd"),
        ("zone", "Europe/Berlin", "Europe/Berlin"),
        ("notes", "one\ntwo", "one\ntwo"),
        ("personal", "مرحبا", "مرحبا"),
    ],
)
def test_a_field_is_kept_and_taken_back(services: Desk, name: str, text: str, expected: str) -> None:
    lead = add(services, "Dana Ruiz")
    step = services.book.save_field(lead.id, name, text)
    assert getattr(get(services, lead.id), name) == expected
    assert services.store.leads.edited_fields(lead.id) == {name}
    services.book.undo(step)
    assert getattr(get(services, lead.id), name) == ""


def test_a_name_has_its_parts_and_the_search_knows_it(services: Desk) -> None:
    lead = add(services, "Dana Ruiz", first_name="Dana", last_name="Ruiz")
    services.book.save_field(lead.id, "name", "Kim van Boone")
    found = get(services, lead.id)
    assert (found.first_name, found.last_name) == ("Kim", "van Boone")
    assert services.book.save_field(lead.id, "name", "Kim van Boone") == Step()
    with pytest.raises(InputError):
        services.book.save_field(lead.id, "zone", "Atlantis")


def test_numbers_are_added_changed_retired_and_removed(services: Desk) -> None:
    lead = add(services, "Dana", number(1, certain=False))
    book = services.book
    book.confirm_number(lead.id, lead.phones[0].id)
    book.add_number(lead.id, number(2, label="mobile"))
    with pytest.raises(InputError) as known:
        book.add_number(lead.id, number(2))
    assert known.value.code == "number-known"
    first, second = get(services, lead.id).phones
    assert first.certain
    book.mark_number(lead.id, first.id, wrong=True)
    assert get(services, lead.id).phone == second
    book.change_number(lead.id, second.id, number(3))
    assert [phone.e164[-4:] for phone in get(services, lead.id).phones] == ["0001", "0003"]
    assert get(services, lead.id).phones[1].label == "mobile"
    step = book.remove_number(lead.id, second.id)
    assert get(services, lead.id).needs_number
    book.undo(step)
    assert get(services, lead.id).phones[1].e164 == "+15125550003"
    assert "phones" in services.store.leads.edited_fields(lead.id)
    book.mark_number(lead.id, first.id, wrong=False)
    assert get(services, lead.id).phones[0].usable


def test_a_suppressed_number_stays_suppressed(services: Desk) -> None:
    lead = add(services, "Dana", number(1))
    services.store.suppressions.add(number(9).e164, START, "test")
    services.book.change_number(lead.id, lead.phones[0].id, number(9))
    assert get(services, lead.id).phones[0].status is PhoneStatus.DO_NOT_CALL
    with pytest.raises(RuleError):
        services.book.mark_number(lead.id, lead.phones[0].id, wrong=False)
    services.book.remove_number(lead.id, lead.phones[0].id)
    assert services.store.suppressions.count() == 1


@pytest.mark.parametrize("act", ["change", "mark", "remove", "confirm"])
def test_a_number_that_is_not_theirs_is_refused(services: Desk, act: str) -> None:
    dana, kim = add(services, "Dana", number(1)), add(services, "Kim")
    theirs = dana.phones[0].id
    acts: dict[str, Callable[[], object]] = {
        "change": lambda: services.book.change_number(kim.id, theirs, number(2)),
        "mark": lambda: services.book.mark_number(kim.id, theirs, wrong=True),
        "remove": lambda: services.book.remove_number(kim.id, theirs),
        "confirm": lambda: services.book.confirm_number(kim.id, theirs),
    }
    with pytest.raises(LchError) as refused:
        acts[act]()
    assert refused.value.code == "unknown-phone"


# promises that piled up


def test_old_promises_get_new_minutes_four_a_morning(services: Desk) -> None:
    taken = add(services, "Taken", follow=FollowUp(promise_at=START.replace(hour=14, minute=0) + DAY))
    late = [add(services, f"Late {n}", follow=FollowUp(promise_at=START - n * DAY)).id for n in range(2, 9)]
    step = services.book.promise_again(late)
    minutes = [get(services, lead_id).follow.promise_at for lead_id in late]
    assert step.leads == 7
    assert len(set(minutes)) == 7
    local = [services.rep.local(at) for at in minutes if at is not None]
    assert [at.day for at in local] == [24, 24, 24, 25, 25, 25, 25]
    assert all(at.hour == 8 for at in local)
    assert get(services, taken.id).follow.promise_at not in minutes


# merging by hand


def imported(services: Desk, lead: Lead, row: int) -> None:
    imports = services.store.imports
    import_id = imports.add(START, "leads.csv", "hubspot", {})
    imports.add_row(import_id, ParsedRow(row, lead, {"Name": lead.name}), lead.id, "created", {})
    imports.finish(import_id, {"created": 1})


@pytest.fixture
def two(services: Desk) -> tuple[Lead, Lead]:
    """Two leads with everything, one number in common."""
    kept = add(services, "Dana Ruiz", number(1), number(2), company="Ruiz Dental", notes="tall")
    other = add(
        services, "D. Ruiz", number(2, status=PhoneStatus.WRONG), number(3), email="dana@example.com", notes="kind",
        title="Owner", follow=FollowUp(promise_at=START + DAY, stage=Stage.TALKING, last_call_at=START),
    )  # fmt: skip
    call_of(services, kept.id, phone_id=kept.phones[0].id)
    call_of(services, other.id, phone_id=other.phones[0].id)
    services.store.touches.add(Touch(lead_id=other.id, kind=TouchKind.VIDEO, due_at=START))
    imported(services, kept, 2)
    imported(services, other, 7)
    return kept, other


def test_two_become_one_and_nothing_is_lost(services: Desk, two: tuple[Lead, Lead]) -> None:
    kept, other = two
    services.persons.merge(kept.id, other.id)
    lead = get(services, kept.id)
    assert services.store.leads.get(other.id) is None
    assert (lead.name, lead.company, lead.email, lead.title) == (
        "Dana Ruiz", "Ruiz Dental", "dana@example.com", "Owner",
    )  # fmt: skip
    assert lead.notes == "tall\nkind"
    assert [(phone.e164[-1], phone.status.value) for phone in lead.phones] == [("1", "ok"), ("2", "wrong"), ("3", "ok")]
    assert (lead.follow.stage, lead.follow.promise_at) == (Stage.TALKING, START + DAY)
    calls = services.store.calls.of_lead(kept.id)
    assert {call.phone_id for call in calls} == {kept.phones[0].id, kept.phones[1].id}
    assert [touch.kind for touch in services.store.touches.of_lead(kept.id)] == [TouchKind.VIDEO]
    assert [record.row for record in services.store.book.imports_of(kept.id)] == [2, 7]


def test_what_is_shown_before_is_what_comes_of_it(services: Desk, two: tuple[Lead, Lead]) -> None:
    shown = services.persons.joined(two[0].id, two[1].id).lead
    services.persons.merge(two[0].id, two[1].id)
    assert replace(get(services, two[0].id), phones=()) == replace(shown, phones=())


def test_merge_and_undo_give_the_very_same_rows(services: Desk, two: tuple[Lead, Lead]) -> None:
    before = rows(services)
    for kept, other in (two, reversed(two)):
        step = services.persons.merge(kept.id, other.id)
        assert rows(services) != before
        services.book.undo(step)
        assert rows(services) == before
        services.store._db.execute_sql("INSERT INTO lead_text (lead_text) VALUES ('integrity-check')")


def test_a_lead_is_not_merged_with_itself_or_nobody(services: Desk) -> None:
    dana = add(services, "Dana")
    for other, code in ((dana.id, "merge-with-itself"), (99, "unknown-lead")):
        with pytest.raises(InputError) as refused:
            services.persons.merge(dana.id, other)
        assert refused.value.code == code
