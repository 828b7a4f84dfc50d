"""What Today shows, and how it follows from the plan, the moment and what was found. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import TouchKind
from lch_desktop.domain.goals import goal_of
from lch_desktop.domain.morning import SICK
from lch_desktop.domain.queue import Entry, QueueRules, Tier
from lch_desktop.domain.streak import DEFAULT_RULES, HabitState, Mark, band
from lch_desktop.services.planning import Proposal
from lch_desktop.ui.day_words import what_is_missing
from lch_desktop.ui.today import sentences
from lch_desktop.ui.today.notices import NoticeState, build_growth, build_overdue, build_win
from lch_desktop.ui.today.set_up_state import SetUpState
from lch_desktop.words import (
    WEEKDAYS_LONG,
    Style,
    altitude_lines,
    counted,
    due_words,
    percent,
    short_clock,
    touch_name,
)

if TYPE_CHECKING:
    from lch_desktop.services.debrief import DueTouch
    from lch_desktop.services.rep import Rep
    from lch_desktop.ui.today.gather import Found
    from lch_desktop.ui.today.sentences import Moment

HOT_ROWS = 5
LEAST_SHOWN = 0.01  # an altitude that reads "0%" is nobody's reason to be here
PROMISE_ROWS = 8
TOUCH_ROWS = 6
CALL_BACK_ROWS = 4
DAY_ONE = "Day one. Three calls make it count."
TOUCH_ICONS = {
    TouchKind.TEXT: "message-square",
    TouchKind.VIDEO: "video",
    TouchKind.EMAIL: "mail",
    TouchKind.NOTE: "sticky-note",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BandState:
    """The band with the hour. Without leads (`has_leads` False) it offers to bring some in."""

    label: str
    hour: str
    countdown: str
    plan: Proposal
    has_leads: bool = True
    list_line: str = ""  # "14 calls, 3 promised, 2 starred"
    nobody: str = ""  # why nobody can be called at this moment; "" where somebody can
    short_offer: str = ""  # the words before the short hour's button; "" hides both


@dataclass(frozen=True, slots=True)
class DayState:
    """One day of the week strip; `kind` is that of the day's mark."""

    letter: str
    kind: str
    weekday: str
    is_today: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitLine:
    """Week, streak, strength and spare days. Empty figures are not shown."""

    days: tuple[DayState, ...] = ()
    day_one: str = ""
    streak_caption: str = ""
    streak: str = ""
    strength: float = 0.0
    strength_text: str = ""
    strength_word: str = ""
    spare_days: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadLine:
    """One lead with its reason. `altitude` and `tomorrow` are 0..1, None where it is not known."""

    lead_id: int
    name: str
    company: str
    reason: str
    starred: bool = False
    altitude: float | None = None
    tomorrow: float = 0.0
    percent: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise of today."""

    at: str
    name: str
    goal: str


@dataclass(frozen=True, slots=True)
class TouchLine:
    """One touch that is due."""

    touch_id: int
    icon: str
    text: str
    due: str
    soon: bool


@dataclass(frozen=True, slots=True)
class CallBackLine:
    """Somebody who was called today and may ring."""

    lead_id: int
    name: str
    company: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What stands under the band. `known` is False until the first reading has arrived."""

    known: bool = False
    hot_heading: str = ""
    hot_remark: str = ""
    hot: tuple[LeadLine, ...] = ()
    promises: tuple[PromiseLine, ...] = ()
    touches: tuple[TouchLine, ...] = ()
    more_touches: int = 0
    all_touches: tuple[int, ...] = ()  # their ids, soonest first
    call_backs: tuple[CallBackLine, ...] = ()
    samples: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayState:
    """The whole page."""

    greeting: str
    date_line: str
    band: BandState
    habit: HabitLine = field(default_factory=HabitLine)
    lists: Lists = field(default_factory=Lists)
    set_up: SetUpState = field(default_factory=SetUpState)
    morning: NoticeState = NoticeState()  # noqa: RUF009  it is frozen
    win: NoticeState = NoticeState()  # noqa: RUF009
    growth: NoticeState = NoticeState()  # noqa: RUF009
    newer: NoticeState = NoticeState()  # noqa: RUF009
    overdue: NoticeState = NoticeState()  # noqa: RUF009


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything a state is built from."""

    rep: Rep
    style: Style
    moment: Moment
    date_line: str
    letters: tuple[str, ...]  # of the days, Monday first
    plan: Proposal
    short: bool = False  # the short hour was taken
    has_leads: bool = True
    found: Found | None = None
    set_up: SetUpState = field(default_factory=SetUpState)
    morning: NoticeState = NoticeState()  # noqa: RUF009
    newer: NoticeState = NoticeState()  # noqa: RUF009


def build_state(given: Inputs) -> TodayState:
    """The page for `given`; without a reading, only what needs none."""
    found = given.found
    return TodayState(
        greeting=sentences.greeting(given.moment.now, given.rep.name),
        date_line=given.date_line,
        band=_band(given),
        habit=_habit(given, found) if found else HabitLine(),
        lists=_lists(given, found) if found and given.has_leads else Lists(),
        set_up=given.set_up,
        morning=given.morning,
        win=build_win(found.win) if found and not given.moment.kept else NoticeState(),
        # One question at a time: what the morning asks comes first.
        growth=build_growth(found.growth) if found and not given.morning.acts else NoticeState(),
        newer=given.newer,
        overdue=build_overdue(found.overdue, given.plan.minutes) if found else NoticeState(),
    )


def _band(given: Inputs) -> BandState:
    moment, found = given.moment, given.found
    offers_short = moment.late and moment.skipped != SICK and not given.short and given.has_leads
    return BandState(
        label="Your next hour" if moment.kept or moment.skipped or moment.day_off else "Your hour",
        hour=sentences.hour_text(moment.shown_start, given.plan.minutes, given.style),
        countdown=sentences.countdown(moment, given.style),
        plan=given.plan,
        has_leads=given.has_leads,
        list_line=_list_line(given, found) if found else "",
        nobody=_nobody(given, found) if found else "",
        short_offer=sentences.short_hour_offer(moment.now) if offers_short else "",
    )


def _list_line(given: Inputs, found: Found) -> str:
    """How many of the planned calls the list can give, and who among them is promised or starred."""
    queue = found.snapshot.queue
    until = found.begins_at + timedelta(minutes=given.plan.minutes)
    waiting = [entry for entry in queue.waiting if _by(entry, until)]
    opening = [entry for entry in queue.opening if _by(entry, until)]
    listed = (*queue.entries, *waiting, *opening)
    calls = min(given.plan.goals.calls, len(listed))
    if not calls:
        return ""
    promised = sum(entry.tier is Tier.PROMISED for entry in listed)
    today = found.snapshot.rules.today
    starred = sum(entry.candidate.starred_on == today for entry in listed)
    is_short = calls < given.plan.goals.calls  # then "8 calls" beside the 14 of the plan would contradict it
    parts = [f"{calls} on the list" if is_short else counted(calls, "call", "calls")]
    parts += [f"{promised} promised"] if promised else []
    parts += [f"{starred} starred"] if starred else []
    return ", ".join(parts)


def _nobody(given: Inputs, found: Found) -> str:
    if found.closed is None or not given.has_leads:
        return ""
    next_at = given.rep.local(found.closed.next_at) if found.closed.next_at else None
    return sentences.why_nobody(found.closed.hidden, next_at, given.moment.now, given.style)


def _kind(found: Found, day: date, mark: Mark) -> str:
    """The kind of a day's mark."""
    if day in found.by_hand and mark in sentences.KEPT:
        return "manual"
    return "travel" if day in found.travelled and mark is Mark.EXCUSED else mark.value


