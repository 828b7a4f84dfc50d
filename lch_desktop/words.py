"""The English of rules: reasons, altitude, times. Pure, so that window and command line say the same.

Whole sentences live here or in `messages`; widgets' own labels live with the widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lch_desktop.domain import altitude as altitudes
from lch_desktop.domain.calls import Outcome, TouchKind
from lch_desktop.domain.queue import Entry, Gate, QueueRules, Tier, talked_lately

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lch_desktop.domain.altitude import AltitudeModel
    from lch_desktop.domain.backups import Content
    from lch_desktop.domain.leads import Talk
    from lch_desktop.domain.streak import HabitState

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_LONG = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

OUTCOMES: dict[Outcome, str] = {
    Outcome.CONNECTED: "Connected",
    Outcome.CALL_BACK_LATER: "Call back later",
    Outcome.LEFT_VOICEMAIL: "Left voicemail",
    Outcome.NO_ANSWER: "No answer",
    Outcome.NOT_INTERESTED: "Not interested",
    Outcome.WRONG_NUMBER: "Wrong number",
    Outcome.SOLD: "Sold",
    Outcome.DO_NOT_CALL: "Do not call",
    Outcome.SOMEONE_ELSE: "Someone else",
}
BACKUP_KINDS = {
    "daily": "daily",
    "by-hand": "by hand",
    "before-import": "before an import",
    "before-restore": "before a restore",
    "before-upgrade": "before an upgrade",
}
GATES: dict[Gate, str] = {
    Gate.CLOSED: "outside their calling hours",
    Gate.CALLED_TODAY: "called today already",
    Gate.SNOOZED: "snoozed",
    Gate.NO_NUMBER: "without a number",
    Gate.DO_NOT_CALL: "do not call",
    Gate.NOT_A_LEAD: "not leads (customer, closed, unqualified)",
    Gate.NOT_MINE: "someone else's",
}
COUNTED_DOWN = timedelta(minutes=90)
"""How long before it is due a touch counts its minutes."""

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


@dataclass(frozen=True, slots=True)
class Style:
    """How the locale writes a time: with am and pm, or to 24 hours."""

    twelve_hour: bool = True


def clock(at: datetime, style: Style) -> str:
    """ "7:42 am" or "7:42"; `at` is already in the zone it is meant in."""
    if not style.twelve_hour:
        return f"{at.hour}:{at.minute:02d}"
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"


def short_clock(at: datetime, style: Style) -> str:
    """As `clock`, without "am": the hour is a morning."""
    return clock(at, style).removesuffix(" am")


def clocks(times: Sequence[datetime], style: Style) -> tuple[str, ...]:
    """Times that stand side by side: all of them short, or all with "am" and "pm" where one needs it."""
    word = short_clock if all(at.hour < 12 for at in times) else clock
    return tuple(word(at, style) for at in times)


def day(on: date) -> str:
    """ "Tue 24 Nov"."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]}"


def day_near(on: date, today: date) -> str:
    """ "today", "yesterday", "tomorrow", a weekday within six days, else "24 Nov" (with the year if another)."""
    away = (on - today).days
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(away)
    if near:
        return near
    if abs(away) <= 6:
        return WEEKDAYS_LONG[on.weekday()]
    year = f" {on.year}" if on.year != today.year else ""
    return f"{on.day} {MONTHS[on.month - 1]}{year}"


def moment_words(at: datetime, today: date, style: Style) -> str:
    """ "yesterday 8:41": an instant of the past on the rep's clock."""
    return f"{day_near(at.date(), today)} {clock(at, style)}"


def content_words(content: Content | None) -> str:
    """ "412 leads, 1,204 calls": what a database holds."""
    if content is None:
        return "cannot be read"
    leads = f"{content.leads:,} {'lead' if content.leads == 1 else 'leads'}"
    return f"{leads}, {content.calls:,} {'call' if content.calls == 1 else 'calls'}"


def due_words(due_at: datetime, now: datetime, style: Style) -> tuple[str, bool]:
    """When a touch is due ("now", "in 3 min", "by 11:46 am", "since yesterday"), and whether that is soon.

    Both instants are on the rep's clock. Minutes are rounded up: what is due in 20 s is not due yet.
    """
    left = due_at - now
    if due_at.date() < now.date():
        return f"since {day_near(due_at.date(), now.date())}", True
    if left <= timedelta(0):
        return "now", True
    if left <= COUNTED_DOWN:
        return f"in {span(-(-left.total_seconds() // 60) * 60)}", True
    if due_at.date() == now.date():
        return f"by {clock(due_at, style)}", False
    return f"by {day(due_at.date())}", False


def slot_name(at: datetime, style: Style) -> str:
    """The name of a proposed next call: "Tue 24 Nov 8:40"."""
    return f"{day(at.date())} {short_clock(at, style)}"


