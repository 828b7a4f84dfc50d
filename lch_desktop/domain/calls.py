"""Outcomes, calls and touches: the words of the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What became of one dial. The order is that of the keys 1 to 9."""

    CONNECTED = "connected"
    CALL_BACK_LATER = "call-back-later"
    LEFT_VOICEMAIL = "left-voicemail"
    NO_ANSWER = "no-answer"
    NOT_INTERESTED = "not-interested"
    WRONG_NUMBER = "wrong-number"
    SOLD = "sold"
    DO_NOT_CALL = "do-not-call"
    SOMEONE_ELSE = "someone-else"


CONVERSATIONS = frozenset({Outcome.CONNECTED, Outcome.NOT_INTERESTED, Outcome.SOLD})
CONNECTS = CONVERSATIONS | {Outcome.DO_NOT_CALL, Outcome.SOMEONE_ELSE}


class TouchKind(StrEnum):
    """A contact that is not a call."""

    TEXT = "text"
    VIDEO = "video"
    EMAIL = "email"
    NOTE = "note"


class TouchStatus(StrEnum):
    """OPEN waits, SENT was handed off (undo cannot call it back), DROPPED is not wanted any more."""

    OPEN = "open"
    SENT = "sent"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One touch that is due, or was."""

    id: int = 0
    lead_id: int = 0
    call_id: int = 0
    kind: TouchKind = TouchKind.TEXT
    due_at: datetime
    words: str = ""  # the draft
    status: TouchStatus = TouchStatus.OPEN
    done_at: datetime | None = None
    way: str = ""  # how it was handed off: a domain.handoff.HandOff
    file: str = ""  # the video, by its path


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One attempt with an outcome. Spans are whole seconds, instants aware UTC."""

    id: int = 0
    lead_id: int
    session_id: int | None = None  # None: logged outside an hour
    phone_id: int = 0
    e164: str = ""
    outcome: Outcome
    person: bool = False  # for "call back later": the person said so
    attempt: int = 1
    voicemail: int = 0  # 1 or 2: which message was left; 0: none
    asks: int = 0
    goal: str = ""
    goal_hit: bool | None = None
    note: str = ""
    reason: str = ""
    next_call_at: datetime | None = None
    started_at: datetime | None = None  # the dial; None: logged without Call
    ended_at: datetime
    talk_s: int = 0
    local_on: date  # the rep's day, by the roll-over

    @property
    def connect(self) -> bool:
        """Whether a person answered."""
        return self.outcome in CONNECTS or (self.outcome is Outcome.CALL_BACK_LATER and self.person)

    @property
    def conversation(self) -> bool:
        """Whether the intended person was spoken with."""
        return self.outcome in CONVERSATIONS

    @property
    def appointment(self) -> bool:
        """Whether a dated next call was agreed with the person: in a conversation, or by "call me at three"."""
        agreed = self.conversation or (self.outcome is Outcome.CALL_BACK_LATER and self.person)
        return agreed and self.next_call_at is not None


@dataclass(frozen=True, slots=True)
class Tally:
    """What was done in a session or a day."""

    dials: int = 0
    connects: int = 0
    conversations: int = 0
    asks: int = 0
    appointments: int = 0
    sold: int = 0
    talk_s: int = 0


def tally(calls: list[Call]) -> Tally:
    """The counts of `calls`: every call is one dial."""
    return Tally(
        dials=len(calls),
        connects=sum(call.connect for call in calls),
        conversations=sum(call.conversation for call in calls),
        asks=sum(call.asks for call in calls),
        appointments=sum(call.appointment for call in calls),
        sold=sum(call.outcome is Outcome.SOLD for call in calls),
        talk_s=sum(call.talk_s for call in calls),
    )
