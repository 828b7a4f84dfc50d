"""What the Leads page shows of a lead: a row of the table and the detail beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lch_desktop import words
from lch_desktop.domain.altitude import AltitudeModel
from lch_desktop.domain.calling_hours import CallingGate
from lch_desktop.domain.calls import Call, Outcome, Touch, TouchKind, TouchStatus
from lch_desktop.domain.leads import FollowUp, Lead, Phone, PhoneStatus, Stage
from lch_desktop.domain.zones import lead_zone, place_name, zone_info
from lch_desktop.services.planning import GOALS
from lch_desktop.words import Style

CURVE_STEPS = 16
PHONE_REMARKS: dict[PhoneStatus, str] = {
    PhoneStatus.WRONG: "wrong number",
    PhoneStatus.INVALID: "cannot be dialled",
    PhoneStatus.DO_NOT_CALL: "do not call",
}
OUTCOME_ICONS: dict[Outcome, str] = {
    Outcome.CONNECTED: "phone-call",
    Outcome.CALL_BACK_LATER: "clock",
    Outcome.LEFT_VOICEMAIL: "voicemail",
    Outcome.NO_ANSWER: "phone-missed",
    Outcome.NOT_INTERESTED: "user-x",
    Outcome.WRONG_NUMBER: "phone-off",
    Outcome.SOLD: "handshake",
    Outcome.DO_NOT_CALL: "ban",
    Outcome.SOMEONE_ELSE: "users",
}
SENT: dict[TouchKind, tuple[str, str]] = {
    TouchKind.TEXT: ("Text sent", "message-square"),
    TouchKind.VIDEO: ("Video sent", "video"),
    TouchKind.EMAIL: ("E-mail sent", "mail"),
    TouchKind.NOTE: ("Hand-written note sent", "sticky-note"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the words depend on beside the lead."""

    now: datetime
    today: date
    zone: ZoneInfo
    zone_name: str
    model: AltitudeModel
    style: Style


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


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """One number as it is read out, and what is wrong with it."""

    text: str
    remark: str
    usable: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, for the timeline. `tone` is a colour token."""

    title: str
    when: str
    note: str
    icon: str
    tone: str


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
    goal: str
    goal_hint: str
    personal: str
    last_talk: str
    may_need: str
    notes: str
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
        return f"{_first_up(words.day_near(local.date(), how.today))} {words.short_clock(local, how.style)}"
    if follow.snoozed_until is not None and follow.snoozed_until > how.today:
        return f"Asleep to {words.day_near(follow.snoozed_until, how.today)}"
    return _due(follow, how)


def _due(follow: FollowUp, how: Reading) -> str:
    if follow.due_on is None:
        return "First call" if follow.last_call_at is None else "None planned"
    if follow.due_on < how.today:
        return f"Since {words.day_near(follow.due_on, how.today)}"
    return _first_up(words.day_near(follow.due_on, how.today))


def detail_of(lead: Lead, calls: list[Call], touches: list[Touch], gate: CallingGate, how: Reading) -> Detail:
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
        goal=lead.follow.goal,
        goal_hint=GOALS[lead.follow.stage],
        personal=lead.personal,
        last_talk=lead.last_talk,
        may_need=lead.may_need,
        notes=lead.notes.strip(),
        events=_events(calls, touches, how),
        facts=_facts(lead, how),
    )


def spoken(phone: Phone) -> str:
    """The number as one reads it out, with its extension."""
    text = phone.shown or phone.e164 or phone.raw
    return f"{text} ext. {phone.extension}" if phone.extension else text


def _phone_line(phone: Phone) -> PhoneLine:
    remarks = [PHONE_REMARKS.get(phone.status, ""), phone.label, "" if phone.certain else "please check it"]
    if phone.status is PhoneStatus.OK and not phone.e164:
        remarks[0] = PHONE_REMARKS[PhoneStatus.INVALID]
    return PhoneLine(spoken(phone), ", ".join(one for one in remarks if one), phone.usable)


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


def _events(calls: list[Call], touches: list[Touch], how: Reading) -> tuple[Event, ...]:
    """Calls and touches that were sent, newest first."""
    told = [(call.ended_at, _call_event(call, how)) for call in calls]
    for touch in touches:
        if touch.status is TouchStatus.SENT and touch.done_at is not None:
            title, icon = SENT[touch.kind]
            told.append((touch.done_at, Event(title, _when(touch.done_at, how), touch.words, icon, "muted")))
    return tuple(event for _, event in sorted(told, key=lambda pair: pair[0], reverse=True))


def _call_event(call: Call, how: Reading) -> Event:
    title = words.OUTCOMES[call.outcome]
    if call.talk_s >= 60:
        title = f"{title}, {call.talk_s // 60} min"
    parts = [call.note, call.reason.replace("-", " ")]
    if call.voicemail:
        parts.append(f"message {call.voicemail}")
    note = ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
    tone = call.outcome.value.replace("-", "_")
    return Event(title, _when(call.ended_at, how), note, OUTCOME_ICONS[call.outcome], tone)


def _when(at: datetime, how: Reading) -> str:
    local = at.astimezone(how.zone)
    return f"{_first_up(words.day_near(local.date(), how.today))} {words.clock(local, how.style)}"


def _facts(lead: Lead, how: Reading) -> str:
    said: list[str] = []
    if lead.email:
        said.append(lead.email)
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
    return _first_up(", ".join(said))


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:] if "@" not in text.partition(",")[0] else text
