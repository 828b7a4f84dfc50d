"""When the hour is, in one line of the sidebar."""

from __future__ import annotations

import pytest

from lch_desktop.domain.settings import Settings
from lch_desktop.ui.day_words import hour_words


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(), "Hour at 8:00, Mon to Fri"),
        (Settings(start="07:30", work_week=(0, 2, 4)), "Hour at 7:30, Mon, Wed, Fri"),
        (Settings(work_week=(6,)), "Hour at 8:00, Sun"),
        (Settings(work_week=()), "Hour at 8:00"),
        (Settings(starts=((1, "07:30", 60), (4, "09:00", 30))), "Hour at 7:30 to 9:00, Mon to Fri"),
        (Settings(starts=((6, "05:00", 60),)), "Hour at 8:00, Mon to Fri"),  # Sunday is no work day
    ],
)
def test_the_hour_in_words(settings: Settings, words: str) -> None:
    assert hour_words(settings) == words
