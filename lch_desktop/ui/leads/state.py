"""What the Leads page shows of a lead: a row of the table and the detail beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lch_desktop import words
from lch_desktop.domain.altitude import AltitudeModel
from lch_desktop.domain.calling_hours import CallingGate
from lch_desktop.domain.goals import proposed_goal
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.zones import lead_zone, place_name, zone_info
from lch_desktop.ui.leads.timeline_state import Event, Telling, first_up
from lch_desktop.words import Style

CURVE_STEPS = 16
PHONE_REMARKS: dict[PhoneStatus, str] = {
    PhoneStatus.WRONG: "wrong number",
    PhoneStatus.INVALID: "cannot be dialled",
    PhoneStatus.DO_NOT_CALL: "do not call",
}
KINDS: dict[str, str] = {"mobile": "mobile", "fixed": "land line", "toll-free": "toll-free"}
STAGES: dict[Stage, str] = {
    Stage.NEW: "New",
    Stage.TRYING: "Trying",
    Stage.TALKING: "Talking",
    Stage.NURTURE: "Nurture",
    Stage.SOLD: "Sold",
    Stage.NOT_A_LEAD: "Not a lead",
}
TEXTS = ("personal", "last_talk", "may_need", "notes", "name", "company", "title", "email", "zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words depend on beside the lead."""

    now: datetime
    today: date
    zone: ZoneInfo
    zone_name: str
    model: AltitudeModel
    style: Style
    goals: Mapping[str, str] = field(default_factory=dict)  # the rep's own

    @property
    def telling(self) -> Telling:
        """What the timeline depends on."""
        return Telling(self.today, self.zone, self.style, self.now)


@dataclass(frozen=True, slots=True)
class LeadRow:
    """One line of the table. `altitude` is None where there was no talk."""

    lead_id: int
    name: str
    company: str
    starred: bool
    altitude: float | None
    tomorrow: float
    altitude_text: str
    next_call: str
    promised: bool
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneLine:
    """One number as it is read out, what is to be said of it, and what may be done with it."""

    phone_id: int
    text: str
    raw: str
    remark: str
    usable: bool
    wrong: bool = False
    never: bool = False
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Altitude:
    """The gauge with its words; `curve` is empty where there was no talk."""

    first: str
    second: str
    curve: tuple[float, ...] = ()
    now: float = 0.0
    tomorrow: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One lead in the order of the call card."""

    lead_id: int
    name: str
    subtitle: str
    starred: bool
    phones: tuple[PhoneLine, ...]
    place: str
    hours: str  # why not now; "" while the calling hours are open
    can_call: bool
    altitude: Altitude
    next_call: str
    goal_hint: str
    zone_hint: str
    texts: Mapping[str, str]  # goal, value, and the fields of TEXTS, as they are edited
    stage: Stage
    do_not_call: bool
    snoozed: bool
    events: tuple[Event, ...]
    facts: str


def row_of(lead: Lead, how: Reading) -> LeadRow:
    """The table's line for `lead`."""
    talk = lead.follow.talk
    now = how.model.now(talk, how.now) if talk else None
    return LeadRow(
        lead_id=lead.id,
        name=lead.shown_name,
        company=lead.company if lead.name else "",
        starred=lead.follow.starred_on == how.today,
        altitude=now,
        tomorrow=how.model.tomorrow(talk, how.now) if talk else 0.0,
        altitude_text=words.percent(now) if now is not None else "not known yet",
        next_call=next_call(lead, how),
        promised=lead.follow.promise_at is not None,
        attempts=lead.follow.attempts,
    )


def next_call(lead: Lead, how: Reading) -> str:
    """When the next call is, in words: "Today 7:40", "Since 17 Nov", "First call", or why there is none."""
    follow = lead.follow
    if lead.do_not_call:
        return "Do not call"
    if follow.stage is Stage.NOT_A_LEAD or lead.not_mine:
        return "Not called"
    if lead.needs_number:
        return "Needs a number"
    if follow.promise_at is not None:
        local = follow.promise_at.astimezone(how.zone)
        if local.date() < how.today:
            return f"Since {words.day_near(local.date(), how.today)}"
        return f"{first_up(words.day_near(local.date(), how.today))} {words.short_clock(local, how.style)}"
    if follow.snoozed_until is not None and follow.snoozed_until > how.today:
        return f"Asleep to {words.day_near(follow.snoozed_until, how.today)}"
    return _due(follow, how)