def span(seconds: float) -> str:
    """A duration in words: "38 s", "6 min 10 s", "1 h 10 min"."""
    whole = int(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"
    minutes = whole % 3600 // 60
    return f"{whole // 3600} h {minutes} min" if minutes else f"{whole // 3600} h"


def percent(share: float) -> str:
    """ "62%", rounded half to even."""
    return f"{round(share * 100)}%"


def counted(number: int, one: str, many: str) -> str:
    """ "1 call", "3 calls"."""
    return f"{number} {one if number == 1 else many}"


def habit_words(habit: HabitState) -> str:
    """Streak, best and spare days. After a break the best and the strength are said, never a nought (habit.md: rules
    against anxiety)."""
    best = f"best {counted(habit.best_streak, 'workday', 'workdays')}"
    spare = counted(habit.spare_days, "spare day", "spare days") if habit.spare_days else "no spare day"
    if not habit.streak:
        return f"{best[0].upper()}{best[1:]}, strength {percent(habit.strength)}, {spare}"
    return f"{counted(habit.streak, 'workday', 'workdays')} in a row, {best}, {spare}"


def gate_counted(count: int, gate: Gate) -> str:
    """ "3 called today already", "1 not a lead": how many the gate holds back."""
    return "1 not a lead" if (count, gate) == (1, Gate.NOT_A_LEAD) else f"{count:,} {GATES[gate]}"


def altitude_lines(talk: Talk | None, model: AltitudeModel, now: datetime) -> tuple[str, str]:
    """Two lines for the card: the word first, the number second; "not known yet" where there was no talk."""
    if talk is None:
        return "Altitude not known yet", "no talk with them so far"
    today, tomorrow = model.now(talk, now), model.tomorrow(talk, now)
    now_word, next_word = altitudes.word(today), altitudes.word(tomorrow)
    numbers = f"{percent(today)}, then {percent(tomorrow)}"
    if now_word == next_word:
        return now_word.capitalize(), f"{numbers} tomorrow"
    return f"{now_word.capitalize()}, {next_word} by tomorrow", numbers


def reasons(entry: Entry, rules: QueueRules, zone: ZoneInfo, style: Style) -> tuple[str, ...]:
    """Why this lead now: at most two sentences' worth, the strongest first."""
    found = [*_tier_reasons(entry, rules, zone, style), *_lead_reasons(entry, rules)]
    return tuple(dict.fromkeys(found))[:2]


def _tier_reasons(entry: Entry, rules: QueueRules, zone: ZoneInfo, style: Style) -> list[str]:
    lead = entry.candidate
    found: list[str] = []
    if entry.tier is Tier.PROMISED and lead.promise_at is not None:
        found.append(_promise_reason(lead.promise_at, lead.promise_asked, rules, zone, style))
    if entry.is_friend:
        found.append("Friendly: a good start")
    if talked_lately(lead, rules):
        found.append("Talked within 24 hours")
    if entry.tier is Tier.FRESH:
        called_back = lead.last_call_at is not None
        found.append("Called back" if called_back else "New inbound: call within the hour")
    if lead.starred_on == rules.today:
        found.append("Starred for today")
    if entry.tier is Tier.NEW:
        found.append("First call, not a follow-up")
    return found


def _promise_reason(at: datetime, asked: bool, rules: QueueRules, zone: ZoneInfo, style: Style) -> str:
    local = at.astimezone(zone)
    verb = "Asked for" if asked else "Promised"
    when = short_clock(local, style)
    late = rules.now - at
    if local.date() != rules.now.astimezone(zone).date():
        return f"{verb} {day_near(local.date(), rules.today)} {when}"
    if late >= timedelta(minutes=1):
        return f"{verb} {when}, {span(late.total_seconds() // 60 * 60)} late"
    return f"{verb} {when}"


def _lead_reasons(entry: Entry, rules: QueueRules) -> list[str]:
    lead = entry.candidate
    found: list[str] = []
    numbers = dict(rules.called_numbers)
    if lead.e164 in numbers and numbers[lead.e164] != lead.name:
        found.append(f"Same number as {numbers[lead.e164]}, called today")
    if lead.talk is not None:
        first, _ = altitude_lines(lead.talk, rules.model, rules.now)
        found.append(first)
    if lead.last_call_at is not None:
        found.append(_attempt_reason(lead.attempts + 1))
    if entry.tier is Tier.NURTURE and not entry.is_friend:
        found.append("A useful thing is due")
    if lead.value:
        found.append(f"Worth {lead.value:,.0f}")
    if lead.due_on is not None and lead.due_on < rules.today:
        found.append(f"Due since {day_near(lead.due_on, rules.today)}")
    if not found and lead.created_at is not None:
        found.append(f"Here since {day_near(lead.created_at.date(), rules.today)}")
    return found


def _attempt_reason(attempt: int) -> str:
    if attempt <= 2:
        return f"Attempt {attempt} of 6"
    if attempt <= 6:
        return f"Attempt {attempt}: most people stop at 2"
    return f"Attempt {attempt}"


def touch_name(kind: TouchKind, name: str) -> str:
    """ "Text to Olivia Grant", "Video for ...", "Hand-written note, ..."."""
    patterns = {
        TouchKind.TEXT: "Text to {}",
        TouchKind.VIDEO: "Video for {}",
        TouchKind.EMAIL: "E-mail to {}",
        TouchKind.NOTE: "Hand-written note, {}",
    }
    return patterns[kind].format(name)
