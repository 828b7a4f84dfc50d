"""Whether the rep's own words speak of a call that was meant for another time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lch_desktop.services.told_times import other_time

TUESDAY = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)
NEXT_WEEK = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "agreed", "said"),
    [
        ("Until Tuesday!", THURSDAY, "Tuesday"),
        ("until tuesday", THURSDAY, "tuesday"),
        ("Until Tue 3 pm", THURSDAY, "Tue"),
        ("Until Tuesday!", TUESDAY, ""),
        ("Until Tuesday!", NEXT_WEEK, ""),
        ("Until Tuesday 24 Nov", NEXT_WEEK, "24 Nov"),
        ("Until November 24", NEXT_WEEK, "November 24"),
        ("Until Thursday", THURSDAY, ""),
        ("On Tuesday at 3", None, "Tuesday"),
        ("At 3 pm", LATER, "3 pm"),
        ("At 3pm", LATER, "3pm"),
        ("At 3:00", LATER, "3:00"),
        ("At 15:00", LATER, "15:00"),
        ("At 3:00 am", LATER, ""),
        ("At 3 pm", THURSDAY, ""),
        ("At 4:30 pm", LATER, ""),
        ("3 of you", LATER, ""),
        ("", LATER, ""),
        ("Tuesdays are fine", THURSDAY, ""),
    ],
)
def test_what_still_stands_there(words: str, agreed: datetime | None, said: str) -> None:
    assert other_time(words, {TUESDAY}, agreed) == said
