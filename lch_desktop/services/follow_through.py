"""Touches that are due: their words, the ways they can go, and what is kept of them. Nothing is sent from here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Call, Outcome, Touch, TouchKind, TouchStatus
from lch_desktop.domain.errors import InputError, RuleError
from lch_desktop.domain.handoff import HandOff, mail_link, sms_link, text_code
from lch_desktop.domain.leads import Lead, Phone, Stage
from lch_desktop.domain.queue import PROMISE_LEAD
from lch_desktop.domain.templates import Template
from lch_desktop.domain.zones import place_name, zone_info
from lch_desktop.services.drafts import Writer, still_says
from lch_desktop.services.touches import DueTouch as DueTouch
from lch_desktop.services.touches import open_touches, save_status, with_leads
from lch_desktop.words import Style, clock, day_near

if TYPE_CHECKING:
    from lch_desktop.domain.ports import Store
    from lch_desktop.services.queueing import Queueing
    from lch_desktop.services.rep import Rep

_STYLE = Style()
_ARRIVES_AT_ONCE = (TouchKind.TEXT, TouchKind.VIDEO, TouchKind.EMAIL)
"""These keep the calling hours; a card by post comes when it comes."""

_ALL_WAYS = {
    TouchKind.TEXT: (HandOff.SMS, HandOff.COPY, HandOff.QR, HandOff.TICKED),
    TouchKind.VIDEO: (HandOff.MAIL, HandOff.SMS, HandOff.COPY, HandOff.QR, HandOff.TICKED),
    TouchKind.EMAIL: (HandOff.MAIL, HandOff.COPY, HandOff.TICKED),
    TouchKind.NOTE: (HandOff.PRINT, HandOff.COPY, HandOff.TICKED),
}
_SUBJECTS = {
    Template.EMAIL: Template.EMAIL_SUBJECT,
    Template.SERVICE: Template.SERVICE_SUBJECT,
    Template.VIDEO: Template.VIDEO_SUBJECT,
    Template.VIDEO_NO_DATE: Template.VIDEO_SUBJECT,
}
_NEEDS_NUMBER = frozenset({HandOff.SMS, HandOff.QR})
_USEFUL_FROM = 5  # the cadence's fifth attempt asks for "a useful text"
_CANNOT_TEXT = ("fixed", "toll-free")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is proposed: the words, a mail's subject, and what a video shows, line by line."""

    words: str
    subject: str = ""
    shots: tuple[str, ...] = ()
    still_says: str = ""  # the day or time of a call that was moved since, where the rep's own words name it


