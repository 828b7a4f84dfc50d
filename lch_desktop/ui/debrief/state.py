"""What the debrief says, as plain values, and the pure function that says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lch_desktop import words
from lch_desktop.domain.calls import TouchKind, TouchStatus
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.session import FocusSession
from lch_desktop.domain.stored import Interruption
from lch_desktop.domain.streak import HabitState, Mark
from lch_desktop.domain.visits import VisitTally
from lch_desktop.services.debrief import DebriefData, DueTouch
from lch_desktop.services.follow_through import text_phone
from lch_desktop.services.resistance import NO_NAME, two_by_four_line
from lch_desktop.ui.day_words import what_is_missing
from lch_desktop.words import Style

MOST_BLOCKED = 3
ENDED_BY_ITSELF = ("time", "dry", "")
DAYS: dict[Mark, str] = {
    Mark.FULL: "Full day",
    Mark.SHORT: "Short day, it counts",
    Mark.BONUS: "Bonus, on a free day",
    Mark.PENDING: "Day still open",
}
KEPT = frozenset({Mark.FULL, Mark.SHORT, Mark.BONUS})
TOUCH_ICONS: dict[TouchKind, str] = {
    TouchKind.TEXT: "message-square",
    TouchKind.VIDEO: "video",
    TouchKind.EMAIL: "mail",
    TouchKind.NOTE: "sticky-note",
}


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One number of the plan against what happened."""

    name: str
    done: int
    goal: int

    @property
    def reached(self) -> bool:
        """Whether a goal was set and met."""
        return self.goal > 0 and self.done >= self.goal


@dataclass(frozen=True, slots=True)
class Figure:
    """A large figure with the line under it."""

    value: str
    remark: str


@dataclass(frozen=True, slots=True)
class TouchLine:
    """One touch to hand off. `words` is the drafted text, "" for other kinds."""

    touch_id: int
    icon: str
    title: str
    due: str
    soon: bool
    words: str = ""
    phone: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person with a remark: an open end, or somebody who may call back."""

    lead_id: int
    name: str
    remark: str


@dataclass(frozen=True, slots=True)
class LaterTick:
    """One line of the later list."""

    line_id: int
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class NextDay:
    """The next work day's list. `first_id` is who is chosen, 0 for nobody."""

    on: date
    heading: str
    names: tuple[tuple[int, str], ...] = ()
    first_id: int = 0
    packed: bool = False


@dataclass(frozen=True, slots=True)
class DebriefState:
    """Everything on the page but the rep's own line."""

    headline: str
    facts: str
    day: str
    goals: tuple[GoalRow, ...]
    streak: Figure | None  # None: hidden in the settings
    strength: Figure
    resistance: str
    two_by_four: str  # how often it met the 2x4, told quietly; "" for never
    creature: str  # its drawing
    interruptions: str
    touches: tuple[TouchLine, ...]
    touches_remark: str
    open_ends: tuple[PersonLine, ...]
    may_call_back: tuple[PersonLine, ...]
    later: tuple[LaterTick, ...]

    @property
    def waiting_texts(self) -> int:
        """How many texts are not handed off yet."""
        return sum(bool(line.words) and not line.done for line in self.touches)


def copied_words(lines: Sequence[TouchLine]) -> str:
    """The drafted texts, each under its name and number."""
    return "\n\n".join("\n".join(part for part in (line.title, line.phone, line.words) if part) for line in lines)


def copied_line(copied: int, left_out: int) -> str:
    """What the toast says of them: how many are on the clipboard, and how many may not go out now."""
    if not copied:
        return "No text may go out now. Each says why when you open it."
    if not left_out:
        return "All texts are copied."
    taken = f"{words.counted(copied, 'text is', 'texts are')} copied."
    return f"{taken} {left_out} may not go out now and {'is' if left_out == 1 else 'are'} left out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What the words depend on beside the data."""

    now: datetime
    zone: ZoneInfo
    style: Style
    hide_streak: bool = False
    resistance: str = NO_NAME  # what the rep calls it
    creature: str = "coffee"


def build_state(data: DebriefData, touches: tuple[DueTouch, ...], drafts: dict[int, str], how: Telling) -> DebriefState:
    """The state of the page. `touches` may hold some that were handed off here, `drafts` their words by id."""
    return DebriefState(
        headline=_headline(data, how.style),
        facts=_facts(data),
        day=DAYS.get(data.day, ""),
        goals=tuple(GoalRow(goal.name, goal.done, goal.goal) for goal in data.goals),
        streak=None if how.hide_streak else streak_figure(data.habit, data.before),
        strength=strength_figure(data.habit, data.before),
        resistance=_resistance(data.visits, how.resistance),
        two_by_four=two_by_four_line(data.visits.two_by_fours, how.resistance, brief=True),
        creature=how.creature,
        interruptions=interruptions_line(data.interruptions, data.s_per_dial),
        touches=tuple(touch_line(due, drafts.get(due.touch.id, ""), how) for due in touches),
        touches_remark=f"{data.sent} handed off" if data.sent else "",
        open_ends=tuple(
            PersonLine(end.lead.id, end.lead.shown_name, end.reason.replace("-", " ")) for end in data.open_ends
        ),
        may_call_back=tuple(PersonLine(lead.id, lead.shown_name, _where(lead)) for lead in data.may_call_back),
        later=tuple(LaterTick(line.id, line.text, line.done) for line in data.later),
    )


def _headline(data: DebriefData, style: Style) -> str:
    ended = _ended(data.session).astimezone(ZoneInfo(data.session.zone))
    said = "The main thing is done." if data.day in KEPT else "The hour is over."
    return f"{said} {words.short_clock(ended, style)}."