def _due(follow: FollowUp, how: Reading) -> str:
    if follow.due_on is None:
        return "First call" if follow.last_call_at is None else "None planned"
    if follow.due_on < how.today:
        return f"Since {words.day_near(follow.due_on, how.today)}"
    return first_up(words.day_near(follow.due_on, how.today))


def detail_of(lead: Lead, events: tuple[Event, ...], gate: CallingGate, how: Reading) -> Detail:
    """Everything the pane says of `lead`."""
    title = lead.title if lead.title and lead.name else ""
    company = lead.company if lead.name else ""
    callable_now = lead.phone is not None and not lead.do_not_call
    return Detail(
        lead_id=lead.id,
        name=lead.shown_name,
        subtitle=", ".join(part for part in (title, company) if part),
        starred=lead.follow.starred_on == how.today,
        phones=tuple(_phone_line(phone) for phone in lead.phones),
        place=_place(lead, how),
        hours=_hours(lead, gate, how) if callable_now else "",
        can_call=callable_now,
        altitude=_altitude(lead, how),
        next_call=next_call(lead, how),
        goal_hint=proposed_goal(lead, lead.follow.last_outcome, how.goals),
        zone_hint=", ".join(lead.zones) or how.zone_name,
        texts={
            "goal": lead.follow.goal,
            "value": "" if lead.value is None else f"{lead.value:,.10g}",
            **{name: getattr(lead, name).strip() for name in TEXTS},
        },
        stage=lead.follow.stage,
        do_not_call=lead.do_not_call,
        snoozed=lead.follow.snoozed_until is not None and lead.follow.snoozed_until > how.today,
        events=events,
        facts=_facts(lead, how),
    )


def spoken(phone: Phone) -> str:
    """The number as one reads it out, with its extension."""
    text = phone.shown or phone.e164 or phone.raw
    return f"{text} ext. {phone.extension}" if phone.extension else text


def _phone_line(phone: Phone) -> PhoneLine:
    status = PHONE_REMARKS.get(phone.status, "")
    if phone.status is PhoneStatus.OK and not phone.e164:
        status = PHONE_REMARKS[PhoneStatus.INVALID]
    label = phone.label.strip()
    kind = KINDS.get(phone.kind, "")
    said = [status, label, "" if kind.lower() == label.lower() else kind, "" if phone.certain else "please check it"]
    return PhoneLine(
        phone_id=phone.id,
        text=spoken(phone),
        raw=phone.raw or phone.e164,
        remark=", ".join(one for one in said if one),
        usable=phone.usable,
        wrong=phone.status is PhoneStatus.WRONG,
        never=phone.status is PhoneStatus.DO_NOT_CALL,
        certain=phone.certain,
    )


def _place(lead: Lead, how: Reading) -> str:
    zone, unsure = lead_zone(lead, how.now, how.zone_name)
    if unsure:
        return f"{place_name(lead) or 'Place not known'}, local time unsure"
    return f"{place_name(lead)} {words.clock(how.now.astimezone(zone_info(zone)), how.style)}".strip()


def _hours(lead: Lead, gate: CallingGate, how: Reading) -> str:
    if gate.open:
        return ""
    if gate.opens_at is None:
        return "Outside their calling hours."
    opens = gate.opens_at.astimezone(zone_info(gate.zone))
    day = words.day_near(opens.date(), how.now.astimezone(zone_info(gate.zone)).date())
    when = words.clock(opens, how.style)
    return (
        f"Outside their calling hours until {when}."
        if day == "today"
        else (f"Outside their calling hours until {day} {when}.")
    )


def _altitude(lead: Lead, how: Reading) -> Altitude:
    talk = lead.follow.talk
    first, second = words.altitude_lines(talk, how.model, how.now)
    if talk is None:
        return Altitude(first, second)
    age = max(timedelta(), how.now - talk.at)
    curve = tuple(how.model.now(talk, talk.at + age * (step / CURVE_STEPS)) for step in range(CURVE_STEPS + 1))
    return Altitude(first, second, curve, how.model.now(talk, how.now), how.model.tomorrow(talk, how.now))


def _facts(lead: Lead, how: Reading) -> str:
    said: list[str] = []
    if lead.last_activity_on is not None:
        said.append(f"last activity in the source {words.day_near(lead.last_activity_on, how.today)}")
    if lead.status:
        said.append(f"there marked {lead.status}")
    if lead.owner:
        said.append(f"of {lead.owner}")
    if lead.created_at is not None:
        created = lead.created_at.astimezone(how.zone).date()
        said.append(f"here since {words.day_near(created, how.today)}")
    if lead.sample:
        said.append("a sample lead")
    return first_up(", ".join(said))
