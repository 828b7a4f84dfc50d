"""What the debrief says of pauses, of leaving, of what was called back, and of an early lowering."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lch_desktop.domain.stored import Interruption
from lch_desktop.ui.debrief.state import interruptions_line
from tests.fakes import START


def one(kind: str, seconds: float | None, reason: str = "") -> Interruption:
    """An interruption that lasted so long; None: it was never ended."""
    ended_at = None if seconds is None else START + timedelta(seconds=seconds)
    return Interruption(0, 1, kind, START, ended_at, reason)


LEFT_7_MIN = (one("left", 120), one("left", 240), one("left", 60))
YOUTUBE = one("blocked", 4, "YouTube")
SLACK = one("blocked", 4, "Slack")


@pytest.mark.parametrize(
    ("interruptions", "s_per_dial", "words"),
    [
        ((), 200.0, ""),
        ((one("pause", 7 * 60),), 200.0, "Paused once, 7 min."),
        ((one("left", 40),), None, "Left once, 40 s."),
        ((one("left", None),), 200.0, "Left once, 0 s."),
        (LEFT_7_MIN, 210.0, "Left 3 times, 7 min, about 2 dials."),
        (LEFT_7_MIN, 420.0, "Left 3 times, 7 min, about 1 dial."),
        (LEFT_7_MIN, 3600.0, "Left 3 times, 7 min."),  # less than half a dial is not worth a word
        (LEFT_7_MIN, None, "Left 3 times, 7 min."),  # an hour without a dial has no pace
        ((YOUTUBE, YOUTUBE), 200.0, "YouTube called back twice."),
        ((SLACK, YOUTUBE, YOUTUBE), 200.0, "YouTube called back twice. Slack called back once."),
        ((one("blocked", 3),), 200.0, "A blocked page called back once."),
        ((one("waited", 0, "5"),), 200.0, "5 notices waited."),
        ((one("waited", 0, "1"), one("waited", 0, "")), 200.0, "1 notice waited."),
        ((one("left", 40), one("waited", 0, "2"), one("waited", 0, "3")), None, "Left once, 40 s. 5 notices waited."),
        (
            (YOUTUBE, YOUTUBE, SLACK, *(one("blocked", 1, name) for name in ("Reddit", "X", "CNN"))),
            None,
            "YouTube called back twice. Slack called back once. Reddit called back once. Others called back twice.",
        ),
        ((one("lowered", 0, "Urgent call"),), 200.0, "Shield taken down early: Urgent call."),
        ((one("lowered", 0),), 200.0, "Shield taken down early."),
        (
            (one("lowered", 0, "Door"), YOUTUBE, one("left", 30), one("pause", 90), one("unknown", 5)),
            None,
            "Paused once, 2 min. Left once, 30 s. YouTube called back once. Shield taken down early: Door.",
        ),
    ],
)
def test_interruptions_in_plain_words(
    interruptions: tuple[Interruption, ...], s_per_dial: float | None, words: str
) -> None:
    assert interruptions_line(interruptions, s_per_dial) == words