def _habit(given: Inputs, found: Found) -> HabitLine:
    today = given.rep.today(given.moment.now)
    days = tuple(
        DayState(
            given.letters[day.weekday()],
            _kind(found, day, mark),
            WEEKDAYS_LONG[day.weekday()],
            day == today,
        )
        for day, mark in found.week
    )
    habit = found.habit
    if is_day_one(habit):
        return HabitLine(days=days, day_one=what_is_missing(found.work) or DAY_ONE)
    caption, streak = sentences.streak_figure(habit)
    hidden = given.rep.settings.hide_streak
    return HabitLine(
        days=days,
        streak_caption="" if hidden else caption,
        streak="" if hidden else streak,
        strength=habit.strength,
        strength_text=sentences.strength_text(habit.strength),
        strength_word=sentences.BANDS[band(habit.strength)],
        spare_days=f"{habit.spare_days} of {DEFAULT_RULES.spare_cap}",
        remark=sentences.spare_remark(found.habit),
    )


def is_day_one(habit: HabitState) -> bool:
    """Whether no day was ever kept: there is no figure to be shown but noughts."""
    return not habit.best_streak and not any(day.mark in sentences.KEPT for day in habit.days)


def kept_today(habit: HabitState, given_day: datetime, rep: Rep) -> bool:
    """Whether the day of `given_day` has its hour."""
    day = habit.day(rep.today(given_day))
    return day is not None and day.mark in sentences.KEPT