def _ended(session: FocusSession) -> datetime:
    return session.finished_at or session.ends_at


def _facts(data: DebriefData) -> str:
    """The hour in one or two calm sentences."""
    session, tally = data.session, data.tally
    minutes = f"{round(session.focus_s / 60)} of {session.planned_s // 60} minutes."
    missing = what_is_missing(data.work) if data.day is Mark.PENDING else ""
    if missing:
        return f"The list is done. {missing}" if session.end_reason == "dry" else missing
    if session.end_reason == "dry":
        minutes = f"The list is done. {minutes}"
    if tally.dials and not tally.connects:
        return f"{minutes} {words.counted(tally.dials, 'dial', 'dials')}, nobody home. You did your part."
    if session.end_reason not in ENDED_BY_ITSELF and tally.dials:
        return f"{minutes} Ended early; what you did counts."
    if session.end_reason not in ENDED_BY_ITSELF:
        return f"{minutes} Ended early. The next hour starts fresh."
    return minutes


def streak_figure(habit: HabitState, before: HabitState) -> Figure:
    """The streak, never as a bare 0: a broken one shows the best so far."""
    if not habit.streak:
        if not habit.best_streak:
            return Figure("Day one", "the first kept day begins it")
        return Figure(f"Best {habit.best_streak}", "workdays in a row so far")
    value = words.counted(habit.streak, "workday", "workdays")
    if habit.streak > before.streak:
        return Figure(value, f"up from {before.streak}" if before.streak else "the first of a new streak")
    return Figure(value, f"best {habit.best_streak}")


def strength_figure(habit: HabitState, before: HabitState) -> Figure:
    """The strength of the habit in percent."""
    now, then = words.percent(habit.strength), words.percent(before.strength)
    return Figure(now, f"up from {then}" if habit.strength > before.strength and now != then else "of the habit")


def _resistance(tally: VisitTally, name: str) -> str:
    if not tally.visits:
        return f"No visits from {name}"
    visits = words.counted(tally.visits, "visit", "visits")
    if tally.recovery_s is None:
        return visits
    return f"{visits}, back on the phone in {words.span(tally.recovery_s)}"


def interruptions_line(interruptions: tuple[Interruption, ...], s_per_dial: float | None = None) -> str:
    """ "Paused twice, 7 min. Left 3 times, 7 min, about 2 dials. YouTube called back twice. 5 notices waited."; or "".

    `s_per_dial` is this hour's own pace; None says nothing of dials.
    """
    kinds = Counter(one.kind for one in interruptions)
    told = []
    if kinds["pause"]:
        told.append(f"Paused {_times(kinds['pause'])}, {words.span(_away_s(interruptions, 'pause'))}.")
    if kinds["left"]:
        away_s = _away_s(interruptions, "left")
        told.append(f"Left {_times(kinds['left'])}, {words.span(away_s)}{_dials(away_s, s_per_dial)}.")
    told += _called_back(interruptions)
    told += [_lowered(one) for one in interruptions if one.kind == "lowered"]
    told += _waited(interruptions)
    return " ".join(told)


def _dials(away_s: float, s_per_dial: float | None) -> str:
    """ ", about 2 dials": what the time away would have been, "" below one."""
    lost = round(away_s / s_per_dial) if s_per_dial else 0
    return f", about {words.counted(lost, 'dial', 'dials')}" if lost else ""


def _called_back(interruptions: tuple[Interruption, ...]) -> list[str]:
    """ "YouTube called back twice.", most often first; beyond three they are counted together."""
    blocked = Counter(one.reason or "A blocked page" for one in interruptions if one.kind == "blocked")
    named = blocked.most_common(MOST_BLOCKED)
    told = [f"{name} called back {_times(count)}." for name, count in named]
    others = blocked.total() - sum(count for _, count in named)
    return [*told, f"Others called back {_times(others)}."] if others else told


def _lowered(interruption: Interruption) -> str:
    why = f": {interruption.reason}" if interruption.reason else ""
    return f"Shield taken down early{why}."


def _waited(interruptions: tuple[Interruption, ...]) -> list[str]:
    """ "5 notices waited.": what quiet held back, where the desktop counts it."""
    counts = [int(one.reason) for one in interruptions if one.kind == "waited" and one.reason.isdecimal()]
    return [f"{words.counted(sum(counts), 'notice', 'notices')} waited."] if sum(counts) else []


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _away_s(interruptions: tuple[Interruption, ...], kind: str) -> float:
    spans = [i.ended_at - i.started_at for i in interruptions if i.kind == kind and i.ended_at is not None]
    seconds = sum(spans, timedelta()).total_seconds()
    return seconds if seconds < 60 else round(seconds / 60) * 60


def touch_line(due: DueTouch, draft: str, how: Telling) -> TouchLine:
    """One touch; `draft` is its words."""
    touch, phone = due.touch, text_phone(due.lead)
    text, soon = words.due_words(touch.due_at.astimezone(how.zone), how.now.astimezone(how.zone), how.style)
    return TouchLine(
        touch_id=touch.id,
        icon=TOUCH_ICONS[touch.kind],
        title=words.touch_name(touch.kind, due.lead.shown_name),
        due=text,
        soon=soon,
        words=draft if touch.kind is TouchKind.TEXT else "",
        phone=phone.shown or phone.e164 if phone else "",
        done=touch.status is TouchStatus.SENT,
    )


def _where(lead: Lead) -> str:
    phone = lead.phone
    parts = (lead.company if lead.name else "", phone.shown or phone.e164 if phone else "")
    return ", ".join(part for part in parts if part)
