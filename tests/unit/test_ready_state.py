"""What Ready brings along: the opener to say aloud, and a win with the day that it is of."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lch_desktop.domain.leads import Lead
from lch_desktop.domain.session import Goals
from lch_desktop.services.run_session import PlannedHour
from lch_desktop.ui.focus.state import worked_before
from lch_desktop.ui.ready.state import Brought, build_state
from lch_desktop.words import Style

NOW = datetime(2026, 11, 24, 7, 58, tzinfo=UTC)
PLAN = PlannedHour(60, Goals(calls=14, people=1, asks=2, appointments=2))
WIN = (date(2026, 11, 23), "Stood up")


@pytest.mark.parametrize(
    ("brought", "head", "win"),
    [
        (Brought(), "", ""),
        (Brought(win=WIN), "What worked last time", "Stood up"),
        (Brought(win=WIN, win_is_last=False), "What worked on Mon 23 Nov", "Stood up"),
        (Brought(win=WIN, hard=True), "It worked on Mon 23 Nov, and it works today", "Stood up"),
        (Brought(hard=True), "", ""),
    ],
)
def test_a_win_says_when_it_worked(brought: Brought, head: str, win: str) -> None:
    state = build_state(NOW, None, PLAN, brought, Style())
    assert (state.win_head, state.win) == (head, win)


def test_the_tip_comes_along() -> None:
    assert build_state(NOW, None, PLAN, Brought(tip="Dial first"), Style()).tip == "Dial first"


def test_the_opener_is_for_somebody() -> None:
    brought = Brought(opener="Hi Dana, Sam here.")
    assert build_state(NOW, Lead(name="Dana"), PLAN, brought, Style()).opener == "Hi Dana, Sam here."
    assert build_state(NOW, None, PLAN, brought, Style()).opener == ""


@pytest.mark.parametrize(
    ("win", "said"),
    [
        ("Stood up.", "It worked before: Stood up."),
        ("a\nb", "It worked before: a b."),
        ("word " * 40, "It worked before: " + "word " * 12 + "…"),
    ],
)
def test_on_the_moment_it_stays_one_line(win: str, said: str) -> None:
    assert worked_before(win) == said
