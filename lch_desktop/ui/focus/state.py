"""What the hour's page shows, as values, and the pure functions that make them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lch_desktop.domain.altitude import AltitudeModel
from lch_desktop.domain.cadence import Cadences
from lch_desktop.domain.calls import Call, Tally
from lch_desktop.domain.goals import goal_of
from lch_desktop.domain.leads import Lead, Phone, Talk
from lch_desktop.domain.queue import Entry
from lch_desktop.domain.session import Goals
from lch_desktop.domain.zones import lead_zone, local_time, place_name, zone_info
from lch_desktop.words import OUTCOMES, Style, altitude_lines, clock, day_near, percent, short_clock

if TYPE_CHECKING:
    from lch_desktop.services.scripts import CardLine, CardScript

CURVE_POINTS = 24
LONGEST_WIN = 60  # characters


@dataclass(frozen=True, slots=True)
class Curve:
    """The altitude gauge: shares 0..1 up to now, now, and tomorrow; `past` is empty where nothing is known."""

    past: tuple[float, ...] = ()
    now: float = 0.0
    tomorrow: float = 0.0
    lifted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState:
    """One lead as the card shows it: only what the call needs."""

    lead_id: int
    name: str
    about: str  # title and company
    place: str  # "Austin 7:42 am"
    phone: str
    extension: str
    goal: str
    talked: str
    personal: str
    may_need: str
    notes: str  # shown where the three lines above are empty
    opener: str  # in whole words
    cue: str  # stands for a learned opener, "" for any other
    opener_stands: bool  # of the rep's own and still being learned: it is there without being asked for
    voicemail_words: str
    voicemail_cue: str  # stands for learned ones, "" for any other
    story: str  # the pinned one
    question: str  # where nobody knows yet what they may need next
    altitude: str
    altitude_more: str
    curve: Curve
    attempt: int
    before: str  # what happened at the last attempt
    why: tuple[str, ...]
    voicemail: str  # "If voicemail: leave message 1 of 2"

    @property
    def whole_phone(self) -> str:
        """The number with its extension."""
        return f"{self.phone}  ext. {self.extension}" if self.extension else self.phone


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card is made of besides the lead."""

    now: datetime
    rep_zone: str
    style: Style
    model: AltitudeModel
    cadences: Cadences
    script: CardScript
    calls: tuple[Call, ...] = ()
    why: tuple[str, ...] = ()
    question: str = ""
    goals: Mapping[str, str] = field(default_factory=dict)  # the rep's own


def build_card(lead: Lead, phone: Phone | None, facts: Facts) -> CardState:
    """The card of `lead` with the number `phone` at `facts.now`."""
    follow = lead.follow
    altitude, more = altitude_lines(follow.talk, facts.model, facts.now)
    opener, machine = facts.script.opener, facts.script.voicemail
    own_lines = lead.last_talk or lead.personal or lead.may_need
    return CardState(
        lead_id=lead.id,
        name=lead.shown_name,
        about=_about(lead),
        place=place_line(lead, facts.now, facts.rep_zone, facts.style),
        phone=(phone.shown or phone.e164) if phone else "No number",
        extension=phone.extension if phone else "",
        goal=goal_of(lead, facts.goals),
        talked=lead.last_talk,
        personal=lead.personal,
        may_need=lead.may_need,
        notes="" if own_lines else lead.notes,
        opener=opener.words,
        cue=opener.shown if opener.learned else "",
        opener_stands=bool(opener.script_id) and not opener.learned,
        voicemail_words=machine.words,
        voicemail_cue=machine.shown if machine.learned else "",
        story=_story(facts.script.story),
        question=facts.question,
        altitude=altitude,
        altitude_more=more,
        curve=curve_of(follow.talk, facts.model, facts.now),
        attempt=follow.attempts + 1,
        before=_before(facts),
        why=facts.why,
        voicemail=voicemail_advice(follow.attempts + 1, follow.voicemails, facts.cadences),
    )


def _story(line: CardLine | None) -> str:
    """The pinned story by its title, or, without one, its words in one line; "" where none is pinned."""
    return "" if line is None else line.title or " ".join(line.words.split())


def _about(lead: Lead) -> str:
    company = lead.company if lead.company != lead.shown_name else ""
    return ", ".join(part for part in (lead.title, company) if part)


def place_line(lead: Lead, now: datetime, rep_zone: str, style: Style) -> str:
    """ "Austin 7:42 am": the lead's place and wall clock, "unsure" where the zone is a guess."""
    _, unsure = lead_zone(lead, now, rep_zone)
    local = local_time(lead, now, rep_zone)
    said = f"{place_name(lead)} {clock(local, style)}".strip()
    return f"{said}, unsure" if unsure else said


def _before(facts: Facts) -> str:
    """ "Thu 5:45 pm, no answer" and the voicemail's words, of the last call; "" for none."""
    if not facts.calls:
        return ""
    last = facts.calls[0]
    zone = zone_info(facts.rep_zone)
    local = last.ended_at.astimezone(zone)
    when = day_near(local.date(), facts.now.astimezone(zone).date())
    said = f"{when[0].upper()}{when[1:]} {clock(local, facts.style)}, {OUTCOMES[last.outcome].lower()}"
    return f"{said}: “{last.note}”" if last.voicemail and last.note else said