class FollowThrough:
    """The use cases of a touch."""

    def __init__(self, store: Store, rep: Rep, queueing: Queueing) -> None:
        self._store = store
        self._rep = rep
        self._queueing = queueing

    def due(self, until: datetime, limit: int = 100) -> list[DueTouch]:
        """What is open and due at or before `until`, soonest first."""
        return open_touches(self._store, until, limit)

    def get(self, touch_id: int) -> DueTouch | None:
        """The touch with its lead, None where there is none (any more)."""
        touch = self._store.touches.get(touch_id)
        return next(iter(with_leads(self._store, [touch])), None) if touch is not None else None

    # its words

    def draft(self, due: DueTouch, style: Style = _STYLE) -> Draft:
        """The words the rep has typed or seen, else those of the templates."""
        writer = self.writer(style)
        call = self._store.calls.get(due.touch.call_id) if due.touch.call_id else None
        agreed = writer.agreed(self._agreed(due.lead, call))
        template = template_of(due.touch.kind, due.lead, call, has_date=agreed is not None)
        words = due.touch.words or writer.words(template, due.lead, agreed)
        shots: tuple[str, ...] = ()
        if due.touch.kind is TouchKind.VIDEO:
            listed = Template.SHOT_LIST if agreed else Template.SHOT_LIST_NO_DATE
            shots = tuple(line for line in writer.words(listed, due.lead, agreed).splitlines() if line.strip())
        subject = _SUBJECTS.get(template)
        told = {call.next_call_at} if call is not None and call.next_call_at is not None and due.touch.words else set()
        stale = still_says(due.touch.words, told, agreed, due.lead, self._rep.zone_name)
        return Draft(words, writer.words(subject, due.lead) if subject else "", shots, stale)

    def writer(self, style: Style = _STYLE) -> Writer:
        """Who writes: the rep, with the rep's own templates."""
        rep = self._rep
        return Writer(rep_name=rep.name, rep_zone=rep.zone_name, style=style, own=rep.settings.templates, now=rep.now())

    # whether and how it can go

    def why_not(self, due: DueTouch, style: Style = _STYLE) -> str:
        """Why it cannot go now, in one sentence; "" where it can. Ticking it as done is always possible."""
        lead, kind = due.lead, due.touch.kind
        if lead.do_not_call:
            return f"{lead.shown_name} is not to be contacted any more."
        if kind is TouchKind.EMAIL and (why := _why_no_mail(lead)):
            return why
        if kind is TouchKind.TEXT and text_phone(lead) is None:
            return f"{lead.shown_name} has no number that can be texted."
        return self._why_not_at_this_hour(lead, style) if kind in _ARRIVES_AT_ONCE else ""

    def call_first(self, due: DueTouch, way: HandOff) -> Phone | None:
        """The number to call before an e-mail goes `way`: where the rep wants that, the lead may be called now, a call
        is not to wait, and none was logged today. None: it may go."""
        rep, lead = self._rep, due.lead
        if not rep.settings.phone_first or due.touch.kind is not TouchKind.EMAIL or way is HandOff.TICKED:
            return None
        called_at = lead.follow.last_call_at
        if called_at is not None and rep.today(called_at) == rep.today():
            return None
        if _is_left_alone(lead, rep.now(), rep.today()) or not self._queueing.gate(lead).open:
            return None
        return lead.phone

    def ways(self, due: DueTouch) -> tuple[HandOff, ...]:
        """Those possible now, the usual first; only the tick where `why_not` has a reason."""
        if self.why_not(due):
            return (HandOff.TICKED,)
        lead, kind = due.lead, due.touch.kind
        possible = [way for way in _ALL_WAYS[kind] if _can_go(way, lead)]
        chosen = self._rep.settings.text_way
        possible.sort(key=lambda way: 0 if way is HandOff.MAIL else 1 if way == chosen else 2)  # else as listed
        return tuple(possible)

    def link(self, due: DueTouch, way: HandOff, words: str, subject: str = "") -> str:
        """The address that is opened for `way`, "" where nothing is."""
        phone = text_phone(due.lead)
        if way is HandOff.SMS and phone is not None:
            return sms_link(phone.e164, words)
        if way is HandOff.MAIL and due.lead.email:
            return mail_link(due.lead.email, subject, words)
        return ""

    def code(self, due: DueTouch, words: str) -> str:
        """What the code for the rep's own phone holds, "" without a number. `domain.handoff.fits_code` tells whether
        it is too long."""
        phone = text_phone(due.lead)
        return text_code(phone.e164, words) if phone is not None else ""

    # what becomes of it

    def keep(self, touch_id: int, words: str, file: str = "") -> None:
        """Keep what was typed so far. A touch that is gone or not open any more is left alone."""
        with self._store.transaction():
            touch = self._store.touches.get(touch_id)
            if touch is not None and touch.status is TouchStatus.OPEN and (touch.words, touch.file) != (words, file):
                self._store.touches.save(replace(touch, words=words, file=file))

    def check(self, touch_id: int, way: HandOff) -> DueTouch:
        """The touch as it stands now, before it goes `way`.

        Raises RuleError "touch-gone" where its call was taken back meanwhile, "touch-not-now" where `why_not` has a
        reason and it is not merely ticked.
        """
        due = self._known(touch_id)
        why = self._why_not_by(way, due)
        if why and due.touch.status is TouchStatus.OPEN:
            raise RuleError("touch-not-now", why=why.rstrip("."))
        return due

    def hand_off(self, touch_id: int, way: HandOff, words: str, file: str = "") -> bool:
        """The rep has sent it, or says so; the altitude follows. Raises as `check`.

        False, and nothing is written, where it was not open any more: handed off already, or dropped.
        """
        due = self.check(touch_id, way)
        sent = replace(due.touch, words=words, file=file, way=way.value)
        return save_status(self._store, self._rep, sent, TouchStatus.SENT, only_open=True)

    def take_back(self, touch_id: int) -> None:
        """It is open again: not sent after all, or wanted after all. Raises RuleError "touch-gone"."""
        save_status(self._store, self._rep, replace(self._known(touch_id).touch, way=""), TouchStatus.OPEN)

    def drop(self, touch_id: int) -> bool:
        """It is not wanted; `take_back` brings it back. False where it was not open any more: what was sent stays sent.
        Raises RuleError "touch-gone"."""
        return save_status(self._store, self._rep, self._known(touch_id).touch, TouchStatus.DROPPED, only_open=True)

    def add(self, lead_id: int, kind: TouchKind, due_at: datetime) -> Touch:
        """One of the rep's own. Raises InputError "unknown-lead", RuleError "touch-not-now" after "do not call"."""
        lead = self._store.leads.get(lead_id)
        if lead is None:
            raise InputError("unknown-lead", lead_id=lead_id)
        touch = Touch(lead_id=lead_id, kind=kind, due_at=due_at)
        if lead.do_not_call:
            raise RuleError("touch-not-now", why=self.why_not(DueTouch(touch, lead)).rstrip("."))
        return self._store.touches.add(touch)

    # inside

    def _why_not_by(self, way: HandOff, due: DueTouch) -> str:
        if way is HandOff.TICKED:
            return ""
        return self.why_not(due) or (_why_no_mail(due.lead) if way is HandOff.MAIL else "")

    def _known(self, touch_id: int) -> DueTouch:
        found = self.get(touch_id)
        if found is None:
            raise RuleError("touch-gone")
        return found

    def _agreed(self, lead: Lead, call: Call | None) -> datetime | None:
        """The next call that the person knows of. A later call may have moved it, so the lead's own one counts."""
        if call is not None and not _spoke(call):
            return None
        return lead.follow.promise_at if lead.follow.promise_asked else None

    def _why_not_at_this_hour(self, lead: Lead, style: Style) -> str:
        gate = self._queueing.gate(lead)
        if gate.open:
            return ""
        said = f"It is outside {lead.shown_name}'s calling hours"
        if gate.opens_at is None:
            return f"{said}."
        opens = gate.opens_at.astimezone(zone_info(gate.zone))
        today = self._rep.now().astimezone(zone_info(gate.zone)).date()
        near = "" if opens.date() == today else f"{day_near(opens.date(), today)} "
        place = "" if gate.unsure else f" in {place_name(lead)}" if place_name(lead) else " there"
        return f"{said} until {near}{clock(opens, style)}{place}."


