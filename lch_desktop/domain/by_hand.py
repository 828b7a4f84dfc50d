"""An hour that was worked without the program and is added afterwards (design/habit.md section 1, "Edits")."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Tally
from lch_desktop.domain.errors import RuleError
from lch_desktop.domain.streak import may_add_session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lch_desktop.domain.calls import Call
    from lch_desktop.domain.session import FocusSession

LEAST_MIN, MOST_MIN = 5, 180
MOST_COUNT = 500  # dials of one hour; more is a slip of the finger
_NAMES = tuple(field.name for field in fields(Tally))


def as_text(done: Tally) -> str:
    """`done` as it is stored: JSON, never "", for "" marks an hour with calls of its own."""
    return json.dumps(asdict(done), separators=(",", ":"))


def tally_of(text: str) -> Tally:
    """The tally that `as_text` wrote; what is not there, or is no whole number, counts nothing."""
    try:
        kept = json.loads(text) if text else {}
    except ValueError:
        kept = {}
    numbers = kept if isinstance(kept, dict) else {}
    return Tally(**{name: number for name in _NAMES if type(number := numbers.get(name)) is int and number > 0})


def check_hour(on: date, today: date, ends_at: datetime, now: datetime, minutes: int) -> None:
    """Raise RuleError if an hour of `on` that ended at `ends_at` cannot be added now: "past-hour-day" (over seven days
    back, or to come), "past-hour-not-over" or "past-hour-length"."""
    if not may_add_session(on, today):
        raise RuleError("past-hour-day", on=on.isoformat())
    if ends_at > now:
        raise RuleError("past-hour-not-over", on=on.isoformat())
    if not LEAST_MIN <= minutes <= MOST_MIN:
        raise RuleError("past-hour-length", minutes=minutes)


def check_tally(done: Tally) -> None:
    """Raise RuleError "past-hour-counts" where the counts contradict one another: nobody answers without a dial.

    Asks may be as many as they like, a talk can hold several.
    """
    low_first = (done.conversations, done.connects, done.dials, MOST_COUNT)
    counts = (done.dials, done.connects, done.conversations, done.asks, done.appointments)
    descending = list(low_first) == sorted(low_first) and done.appointments <= done.connects
    if min(counts) < 0 or done.asks > MOST_COUNT or not descending or (done.asks and not done.connects):
        raise RuleError("past-hour-counts")


def check_free(started_at: datetime, ends_at: datetime, others: Iterable[FocusSession]) -> None:
    """Raise RuleError "past-hour-taken" if an hour stands there already: its minutes would count twice."""
    for other in others:
        if started_at < _end_of(other) and other.started_at < ends_at:
            raise RuleError("past-hour-taken")


def check_unlogged(began: datetime, ended: datetime, calls: Iterable[Call]) -> None:
    """Raise RuleError "past-hour-logged" if a call outside an hour was logged in these minutes: it counts already."""
    for call in calls:
        if call.session_id is None and began <= (call.started_at or call.ended_at) < ended:
            raise RuleError("past-hour-logged")


def _end_of(session: FocusSession) -> datetime:
    """When an hour was really over; one that is still on lasts as planned."""
    ended = session.finished_at or session.ends_at
    return max(ended, session.started_at + timedelta(seconds=session.focus_s))
