"""What the sheet shows for one touch, as plain values, and the pure functions that say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.calls import TouchKind, TouchStatus
from lch_desktop.domain.handoff import SENTENCES, HandOff, sentence_count
from lch_desktop.services.follow_through import text_phone
from lch_desktop.words import Style, counted, due_words, moment_words, touch_name

if TYPE_CHECKING:
    from datetime import date

    from lch_desktop.domain.leads import Lead
    from lch_desktop.services.follow_through import Draft, DueTouch

LABELS: dict[HandOff, str] = {
    HandOff.SMS: "Open in messages",
    HandOff.MAIL: "Open in mail",
    HandOff.COPY: "Copy",
    HandOff.QR: "Scan with your phone",
    HandOff.PRINT: "Print the card",
    HandOff.TICKED: "Done already",
}
KEYS: dict[HandOff, str] = {
    HandOff.SMS: "T",
    HandOff.MAIL: "M",
    HandOff.COPY: "C",
    HandOff.QR: "Q",
    HandOff.PRINT: "P",
    HandOff.TICKED: "D",
}
ICONS: dict[HandOff, str] = {
    HandOff.SMS: "message-square",
    HandOff.MAIL: "mail",
    HandOff.COPY: "copy",
    HandOff.QR: "qr-code",
    HandOff.PRINT: "printer",
    HandOff.TICKED: "check",
}
SAID: dict[HandOff, str] = {
    HandOff.SMS: "{what}: open in your messages app. Send it there.",
    HandOff.MAIL: "{what}: open in your mail program. Send it there.",
    HandOff.COPY: "{what}: copied. Paste it where you write.",
    HandOff.QR: "{what}: sent from your phone.",
    HandOff.PRINT: "{what}: the card is ready for your pen.",
    HandOff.TICKED: "{what}: done.",
}
WITH_SUBJECT = frozenset({TouchKind.EMAIL, TouchKind.VIDEO})
MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class WayState:
    """One way of handing off. `is_usual`: it is what Enter does."""

    way: HandOff
    label: str
    key: str
    icon: str
    is_usual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetState:
    """Everything on the sheet but what is typed there."""

    touch_id: int
    kind: TouchKind
    heading: str
    remark: str
    to: str  # the number, the address, or the company
    words: str
    subject: str = ""
    shots: tuple[str, ...] = ()
    file: str = ""
    why_not: str = ""
    stale: str = ""  # that the rep's own words still speak of another time
    over: str = ""  # how it ended, for one that is not open any more
    ways: tuple[WayState, ...] = ()
    is_one_of_many: bool = False  # there are others to go on to

    @property
    def usual(self) -> WayState | None:
        """What Enter does, None where nothing may be handed off now."""
        return next((way for way in self.ways if way.is_usual), None)

    @property
    def has_subject(self) -> bool:
        """Whether it goes by mail."""
        return self.kind in WITH_SUBJECT

    @property
    def is_long(self) -> bool:
        """Whether Enter in the words is a new line."""
        return self.kind in (TouchKind.EMAIL, TouchKind.NOTE)


@dataclass(frozen=True, slots=True)
class Telling:
    """What the words depend on beside the touch: now, on the rep's clock, and which of how many this is."""

    now: datetime
    today: date
    style: Style
    place: int = 1
    count: int = 1


def build_sheet(
    due: DueTouch, draft: Draft, ways: tuple[HandOff, ...], why_not: str, how: Telling, subject: str = ""
) -> SheetState:
    """The sheet for `due`. `ways`: the possible ones, the usual first; `subject`: as typed, "" for the draft's."""
    touch, lead = due.touch, due.lead
    is_open = touch.status is TouchStatus.OPEN
    return SheetState(
        touch_id=touch.id,
        kind=touch.kind,
        heading=touch_name(touch.kind, lead.shown_name),
        remark=_remark(touch.due_at, how, is_open=is_open),
        to=address_of(touch.kind, lead),
        words=draft.words,
        subject=subject or draft.subject,
        shots=draft.shots if touch.kind is TouchKind.VIDEO else (),
        file=touch.file,
        why_not=why_not if is_open else "",
        stale=f"The text still says {draft.still_says}." if is_open and draft.still_says else "",
        over="" if is_open else _over(due, how),
        ways=_ways(ways, may=not why_not) if is_open else (),
        is_one_of_many=how.count > 1,
    )


def address_of(kind: TouchKind, lead: Lead) -> str:
    """Where the touch goes, in words; "" where it is not known."""
    phone = text_phone(lead)
    number = (phone.shown or phone.e164) if phone is not None else ""
    if kind is TouchKind.TEXT:
        return number
    if kind is TouchKind.NOTE:
        return lead.company if lead.name else ""
    return lead.email or (number if kind is TouchKind.VIDEO else "")


def sentences_line(text: str) -> tuple[str, bool]:
    """ "2 sentences", and whether that is more than an e-mail of ours has; then it says so, gently."""
    count = sentence_count(text)
    said = counted(count, "sentence", "sentences")
    if count <= SENTENCES:
        return said, False
    return f"{said}. One or two are read at once.", True


def timer_words(seconds: float) -> str:
    """ "0:42": counts up."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def said_of(way: HandOff, what: str) -> str:
    """The sentence after the hand-off; `what` is the sheet's heading."""
    return SAID[way].format(what=what)


def _remark(due_at: datetime, how: Telling, *, is_open: bool) -> str:
    """ "2 of 3, due in 5 min"."""
    text, _ = due_words(due_at.astimezone(how.now.tzinfo), how.now, how.style)
    place = f"{how.place} of {how.count}" if how.count > 1 else ""
    return ", ".join(part for part in (place, text if is_open else "") if part)


def _over(due: DueTouch, how: Telling) -> str:
    if due.touch.status is TouchStatus.DROPPED:
        return "Dropped: it is not wanted any more."
    done_at = due.touch.done_at
    if done_at is None:
        return "Handed off."
    return f"Handed off {moment_words(done_at.astimezone(how.now.tzinfo), how.today, how.style)}."


def _ways(ways: tuple[HandOff, ...], *, may: bool) -> tuple[WayState, ...]:
    """Where nothing may go out now, only what was done already can be ticked."""
    listed = [way for way in ways if may and way is not HandOff.TICKED]
    usual = listed[0] if listed else None
    return tuple(
        WayState(way, LABELS[way], "Enter" if way is usual else KEYS[way], ICONS[way], is_usual=way is usual)
        for way in (*listed, HandOff.TICKED)
    )