def _is_left_alone(lead: Lead, now: datetime, today: date) -> bool:
    """Whether a call is not wanted at all, or not yet: the list would not serve them now, and an agreed minute that
    is still ahead is waited for."""
    follow = lead.follow
    sleeps = follow.snoozed_until is not None and follow.snoozed_until > today
    agreed = follow.promise_at is not None and follow.promise_at > now + PROMISE_LEAD
    return lead.do_not_call or lead.not_mine or follow.stage is Stage.NOT_A_LEAD or sleeps or agreed


def text_phone(lead: Lead) -> Phone | None:
    """The number a text goes to: a mobile before any other, one behind an extension or known as fixed last."""
    usable = [phone for phone in lead.phones if phone.usable]
    return min(usable, key=lambda phone: (bool(phone.extension), _textable(phone)), default=None)


def _textable(phone: Phone) -> int:
    if phone.kind in _CANNOT_TEXT:
        return 2
    return int(phone.kind != "mobile" and "mobile" not in phone.label.lower() and "cell" not in phone.label.lower())


def _can_go(way: HandOff, lead: Lead) -> bool:
    if way in _NEEDS_NUMBER:
        return text_phone(lead) is not None
    return way is not HandOff.MAIL or not _why_no_mail(lead)


def _why_no_mail(lead: Lead) -> str:
    if lead.no_email:
        return f"{lead.shown_name} asked for no e-mail."
    return "" if lead.email else f"{lead.shown_name} has no e-mail address."


def template_of(kind: TouchKind, lead: Lead, call: Call | None, *, has_date: bool) -> Template:
    """What the words of a touch are for: the call it follows decides, else where the lead stands."""
    if kind is TouchKind.TEXT:
        return _text_template(lead, call, has_date=has_date)
    if kind is TouchKind.VIDEO:
        return Template.VIDEO if has_date else Template.VIDEO_NO_DATE
    serves = _serves(lead, call)
    if kind is TouchKind.EMAIL:
        return Template.SERVICE if serves else Template.EMAIL
    if (call is not None and call.outcome is Outcome.SOLD) or (call is None and lead.follow.stage is Stage.SOLD):
        return Template.NOTE_SOLD
    return Template.NOTE_SERVICE if serves else Template.NOTE


def _text_template(lead: Lead, call: Call | None, *, has_date: bool) -> Template:
    if call is None:
        return Template.AFTER_TALK if has_date else Template.USEFUL_TEXT
    if call.outcome is Outcome.LEFT_VOICEMAIL:
        return Template.AFTER_VOICEMAIL
    if _spoke(call):
        return Template.AFTER_TALK if has_date else Template.AFTER_TALK_NO_DATE
    return Template.AFTER_NO_ANSWER if call.attempt < _USEFUL_FROM else Template.USEFUL_TEXT


def _spoke(call: Call) -> bool:
    """Whether the person was on the line, so that they know of what was agreed."""
    return call.conversation or (call.outcome is Outcome.CALL_BACK_LATER and call.person)


def _serves(lead: Lead, call: Call | None) -> bool:
    """Whether it goes to somebody who said no, or is only to hear useful things."""
    if call is not None:
        return call.outcome is Outcome.NOT_INTERESTED
    return lead.follow.stage is Stage.NURTURE