def _lists(given: Inputs, found: Found) -> Lists:
    heading, remark, hot = _hot(given, found)
    touches = found.touches[:TOUCH_ROWS]
    return Lists(
        known=True,
        hot_heading=heading,
        hot_remark=remark,
        hot=hot,
        promises=_promises(given, found),
        touches=tuple(_touch(given, due) for due in touches),
        more_touches=len(found.touches) - len(touches),
        all_touches=tuple(due.touch.id for due in found.touches),
        call_backs=tuple(
            CallBackLine(lead.id, lead.shown_name, lead.company, lead.phone.shown if lead.phone else "")
            for lead in found.may_call_back[:CALL_BACK_ROWS]
        ),
        samples=_samples(found.samples),
    )


def _hot(given: Inputs, found: Found) -> tuple[str, str, tuple[LeadLine, ...]]:
    """The warmest leads; where no altitude is known, the first of the list instead of figures."""
    known = [(_altitude(entry, found.snapshot.rules), entry) for entry in _all(found)]
    known = [pair for pair in known if pair[0] >= LEAST_SHOWN]
    known.sort(key=lambda pair: (-pair[0], pair[1].lead_id))
    if known:
        lines = tuple(_lead_line(given, found, entry) for _, entry in known[:HOT_ROWS])
        return "Hottest leads", "Altitude, a guess: bar today, tick tomorrow", lines
    first = found.snapshot.queue.entries[:HOT_ROWS]
    return "First on the list", "", tuple(_lead_line(given, found, entry) for entry in first)


def _lead_line(given: Inputs, found: Found, entry: Entry) -> LeadLine:
    lead, rules = entry.candidate, found.snapshot.rules
    altitude = _altitude(entry, rules)
    word, numbers = altitude_lines(lead.talk, rules.model, rules.now)
    reasons = found.snapshot.reasons(entry, given.rep, given.style)
    # The bar says the altitude already: the words beside it say something else where they can.
    others = [reason for reason in reasons if lead.talk is None or not reason.startswith(word)]
    return LeadLine(
        lead_id=lead.lead_id,
        name=lead.name,
        company=lead.company,
        reason=next(iter([*others, *reasons]), ""),
        starred=lead.starred_on == rules.today,
        altitude=altitude if lead.talk else None,
        tomorrow=rules.model.tomorrow(lead.talk, rules.now) if lead.talk else 0.0,
        percent=percent(altitude) if lead.talk else "",
        words=f"{word} ({numbers}). A model: it falls with the time since the last talk.",
    )


def _altitude(entry: Entry, rules: QueueRules) -> float:
    """Altitude at the reading, not at the start that the queue is made for; 0 where it is not known."""
    talk = entry.candidate.talk
    return rules.model.now(talk, rules.now) if talk else 0.0


def _promises(given: Inputs, found: Found) -> tuple[PromiseLine, ...]:
    promised = [
        (entry.candidate.promise_at, entry)
        for entry in _all(found)
        if entry.tier is Tier.PROMISED and entry.candidate.promise_at is not None
    ]
    promised.sort(key=lambda pair: (pair[0], pair[1].lead_id))
    return tuple(
        PromiseLine(
            short_clock(given.rep.local(at), given.style), entry.candidate.name, goal_of(entry, given.rep.own_goals)
        )
        for at, entry in promised[:PROMISE_ROWS]
    )


def _touch(given: Inputs, due: DueTouch) -> TouchLine:
    text, soon = due_words(given.rep.local(due.touch.due_at), given.moment.now, given.style)
    kind = due.touch.kind
    return TouchLine(due.touch.id, TOUCH_ICONS[kind], touch_name(kind, due.lead.shown_name), text, soon)


def _samples(count: int) -> str:
    if not count:
        return ""
    return f"{counted(count, 'sample lead is', 'sample leads are')} in the list."


def _all(found: Found) -> tuple[Entry, ...]:
    queue = found.snapshot.queue
    return (*queue.entries, *queue.waiting, *queue.opening)


def _by(entry: Entry, until: datetime) -> bool:
    return entry.waits_until is not None and entry.waits_until <= until
