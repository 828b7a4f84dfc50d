"""Times as people type them in a hurry: the slot's key 3 and "try at 3" (product.md sections 3 and 4)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.slots import parse_time
from lch_desktop.words import Style, slot_name

MONDAY = datetime(2026, 11, 23, 10, 34, tzinfo=ZoneInfo("America/Chicago"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sat 9", "2026-11-28 09:00"),  # the "at" in "sat" is no word
        ("sat at 9", "2026-11-28 09:00"),
        ("at 3", "2026-11-23 15:00"),
        ("3", "2026-11-23 15:00"),
        ("tue 4:30", "2026-11-24 16:30"),
        ("tue 7:40", "2026-11-24 07:40"),  # somebody may well ask for that
        ("tue 06:30", "2026-11-24 06:30"),
        ("3 am", "2026-11-24 03:00"),
        ("0:30", "2026-11-24 00:30"),
        ("tue 2 p.m.", "2026-11-24 14:00"),
        ("2:30 p.m", "2026-11-23 14:30"),
        ("fri noon", "2026-11-27 12:00"),
        ("Tue 24 Nov 8:40", "2026-11-24 08:40"),
        ("fri, 27 nov 3p", "2026-11-27 15:00"),
        ("2026-11-24T08:40", "2026-11-24 08:40"),
    ],
)
def test_what_is_typed_is_what_is_meant(text: str, wanted: str) -> None:
    assert parse_time(text, MONDAY, time(8, 40)).strftime("%Y-%m-%d %H:%M") == wanted


@pytest.mark.parametrize("text", ["wed 24 nov 8:40", "at", "tue 31 feb", "day 24 nov"])
def test_what_contradicts_itself_is_refused(text: str) -> None:
    with pytest.raises(InputError) as failure:
        parse_time(text, MONDAY, time(8, 40))
    assert failure.value.code == "bad-time"


@given(st.integers(1, 300), st.integers(8, 20), st.sampled_from(range(0, 60, 5)), st.booleans())
def test_the_name_of_a_slot_can_be_typed(days: int, hour: int, minute: int, twelve: bool) -> None:
    at = (MONDAY + timedelta(days=days)).replace(hour=hour, minute=minute)
    assert parse_time(slot_name(at, Style(twelve_hour=twelve)), MONDAY, time(8)) == at


@given(st.text(max_size=20))
def test_any_text_is_a_time_to_come_or_refused(text: str) -> None:
    try:
        found = parse_time(text, MONDAY, time(8))
    except InputError:
        return
    assert found.timestamp() > MONDAY.timestamp()