def late_words(lead: Lead, now: datetime, rep_zone: str, style: Style) -> str:
    """ "Jun promised 7:55, 6 min late": from a minute to an hour after it, "" otherwise."""
    promise = lead.follow.promise_at
    if promise is None or now - promise < timedelta(minutes=1):
        return ""
    minutes = int((now - promise).total_seconds() // 60)
    if minutes > 60:
        return ""
    at = promise.astimezone(zone_info(rep_zone))
    return f"{lead.greeting_name} promised {clock(at, style)}, {minutes} min late"


def voicemail_advice(attempt: int, left: int, cadences: Cadences) -> str:
    """What to do when a machine answers: the message to leave, or to hang up."""
    if cadences.step(attempt).voicemail and left < cadences.voicemail_limit:
        return f"If voicemail: leave message {left + 1} of {cadences.voicemail_limit}"
    if attempt == cadences.attempts and cadences.step(attempt).voicemail:
        return "If voicemail: the closing message, if you like"
    return "If voicemail: hang up, the next step is written"


def curve_of(talk: Talk | None, model: AltitudeModel, now: datetime) -> Curve:
    """The gauge's points: from the last talk (at most a week back) to now, and where tomorrow stands."""
    if talk is None:
        return Curve()
    age_h = max(1.0, min(168.0, (now - talk.at).total_seconds() / 3600))
    last = CURVE_POINTS - 1
    past = tuple(model.now(talk, now - timedelta(hours=age_h * (1 - n / last))) for n in range(CURVE_POINTS))
    return Curve(past, model.now(talk, now), model.tomorrow(talk, now))


@dataclass(frozen=True, slots=True)
class Lifted:
    """The gauge once somebody was spoken with, and its two lines."""

    curve: Curve
    altitude: str
    more: str


def lifted(before: Talk | None, model: AltitudeModel, now: datetime, level: float) -> Lifted:
    """The dot rises from where the last talk had fallen to, up to `level`."""
    past = curve_of(before, model, now)
    said = f"Altitude {percent(level)}" + (f", up from {percent(past.now)}" if past.past else "")
    curve = Curve(past.past, level, model.tomorrow(Talk(now, level), now), lifted=True)
    return Lifted(curve, said, "the text and the video hold it up there")


@dataclass(frozen=True, slots=True)
class GoalCount:
    """One of the hour's goals so far."""

    label: str
    done: int
    goal: int


def goal_counts(goals: Goals, done: Tally) -> tuple[GoalCount, ...]:
    """The three counts on the left: what is behind you."""
    return (
        GoalCount("Conversations", done.conversations, goals.people),
        GoalCount("Asks", done.asks, goals.asks),
        GoalCount("Appointments", done.appointments, goals.appointments),
    )


@dataclass(frozen=True, slots=True)
class NextName:
    """One of the names on the right: what is ahead."""

    name: str
    about: str


def next_names(ahead: tuple[Entry, ...]) -> tuple[NextName, ...]:
    """The names on the right, with company and city."""
    people = (entry.candidate for entry in ahead)
    return tuple(NextName(who.name, ", ".join(part for part in (who.company, who.city) if part)) for who in people)


@dataclass(frozen=True, slots=True)
class PromisedName:
    """Somebody whose minute is still ahead in this hour."""

    clock: str
    name: str


def promised_names(waiting: tuple[Entry, ...], zone: ZoneInfo, style: Style) -> tuple[PromisedName, ...]:
    """ "8:20" and "Jun Park", earliest first: a time, not a countdown."""
    timed = ((entry.candidate.promise_at, entry.candidate.name) for entry in waiting)
    return tuple(PromisedName(short_clock(at.astimezone(zone), style), name) for at, name in timed if at is not None)


def minutes_left(left_s: float) -> str:
    """ "52 min left", rounded up."""
    return f"{ceil(left_s / 60)} min left"


def worked_before(win: str) -> str:
    """ "It worked before: ask for the date first", cut to what stands in one line."""
    words = " ".join(win.split()).rstrip(".")
    said = f"{words}." if len(words) <= LONGEST_WIN else f"{words[:LONGEST_WIN].rstrip()} …"
    return f"It worked before: {said}"


@dataclass(frozen=True, slots=True)
class Slot:
    """A proposed next call: the instant, its name, and the lead's clock where it differs."""

    at: datetime
    title: str  # "Tue 24 Nov"
    clock: str  # "8:40"
    theirs: str  # "9:40 for them", "" in the same zone

    @property
    def theirs_brief(self) -> str:
        """ "(9:40)", where there is no room for more."""
        return f"({self.theirs.rpartition(' ')[0]})" if self.theirs else ""

    @property
    def name(self) -> str:
        """As assistive technology finds it: "Tue 24 Nov 8:40"."""
        return f"{self.title} {self.clock}"


@dataclass(frozen=True, slots=True)
class StripState:
    """The strip after somebody was spoken with."""

    heading: str  # "Next call with Marcus"
    slots: tuple[Slot, Slot]
    text_to: str  # "Text to Marcus"
    text: str
    video_due: str  # "Video due 12:26 pm"
    note: str
    asked: bool
    chosen: int = -1  # 0 or 1: a slot, 2: picked, 3: no next call
    picked: Slot | None = None
    reason: str = ""
    goal_hit: bool = False
    send_text: bool = True
    send_video: bool = True
    send_now: bool = False  # the text goes out with the save
    text_says: str = ""  # that the rep's own words still speak of another time
    now_label: str = ""  # how: "Copy on save"; "" where the rep's usual way is none for the hour

    def tells_other_than(self, before: StripState) -> bool:
        """Whether what was typed in the text changed more than the text itself."""
        now, then = ((one.send_text, one.send_now, one.text_says) for one in (self, before))
        return now != then
