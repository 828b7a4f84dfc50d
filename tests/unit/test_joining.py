"""Two leads that the rep says are one: who gives what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lch_desktop.domain.joining import join
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage, Talk
from tests.fakes import START

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("field", "kept", "other", "expected"),
    [
        ("company", "A", "B", "A"),
        ("company", "", "B", "B"),
        ("value", None, 5.0, 5.0),
        ("value", 3.0, 5.0, 3.0),
        ("notes", "one", "two", "one\ntwo"),
        ("notes", "one\ntwo", "two", "one\ntwo"),
        ("notes", "", "two", "two"),
        ("do_not_call", False, True, True),
        ("no_email", True, False, True),
        ("not_mine", True, False, False),
        ("sample", True, False, False),
        ("last_activity_on", TODAY, TODAY - DAY, TODAY),
        ("created_at", START, START - DAY, START - DAY),
        ("created_at", None, START, START),
        ("zone", "America/Chicago", "Europe/Berlin", "America/Chicago"),
        ("city", "", "Bonn", "Bonn"),
    ],
)
def test_facts(field: str, kept: object, other: object, expected: object) -> None:
    joined = join(Lead(id=1, **{field: kept}), Lead(id=2, **{field: other}))  # type: ignore[arg-type]
    assert getattr(joined.lead, field) == expected
    assert joined.lead.id == 1


def test_name_and_place_are_taken_whole() -> None:
    kept = Lead(id=1, first_name="Dana", city="Austin", state="TX")
    other = Lead(id=2, name="Kim Boone", first_name="Kim", last_name="Boone", zip="10001", zone="America/New_York")
    lead = join(kept, other).lead
    assert (lead.name, lead.first_name, lead.last_name) == ("", "Dana", "")
    assert (lead.city, lead.zip, lead.zone) == ("Austin", "", "")


@pytest.mark.parametrize(
    ("kept", "other", "expected"),
    [
        ({"stage": Stage.TRYING}, {"stage": Stage.SOLD}, {"stage": Stage.SOLD}),
        ({"stage": Stage.TALKING}, {"stage": Stage.NEW}, {"stage": Stage.TALKING}),
        ({"promise_at": START + DAY}, {"promise_at": START}, {"promise_at": START}),
        ({}, {"promise_at": START, "promise_asked": True}, {"promise_at": START, "promise_asked": True}),
        ({"due_on": TODAY}, {"due_on": TODAY - DAY}, {"due_on": TODAY - DAY}),
        ({"last_call_at": START, "last_outcome": "a"}, {"last_outcome": "b"}, {"last_outcome": "a"}),
        ({}, {"last_call_at": START, "last_outcome": "b"}, {"last_outcome": "b", "last_call_at": START}),
        ({"attempts": 2}, {"attempts": 4}, {"attempts": 4}),
        ({"talk": Talk(START - DAY)}, {"talk": Talk(START)}, {"talk": Talk(START)}),
        ({"goal": ""}, {"goal": "Agree"}, {"goal": "Agree"}),
        ({"starred_on": None}, {"starred_on": TODAY}, {"starred_on": TODAY}),
        ({"parked": True}, {"parked": False}, {"parked": False}),
    ],
)
def test_follow_up(kept: dict[str, object], other: dict[str, object], expected: dict[str, object]) -> None:
    one, two = Lead(id=1, follow=FollowUp(**kept)), Lead(id=2, follow=FollowUp(**other))  # type: ignore[arg-type]
    follow = join(one, two).lead.follow
    assert {name: getattr(follow, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [("ok", "wrong", "wrong"), ("wrong", "ok", "wrong"), ("do-not-call", "ok", "do-not-call"), ("ok", "ok", "ok")],
)
def test_of_one_number_the_worse_status_counts(mine: str, theirs: str, expected: str) -> None:
    kept = Lead(id=1, phones=(Phone(id=1, e164="+1", status=PhoneStatus(mine)),))
    other = Lead(id=2, phones=(Phone(id=2, e164="+1", status=PhoneStatus(theirs)), Phone(id=3, e164="+2")))
    joined = join(kept, other)
    assert [phone.status.value for phone in joined.lead.phones] == [expected, "ok"]
    assert joined.phones_same == ((1, 2),)
    assert [phone.id for phone in joined.phones_moved] == [3]


def test_an_extension_makes_another_number() -> None:
    kept = Lead(id=1, phones=(Phone(id=1, e164="+1", extension="2"),))
    other = Lead(id=2, phones=(Phone(id=2, e164="+1", extension="3"), Phone(id=3, raw="front desk")))
    assert [phone.id for phone in join(kept, other).lead.phones] == [1, 2, 3]
