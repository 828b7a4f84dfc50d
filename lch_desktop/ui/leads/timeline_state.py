"""What happened with a lead, newest first: calls, touches that were sent, and the files it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from lch_desktop import words
from lch_desktop.domain.calls import Call, Outcome, Touch, TouchKind, TouchStatus
from lch_desktop.domain.persons import LeadImport
from lch_desktop.words import Style

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
WAITING: dict[TouchKind, str] = {
    TouchKind.TEXT: "Text",
    TouchKind.VIDEO: "Video",
    TouchKind.EMAIL: "E-mail",
    TouchKind.NOTE: "Hand-written note",
}
IMPORTED = {"created": "Came in with a file", "merged": "More came with a file", "unchanged": "Seen again in a file"}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `tone` is a colour token; `cells` are what a file said, header by header."""

    title: str
    when: str
    note: str
    icon: str
    tone: str
    cells: tuple[tuple[str, str], ...] = ()
    call_id: int = 0  # of a call
    touch_id: int = 0  # of a touch: its sheet can be opened
    is_open: bool = False  # a touch that waits


@dataclass(frozen=True, slots=True)
class Telling:
    """How moments are told: from which day, on which clock."""

    today: date
    zone: ZoneInfo
    style: Style
    now: datetime | None = None


def events_of(calls: list[Call], touches: list[Touch], imports: list[LeadImport], how: Telling) -> tuple[Event, ...]:
    """Everything, newest first; of one moment the calls before the files."""
    told = [(call.ended_at, _call(call, how)) for call in calls]
    for touch in touches:
        if touch.status is TouchStatus.SENT and touch.done_at is not None:
            title, icon = SENT[touch.kind]
            event = Event(title, _when(touch.done_at, how), touch.words, icon, "muted", touch_id=touch.id)
            told.append((touch.done_at, event))
    told += [(record.at, _import(record, how)) for record in imports]
    past = tuple(event for _, event in sorted(told, key=lambda pair: pair[0], reverse=True))
    waiting = sorted((touch for touch in touches if touch.status is TouchStatus.OPEN), key=lambda touch: touch.due_at)
    return (*(_waiting(touch, how) for touch in waiting), *past)


def _waiting(touch: Touch, how: Telling) -> Event:
    """A touch that is not handed off yet stands over everything that has happened."""
    _, icon = SENT[touch.kind]
    now = (how.now or touch.due_at).astimezone(how.zone)
    due, soon = words.due_words(touch.due_at.astimezone(how.zone), now, how.style)
    tone = "sun" if soon else "muted"
    return Event(WAITING[touch.kind], due, touch.words, icon, tone, touch_id=touch.id, is_open=True)


def first_up(text: str) -> str:
    """`text` with a capital at its beginning, unless that is an e-mail address."""
    return text[:1].upper() + text[1:] if "@" not in text.partition(",")[0] else text


def _call(call: Call, how: Telling) -> Event:
    title = words.OUTCOMES[call.outcome]
    if call.talk_s >= 60:
        title = f"{title}, {call.talk_s // 60} min"
    parts = [call.note, call.reason.replace("-", " ")]
    if call.voicemail:
        parts.append(f"message {call.voicemail}")
    note = ". ".join(part.strip().rstrip(".") for part in parts if part.strip())
    tone = call.outcome.value.replace("-", "_")
    return Event(title, _when(call.ended_at, how), note, OUTCOME_ICONS[call.outcome], tone, call_id=call.id)


def _import(record: LeadImport, how: Telling) -> Event:
    title = IMPORTED.get(record.action, "In a file")
    taken_back = ", import taken back" if record.undone else ""
    cells = tuple((header, text) for header, text in record.cells.items() if text.strip())
    return Event(
        title, _when(record.at, how), f"{record.file_name}, row {record.row}{taken_back}", "file-text", "muted", cells
    )


def _when(at: datetime, how: Telling) -> str:
    local = at.astimezone(how.zone)
    return f"{first_up(words.day_near(local.date(), how.today))} {words.clock(local, how.style)}"
