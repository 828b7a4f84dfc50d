"""Leads, their phones, and where each stands in the follow-up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache


class Stage(StrEnum):
    """How far a lead has come. NOT_A_LEAD (customer, closed, unqualified, junk) is kept and never called."""

    NEW = "new"
    TRYING = "trying"
    TALKING = "talking"
    NURTURE = "nurture"
    SOLD = "sold"
    NOT_A_LEAD = "not-a-lead"


class PhoneStatus(StrEnum):
    """Whether a number may be dialled: WRONG is retired for this lead, DO_NOT_CALL for every lead, for good."""

    OK = "ok"
    WRONG = "wrong"
    INVALID = "invalid"
    DO_NOT_CALL = "do-not-call"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """One number of a lead. `raw` is the text as it came; `e164` is "" where none could be made of it."""

    id: int = 0
    e164: str = ""
    raw: str = ""
    extension: str = ""
    shown: str = ""  # as people of its region write it: "(512) 555-0143"
    kind: str = ""  # mobile, fixed, fixed-or-mobile, toll-free, other
    region: str = ""  # ISO 3166 alpha-2, "" if unknown
    label: str = ""  # "work", "mobile", as the source named it
    certain: bool = True  # False where the text had to be repaired
    status: PhoneStatus = PhoneStatus.OK

    @property
    def usable(self) -> bool:
        """Whether it can be dialled at all."""
        return self.status is PhoneStatus.OK and bool(self.e164)


@dataclass(frozen=True, slots=True)
class Talk:
    """The last two-way contact, which altitude falls from.

    `level` is A0 in 0..1; `lift_h` is how many hours the touches since then have taken off its age.
    """

    at: datetime
    level: float = 0.8
    lift_h: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Where a lead stands. Instants are aware UTC, dates are the rep's local days unless said."""

    stage: Stage = Stage.NEW
    attempts: int = 0  # dials since the last conversation or since creation
    voicemails: int = 0  # of those, how many left a message
    cadence: str = "reconnect"
    step: int = 0  # how many steps of a cadence that counts by itself (nurture) are done
    due_on: date | None = None  # the cadence's next call; None: none planned
    promise_at: datetime | None = None  # a dated next call; its minute counts
    promise_asked: bool = False  # the person asked for that minute: passes calling hours
    fresh_at: datetime | None = None  # called back, or came in by itself
    starred_on: date | None = None
    snoozed_until: date | None = None  # comes back on this day
    talk: Talk | None = None  # None: altitude is not known
    last_call_at: datetime | None = None
    last_call_on: date | None = None  # the lead's local day of the last call
    last_outcome: str = ""
    goal: str = ""  # for the next call; "" means the stage's default
    parked: bool = False  # the rep let the promise go, or the list was cleared


@cache
def fresh_follow(stage: Stage) -> FollowUp:
    """Where a lead stands that nothing was done with yet: the same value for all of them."""
    return FollowUp(stage=stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """One person to follow up with."""

    id: int = 0
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    title: str = ""
    email: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    zone: str = ""  # IANA, where it is known for certain; "" otherwise
    zones: tuple[str, ...] = ()  # every zone the lead may be in, when `zone` is ""
    value: float | None = None
    owner: str = ""
    status: str = ""  # the source's own word
    notes: str = ""
    personal: str = ""
    last_talk: str = ""
    may_need: str = ""
    do_not_call: bool = False
    no_email: bool = False
    not_mine: bool = False  # someone else's lead
    last_activity_on: date | None = None  # a CRM's date: shown, never altitude
    sample: bool = False
    created_at: datetime | None = None
    phones: tuple[Phone, ...] = ()
    follow: FollowUp = field(default_factory=FollowUp)

    @property
    def shown_name(self) -> str:
        """The name, else company, else e-mail, else the first number, else "Lead n"."""
        first_phone = next((phone.shown or phone.raw for phone in self.phones), "")
        return self.name or self.company or self.email or first_phone or f"Lead {self.id}"

    @property
    def greeting_name(self) -> str:
        """What one would call them: the first name, else the shown name."""
        return self.first_name or self.shown_name

    @property
    def phone(self) -> Phone | None:
        """The first number that can be dialled, or None."""
        return next((phone for phone in self.phones if phone.usable), None)

    @property
    def needs_number(self) -> bool:
        """Whether nothing can be dialled though calling is allowed."""
        return self.phone is None and not self.do_not_call
