"""What each outcome sets in motion: one pure function from a call to all that follows from it.

The table is design/product.md section 4; the cadence is section 5.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import Outcome, TouchKind
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import FollowUp, Lead, Phone, Stage, Talk

if TYPE_CHECKING:
    from lch_desktop.domain.cadence import Cadences, WorkDays

TEXT_WITHIN = timedelta(minutes=5)
VIDEO_WITHIN = timedelta(hours=4)
SERVICE_AFTER_DAYS = (30, 90)
REFERRAL_AFTER_DAYS = 30
DEFAULT_LEVEL = 0.8  # 4 of 5
_OF_TRIES = (TouchKind.TEXT, TouchKind.VIDEO)
"""After a conversation "I just left you a voicemail" is not true any more, nor is a time agreed before."""
LEVEL_AFTER_A_NO = 0.2  # 1 of 5: the door is not shut, but nobody is warm after saying no


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the rep says about one call."""

    outcome: Outcome
    person: bool = False
    next_call_at: datetime | None = None
    reason: str = ""
    note: str = ""
    asks: int = 0
    goal_hit: bool | None = None
    level: float = DEFAULT_LEVEL
    text: bool = True  # after a talk: whether the text and the video are wanted
    video: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The circumstances of a call: when, on the rep's and the lead's calendar, by which cadences."""

    now: datetime
    today: date  # the rep's local day
    lead_today: date  # the lead's
    day_end: datetime  # by when "today" must be done: 17:00 of the rep
    cadences: Cadences
    work_days: WorkDays


@dataclass(frozen=True, slots=True)
class DueTouch:
    """A touch that an outcome sets in motion."""

    kind: TouchKind
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """All that follows from one call. `retired` is the number that was wrong, `suppressed` the one never to
    be dialled again for anybody; `offer` is the number to try at once instead."""

    follow: FollowUp
    attempt: int
    voicemail: int = 0
    touches: tuple[DueTouch, ...] = ()
    retired: Phone | None = None
    suppressed: Phone | None = None
    do_not_call: bool = False
    offer: Phone | None = None
    drops_open_touches: bool = False  # all of them
    drops_open: tuple[TouchKind, ...] = ()  # of earlier calls: what this one made untrue
    last_talk: str | None = None


def check(report: Report, now: datetime) -> None:
    """Raise InputError where something needed is missing: a next call, a reason, or a time to come."""
    needs = {
        Outcome.CONNECTED: ("next-or-reason", report.next_call_at is not None or bool(report.reason)),
        Outcome.NOT_INTERESTED: ("reason", bool(report.reason)),
        Outcome.CALL_BACK_LATER: ("next", report.next_call_at is not None),
    }
    what, is_given = needs.get(report.outcome, ("", True))
    if not is_given:
        raise InputError(f"outcome-needs-{what}", outcome=report.outcome.value)
    if report.next_call_at is not None and report.next_call_at <= now:
        raise InputError("next-call-in-the-past", at=report.next_call_at.isoformat())


def consequences(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    """What the call means for the lead, from its state before the call.

    The caller has `check`ed the report. Wrong number counts no attempt; every other dial does; a
    conversation sets the count back to 0.
    """
    stamped = replace(
        lead.follow,
        last_call_at=setting.now,
        last_call_on=setting.lead_today,
        last_outcome=report.outcome.value,
        fresh_at=None,
        snoozed_until=None,
        parked=False,
    )
    return _RULES[report.outcome](replace(lead, follow=stamped), phone, report, setting)


def _connected(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    follow = _after_conversation(lead.follow, report, setting)
    if report.next_call_at is None:
        follow = replace(follow, due_on=setting.today + timedelta(days=SERVICE_AFTER_DAYS[0]))
    wanted = (
        (report.text, DueTouch(TouchKind.TEXT, setting.now + TEXT_WITHIN)),
        (report.video, DueTouch(TouchKind.VIDEO, setting.now + VIDEO_WITHIN)),
    )
    touches = tuple(touch for is_wanted, touch in wanted if is_wanted)
    return Consequences(
        follow=follow,
        attempt=_attempt(lead),
        touches=touches,
        drops_open=_OF_TRIES,
        last_talk=report.note.strip() or None,
    )


def _call_back_later(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    return Consequences(follow=_promised(_tried(lead.follow), report, report.person), attempt=_attempt(lead))


def _someone_else(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    tried = _tried(lead.follow)
    has_time = report.next_call_at is not None
    follow = _promised(tried, report, asked=True) if has_time else _next_step(tried, setting)
    return Consequences(follow=follow, attempt=_attempt(lead))


def _left_voicemail(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    attempt = _attempt(lead)
    tried = _tried(lead.follow)
    tried = replace(tried, voicemails=tried.voicemails + 1)
    kinds = dict.fromkeys((TouchKind.TEXT, *_step_touches(lead, setting)))
    return Consequences(
        follow=_next_step(tried, setting),
        attempt=attempt,
        voicemail=tried.voicemails,
        touches=_touches(lead, tuple(kinds), setting),
    )


def _no_answer(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    touches = _touches(lead, _step_touches(lead, setting), setting)
    return Consequences(follow=_next_step(_tried(lead.follow), setting), attempt=_attempt(lead), touches=touches)


def _not_interested(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    talked = _after_conversation(lead.follow, replace(report, level=LEVEL_AFTER_A_NO), setting)
    due_on = setting.today + timedelta(days=SERVICE_AFTER_DAYS[0])
    follow = replace(talked, stage=Stage.NURTURE, cadence="nurture", step=1, due_on=due_on)
    kind = TouchKind.EMAIL if lead.email and not lead.no_email else TouchKind.NOTE
    touches = tuple(DueTouch(kind, setting.day_end + timedelta(days=days)) for days in SERVICE_AFTER_DAYS)
    last_talk = report.note.strip() or None
    return Consequences(
        follow=follow, attempt=_attempt(lead), touches=touches, drops_open=_OF_TRIES, last_talk=last_talk
    )


def _sold(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    talked = _after_conversation(lead.follow, replace(report, level=1.0), setting)
    due_on = setting.today + timedelta(days=REFERRAL_AFTER_DAYS)
    follow = replace(talked, stage=Stage.SOLD, cadence="nurture", step=1, due_on=due_on)
    touches = (DueTouch(TouchKind.NOTE, setting.day_end),)
    last_talk = report.note.strip() or None
    return Consequences(
        follow=follow, attempt=_attempt(lead), touches=touches, drops_open=_OF_TRIES, last_talk=last_talk
    )


def _wrong_number(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    others = [other for other in lead.phones if other.usable and (phone is None or other.e164 != phone.e164)]
    offer = others[0] if others else None
    # The lead itself was not reached, so its day is not used up while another number is left.
    follow = replace(lead.follow, last_call_on=None) if offer else lead.follow
    if follow.due_on is None and follow.promise_at is None:
        # It is no first call any more: without a day the lead would never come up again.
        follow = replace(follow, due_on=setting.today)
    return Consequences(follow=follow, attempt=_attempt(lead), retired=phone, offer=offer)


def _do_not_call(lead: Lead, phone: Phone | None, report: Report, setting: Setting) -> Consequences:
    follow = replace(_tried(lead.follow), promise_at=None, promise_asked=False, due_on=None, starred_on=None)
    return Consequences(
        follow=follow, attempt=_attempt(lead), suppressed=phone, do_not_call=True, drops_open_touches=True
    )


_Rule = Callable[[Lead, Phone | None, Report, Setting], Consequences]
_RULES: dict[Outcome, _Rule] = {
    Outcome.CONNECTED: _connected,
    Outcome.CALL_BACK_LATER: _call_back_later,
    Outcome.LEFT_VOICEMAIL: _left_voicemail,
    Outcome.NO_ANSWER: _no_answer,
    Outcome.NOT_INTERESTED: _not_interested,
    Outcome.WRONG_NUMBER: _wrong_number,
    Outcome.SOLD: _sold,
    Outcome.DO_NOT_CALL: _do_not_call,
    Outcome.SOMEONE_ELSE: _someone_else,
}


def _attempt(lead: Lead) -> int:
    return lead.follow.attempts + 1


def _tried(follow: FollowUp) -> FollowUp:
    stage = Stage.TRYING if follow.stage is Stage.NEW else follow.stage
    return replace(follow, stage=stage, attempts=follow.attempts + 1, promise_at=None, promise_asked=False)


def _promised(follow: FollowUp, report: Report, asked: bool) -> FollowUp:
    return replace(follow, promise_at=report.next_call_at, promise_asked=asked, due_on=None)


def _next_step(follow: FollowUp, setting: Setting) -> FollowUp:
    """The next call by the cadence, counted from today; after the last attempt Nurture goes on."""
    gaps = setting.cadences.gaps
    if follow.cadence != "nurture" and 1 <= follow.attempts <= len(gaps):
        return replace(follow, due_on=setting.work_days.after(setting.today, gaps[follow.attempts - 1]))
    step = follow.step if follow.cadence == "nurture" else 0
    stage = follow.stage if follow.stage is Stage.SOLD else Stage.NURTURE
    due_on = setting.cadences.nurture_on(setting.today, step)
    return replace(follow, stage=stage, cadence="nurture", step=step + 1, due_on=due_on)


def _after_conversation(follow: FollowUp, report: Report, setting: Setting) -> FollowUp:
    return replace(
        follow,
        stage=Stage.SOLD if follow.stage is Stage.SOLD else Stage.TALKING,
        attempts=0,
        voicemails=0,
        cadence="reconnect",
        step=0,
        due_on=None,
        promise_at=report.next_call_at,
        promise_asked=report.next_call_at is not None,
        talk=Talk(at=setting.now, level=report.level),
        goal="",
    )


def _step_touches(lead: Lead, setting: Setting) -> tuple[TouchKind, ...]:
    """What goes with this attempt: the steps are Reconnect's, Nurture has none of them."""
    return () if lead.follow.cadence == "nurture" else setting.cadences.step(_attempt(lead)).touches


def _touches(lead: Lead, kinds: tuple[TouchKind, ...], setting: Setting) -> tuple[DueTouch, ...]:
    due = {
        TouchKind.TEXT: setting.now + TEXT_WITHIN,
        TouchKind.VIDEO: setting.now + VIDEO_WITHIN,
        TouchKind.EMAIL: setting.day_end,
        TouchKind.NOTE: setting.day_end,
    }
    can_mail = bool(lead.email) and not lead.no_email
    return tuple(DueTouch(kind, due[kind]) for kind in kinds if kind is not TouchKind.EMAIL or can_mail)
