"""What the notices of the hour say. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from lch_desktop.domain.morning import SICK
from lch_desktop.domain.notices import Notice, NoticeAction
from lch_desktop.services.morning import NoticeFacts
from lch_desktop.words import Style, counted, short_clock

MORNING = "morning"  # the key of every notice of the hour: a newer one takes the older one's place
START, DELAY, SKIP = "start", "delay", "skip"
_LABELS = {START: "Start now", DELAY: "In 5 minutes", SKIP: "Skip today"}
_MINUTE = timedelta(minutes=1)
_UNTIL_THEN = {
    "camera": "The page opens when your camera is off.",
    "microphone": "The page opens when your call is over.",
    "presenting": "The page opens when you no longer present.",
}

REASONS = {"sick": "Sick", "travel": "Travel", "meeting": "Meeting", "other": "Other"}
"""The reasons of a skip, in the order of `SKIP_REASONS`."""


def coming(opens_at: datetime, now: datetime, facts: NoticeFacts | None, *, may_delay: bool) -> Notice:
    """Before the hour: "Lead Conversion Hour in 10 minutes"."""
    minutes = max(1, ceil((opens_at - now) / _MINUTE))
    title = f"Lead Conversion Hour in {counted(minutes, 'minute', 'minutes')}"
    return Notice(MORNING, title, facts_line(facts, "Nobody can be called then; Today says why."), _actions(may_delay))


def waiting(
    start: datetime, busy: str, facts: NoticeFacts | None, style: Style, *, may_delay: bool
) -> Notice:  # fmt: skip
    """At its minute, while the page must wait; `start` is on the rep's clock, `busy` is what `Presence` told."""
    title = f"It is {short_clock(start, style)}: your Lead Conversion Hour"
    said = facts_line(facts, "Nobody can be called now; Today says why.")
    body = " ".join(part for part in (_UNTIL_THEN.get(busy, ""), said) if part)  # a long name may be cut
    return Notice(MORNING, title, body, _actions(may_delay))


def missed(start: datetime, until: datetime, facts: NoticeFacts | None, style: Style) -> Notice:
    """The offer of a late start; both instants are on the rep's clock."""
    title = f"Your hour was planned for {short_clock(start, style)}"
    said = facts_line(facts, "Nobody can be called now; Today says why.")
    body = f"You can still start it until {short_clock(until, style)}."
    return Notice(MORNING, title, f"{body} {said}".strip(), _actions(may_delay=False))


def facts_line(facts: NoticeFacts | None, nobody: str) -> str:
    """ "First: Dana Ruiz. 14 calls, 3 promised."; `nobody` without a call, "" where it is not known."""
    if facts is None:
        return ""
    if not facts.calls:
        return nobody
    promised = f", {facts.promised} promised" if facts.promised else ""
    first = f"First: {facts.first_name.rstrip('.')}. " if facts.first_name else ""
    return f"{first}{counted(facts.calls, 'call', 'calls')}{promised}."


def skipped(reason: str) -> str:
    """What the toast says after "Skip today"."""
    if reason == SICK:
        return "Skipped today: sick. The day is excused."
    return f"Skipped today: {REASONS[reason].lower()}."


def put_off(until: datetime, style: Style, *, is_notice: bool) -> str:
    """What the toast says after "In 5 minutes"; `is_notice`: what comes then is another notice, not the page."""
    at = short_clock(until, style)
    return f"You are told again at {at}." if is_notice else f"Put off until {at}."


def _actions(may_delay: bool) -> tuple[NoticeAction, ...]:
    keys = (START, DELAY, SKIP) if may_delay else (START, SKIP)
    return tuple(NoticeAction(key, _LABELS[key]) for key in keys)
