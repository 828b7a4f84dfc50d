"""One person twice: matching and merging, by the rules of the import design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.merge import address_keys, match, merge, name_key, similar_names, source_values

T = TypeVar("T")
NOBODY_EDITED: frozenset[str] = frozenset()
PHONE = Phone(e164="+15125550143", raw="(512) 555-0143")
OTHER_PHONE = Phone(e164="+15125550144", raw="(512) 555-0144")
KIM = Lead(id=7, name="Kim Boone", first_name="Kim", last_name="Boone", email="kim@example.com", phones=(PHONE,))


@pytest.mark.parametrize(
    ("one", "other", "similar"),
    [
        ("Kim Boone", "kim  boone", True),
        ("Kim Boone", "Boone, Kim", True),
        ("Dr. Kim Boone, PhD", "Kim Boone", True),
        ("K. Boone", "Kim Boone", True),
        ("Kim", "Kim Boone", True),
        ("Kim Ann Boone", "Kim Boone", True),
        ("Bob Smith", "Robert Smith", True),
        ("Cindy O'Connor", "Cindy Oconnor", True),
        ("José García", "Jose Garcia", True),
        ("Shelley Gutierrez", "Shelley Guttierrez", True),
        ("Mary-Ann Lee", "Mary Ann Lee", True),
        ("Maryann Lee", "Mary Ann Lee", True),
        ("王小明", "王小明", True),
        ("Kim Boone", "Dana Ruiz", False),
        ("Kim Boone", "Dan Boone", False),
        ("Mario Garcia", "Maria Garcia", False),
        ("John Smith Jr.", "John Smith Sr.", False),
        ("Frederick Adams", "Daniel Pratt", False),
        ("", "Kim Boone", False),
        ("", "", False),
    ],
)
def test_similar_names_forgives_writing_not_people(one: str, other: str, similar: bool) -> None:
    assert similar_names(one, other) is similar
    assert similar_names(other, one) is similar


@pytest.mark.parametrize(
    ("parsed", "is_kim"),
    [
        (Lead(name="Kim Boone", phones=(PHONE,)), True),
        (Lead(name="K Boone", phones=(OTHER_PHONE, PHONE)), True),
        (Lead(name="Kim Ruiz", email="KIM@example.com"), True),
        (Lead(phones=(PHONE,)), True),
        (Lead(name="Dana Ruiz", phones=(PHONE,)), False),
        (Lead(name="Kim Boone", phones=(OTHER_PHONE,)), False),
        (Lead(name="Kim Boone"), False),
    ],
)
def test_the_same_mail_or_number_and_name_is_the_same_lead(parsed: Lead, is_kim: bool) -> None:
    assert (match(parsed, [KIM]) is KIM) is is_kim


def test_the_closest_candidate_wins_and_then_the_lowest_id() -> None:
    loose = replace(KIM, id=1, name="Kimberly Boone", email="")
    twin = replace(KIM, id=9)
    assert match(Lead(name="Kim Boone", phones=(PHONE,)), [loose, twin, KIM]) is KIM


def test_a_bare_number_that_several_people_share_stays_on_its_own() -> None:
    dana = replace(KIM, id=8, name="Dana Ruiz", email="dana@example.com")
    nameless = Lead(id=9, phones=(PHONE,))
    assert match(Lead(phones=(PHONE,)), [KIM, dana]) is None
    assert match(Lead(phones=(PHONE,)), [KIM, dana, nameless]) is nameless


def test_two_people_behind_one_shared_mailbox_stay_two() -> None:
    one = Lead(id=1, name="Kim Boone", email="info@example.com")
    assert match(Lead(name="Dana Ruiz", email="info@example.com"), [one]) is None
    assert match(Lead(name="K. Boone", email="info@example.com"), [one]) is one


def test_a_lead_without_any_address_is_found_again_by_name_and_company() -> None:
    bare = Lead(id=3, name="Kim Boone", company="Scott Group")
    again = Lead(name="kim boone", company="Scott Group", phones=(PHONE,))
    assert (address_keys(bare), address_keys(again)) == ([], ["+15125550143"])
    assert name_key(bare.name, bare.company) == name_key(again.name, again.company)
    assert match(replace(bare, id=0), [bare]) is bare
    assert match(again, [bare]) is bare
    assert match(replace(again, company="Other"), [bare]) is None


def test_samples_are_never_merged_into() -> None:
    assert match(Lead(name="Kim Boone", phones=(PHONE,)), [replace(KIM, sample=True)]) is None


def test_new_numbers_and_empty_fields_are_filled() -> None:
    parsed = Lead(name="Kim Boone", company="Scott Group", phones=(PHONE, OTHER_PHONE), value=38500.0)
    result = merge(KIM, parsed, NOBODY_EDITED)
    assert result.lead.company == "Scott Group"
    assert result.lead.phones == (PHONE, OTHER_PHONE)
    assert result.new_phones == (OTHER_PHONE,)
    assert set(result.changed) == {"company", "phones", "value"}
    assert result.changed["company"] == ("", "Scott Group")
    assert result.lead.id == KIM.id


@pytest.mark.parametrize("name", ["company", "title", "city", "status", "personal", "may_need", "email"])
def test_an_edited_field_stays_and_any_other_follows_the_source(name: str) -> None:
    old = replace(KIM, **{name: "old"})
    new = replace(KIM, **{name: "new"})
    assert getattr(merge(old, new, NOBODY_EDITED).lead, name) == "new"
    assert getattr(merge(old, new, frozenset({name})).lead, name) == "old"
    blanked = replace(KIM, **{name: ""})
    assert getattr(merge(blanked, new, frozenset({name})).lead, name) == ""
    assert getattr(merge(old, blanked, NOBODY_EDITED).lead, name) == "old"


def test_a_shorter_name_is_no_news() -> None:
    assert merge(KIM, replace(KIM, name="Kim", last_name=""), NOBODY_EDITED).lead is KIM
    assert merge(KIM, replace(KIM, name="K. Boone", first_name="K."), NOBODY_EDITED).lead is KIM


def test_a_name_changes_whole_or_not_at_all() -> None:
    married = replace(KIM, name="Kim Ruiz", last_name="Ruiz")
    assert merge(KIM, married, NOBODY_EDITED).lead.last_name == "Ruiz"
    assert merge(KIM, married, frozenset({"name"})).lead is KIM


@pytest.mark.parametrize(
    ("old", "new", "both"),
    [
        ("Likes lilies", "Likes lilies", "Likes lilies"),
        ("Likes lilies", "Has a dog", "Likes lilies\nHas a dog"),
        ("Likes lilies\nHas a dog", "Has a dog", "Likes lilies\nHas a dog"),
        ("Has a dog", "Likes lilies\nHas a dog", "Likes lilies\nHas a dog"),
        ("Called him", "Call", "Called him\nCall"),
        ("Likes lilies", "", "Likes lilies"),
    ],
)
def test_notes_that_differ_are_both_kept(old: str, new: str, both: str) -> None:
    assert merge(replace(KIM, notes=old), replace(KIM, notes=new), NOBODY_EDITED).lead.notes == both


def test_edited_notes_are_not_given_back_what_was_cut() -> None:
    cut = replace(KIM, notes="mine")
    parsed = replace(KIM, notes="theirs")
    assert merge(cut, parsed, frozenset({"notes"})).lead.notes == "mine"
    assert merge(cut, parsed, frozenset({"notes"}), {"notes": "theirs"}).lead.notes == "mine"
    assert merge(cut, parsed, frozenset({"notes"}), {"notes": "older"}).lead.notes == "mine\ntheirs"


@pytest.mark.parametrize(
    ("old", "new", "status", "becomes"),
    [
        (FollowUp(), Stage.NOT_A_LEAD, "Customer", Stage.NOT_A_LEAD),
        (FollowUp(stage=Stage.TALKING, attempts=2), Stage.NOT_A_LEAD, "Customer", Stage.NOT_A_LEAD),
        (FollowUp(stage=Stage.TALKING, attempts=2), Stage.NEW, "New", Stage.TALKING),
        (FollowUp(), Stage.TALKING, "Connected", Stage.TALKING),
        (FollowUp(stage=Stage.NOT_A_LEAD), Stage.NEW, "New", Stage.NEW),
        (FollowUp(stage=Stage.NOT_A_LEAD), Stage.NEW, "", Stage.NOT_A_LEAD),
        (FollowUp(stage=Stage.SOLD), Stage.NOT_A_LEAD, "Customer", Stage.SOLD),
    ],
)
def test_the_source_says_who_is_no_lead_and_never_resets_the_rest(
    old: FollowUp, new: Stage, status: str, becomes: Stage
) -> None:
    existing = replace(KIM, status="Before", follow=old)
    parsed = replace(KIM, status=status, follow=FollowUp(stage=new))
    result = merge(existing, parsed, NOBODY_EDITED)
    assert result.lead.follow == replace(old, stage=becomes)
    assert merge(existing, parsed, frozenset({"stage"})).lead.follow == old


def test_suppressions_come_on_and_never_off() -> None:
    off = merge(KIM, replace(KIM, do_not_call=True, no_email=True), NOBODY_EDITED).lead
    assert (off.do_not_call, off.no_email) == (True, True)
    assert merge(off, KIM, NOBODY_EDITED).lead is off
    wrong = replace(KIM, phones=(replace(PHONE, status=PhoneStatus.WRONG),))
    assert merge(wrong, KIM, NOBODY_EDITED).lead is wrong


def test_a_missing_extension_is_filled_and_another_one_is_another_number() -> None:
    with_extension = replace(PHONE, extension="23")
    filled = merge(KIM, replace(KIM, phones=(with_extension,)), NOBODY_EDITED)
    assert filled.lead.phones == (replace(PHONE, extension="23"),)
    assert filled.new_phones == ()
    other = merge(filled.lead, replace(KIM, phones=(replace(PHONE, extension="9"),)), NOBODY_EDITED)
    assert [phone.extension for phone in other.lead.phones] == ["23", "9"]


def test_the_zone_of_an_address_outweighs_that_of_a_number() -> None:
    placed = replace(KIM, state="NY", zone="America/New_York")
    assert merge(placed, replace(KIM, zone="America/Chicago"), NOBODY_EDITED).lead is placed
    moved = merge(placed, replace(KIM, state="TX", zones=("America/Chicago", "America/Denver")), NOBODY_EDITED).lead
    assert (moved.state, moved.zone, moved.zones) == ("TX", "", ("America/Chicago", "America/Denver"))


def test_last_activity_is_the_later_day_and_created_at_stays() -> None:
    old = replace(KIM, last_activity_on=date(2026, 11, 2), created_at=datetime(2026, 1, 5, tzinfo=UTC))
    earlier = replace(KIM, last_activity_on=date(2026, 10, 1), created_at=datetime(2026, 11, 5, tzinfo=UTC))
    assert merge(old, earlier, NOBODY_EDITED).lead is old
    assert merge(earlier, old, NOBODY_EDITED).lead.last_activity_on == date(2026, 11, 2)


WORDS = ("", "a", "b", "A", "a\nb", " b ", "\x1c")
NAMES = (
    ("", "", ""), ("Kim", "Kim", ""), ("Kim Boone", "Kim", "Boone"), ("Boone Kim", "Boone", "Kim"),
    ("K. Boone", "K.", "Boone"), ("Kim Ruiz", "Kim", "Ruiz"),
)  # fmt: skip
PHONES = [
    Phone(e164=e164, raw=raw, extension=extension)
    for e164 in ("", "+15125550143", "+15125550144")
    for raw in ("1", "2")
    for extension in ("", "1", "2")
]


def _lead(number: int) -> Lead:
    """One of very many leads: a single drawn number keeps these tests quick."""

    def one_of(choices: Sequence[T]) -> T:
        nonlocal number
        number, at = divmod(number, len(choices))
        return choices[at]

    name, first_name, last_name = one_of(NAMES)
    return Lead(
        name=name,
        first_name=first_name,
        last_name=last_name,
        company=one_of(WORDS),
        email=one_of(WORDS),
        state=one_of(WORDS),
        zone=one_of(("", "America/Chicago", "America/Denver")),
        zones=one_of(((), ("America/Chicago", "America/Denver"))),
        value=one_of((None, 0.0, 12.5)),
        status=one_of(WORDS),
        notes=one_of(WORDS),
        do_not_call=one_of((False, True)),
        last_activity_on=one_of((None, date(2026, 1, 1), date(2026, 2, 2))),
        phones=tuple(one_of(PHONES) for _ in range(one_of((0, 1, 2, 3)))),
        follow=FollowUp(stage=one_of(tuple(Stage)), attempts=one_of((0, 1))),
    )


LEADS = st.integers(0, 2**60).map(_lead)
EDITED = st.frozensets(st.sampled_from(["name", "company", "notes", "stage", "zone", "phones", "value"]))


@settings(max_examples=100)
@given(LEADS, LEADS, EDITED)
def test_the_same_lead_twice_changes_nothing_more(existing: Lead, parsed: Lead, edited: frozenset[str]) -> None:
    once = merge(existing, parsed, edited)
    twice = merge(once.lead, parsed, edited)
    assert twice.changed == {}
    assert twice.lead is once.lead
    assert twice.new_phones == ()


@settings(max_examples=100)
@given(LEADS, LEADS, LEADS)
def test_a_then_b_then_a_again_is_a_then_b(existing: Lead, a: Lead, b: Lead) -> None:
    after_a = merge(existing, a, NOBODY_EDITED).lead
    after_b = merge(after_a, b, NOBODY_EDITED).lead
    again = merge(after_b, a, NOBODY_EDITED, source_values(a))
    assert again.changed == {}


@settings(max_examples=60)
@given(LEADS, LEADS, EDITED)
def test_what_is_edited_is_untouched_and_nothing_gets_lost(
    existing: Lead, parsed: Lead, edited: frozenset[str]
) -> None:
    merged = merge(existing, parsed, edited).lead
    for name in edited & {"name", "company", "notes", "zone", "value"}:
        assert getattr(merged, name) == getattr(existing, name)
    assert len(merged.phones) >= len(existing.phones)
    assert merged.do_not_call == (existing.do_not_call or parsed.do_not_call)
