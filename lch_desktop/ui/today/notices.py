"""The quiet lines under the band: how the morning stands, what worked, a longer hour, a newer file, promises that are
overdue. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lch_desktop.domain.morning import SICK
from lch_desktop.domain.zones import zone_info
from lch_desktop.words import MONTHS_LONG, day, day_near, short_clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from lch_desktop.domain.newer_files import NewerFile
    from lch_desktop.domain.short_hour import Growth
    from lch_desktop.services.schedule import ZoneQuestion
    from lch_desktop.words import Style

OVERDUE_PER_HOUR = 4  # as many promises as are proposed into one hour (product.md section 6)
SOURCES = {  # how a file from there is spoken of
    "hubspot": "HubSpot file", "salesforce": "Salesforce file", "pipedrive": "Pipedrive file", "zoho": "Zoho file",
    "close": "Close file", "follow-up-boss": "Follow Up Boss file", "google": "Google file",
    "google-old": "Google file", "outlook": "Outlook file", "outlook-com": "Outlook file",
    "linkedin": "LinkedIn file", "apollo": "Apollo file", "vcard": "address book",
}  # fmt: skip


class Act(StrEnum):
    """What a button on such a line does."""

    YES = "yes"
    NO = "no"
    BRING_IN = "bring-in"
    LOOK_OVER = "look-over"
    NOT_NOW = "not-now"
    CLEAR_DECK = "clear-deck"
    START_NOW = "start-now"
    UNDO = "undo"
    FOLLOW = "follow"
    KEEP = "keep"
    SICK = "sick"
    SEEN = "seen"
    TRAVEL = "travel"
    GROW = "grow"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class NoticeState:
    """One line: what it says, and its buttons, the first the nearest. Without a sentence it is not there.

    `names`: what the buttons say, in their order, where they say something of this line alone.
    """

    sentence: str = ""
    icon: str = ""
    acts: tuple[Act, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Newer:
    """Where the matter of a newer file stands. `asks_folder`: what the folder is called that may be looked into."""

    asks_folder: str = ""
    offer: NewerFile | None = None
    busy: str = ""  # the name of the file that is coming in


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningFacts:
    """How the morning stands. Instants are on the rep's clock; `planned_at` and `open_until` only while it is late."""

    zone: ZoneQuestion | None = None
    zone_start: datetime | None = None  # the next start, while the zone is asked about
    planned_at: datetime | None = None
    open_until: datetime | None = None
    skipped: str = ""  # the reason
    travel: date | None = None  # a date that went by on the way, perhaps
    missed: date | None = None
    holiday: str = ""  # the name of today's
    is_off: bool = False  # today is a day off


def build_morning(facts: MorningFacts, today: date, style: Style) -> NoticeState:
    """The line for the morning: a question first, then what today still offers, then what is over."""
    if facts.zone is not None:
        return NoticeState(_ask_zone(facts.zone, facts.zone_start, style), "clock", (Act.FOLLOW, Act.KEEP))
    if facts.travel is not None:
        said = f"{facts.travel.day} {MONTHS_LONG[facts.travel.month - 1]} went by on the way. A travel day?"
        return NoticeState(said, "calendar", (Act.TRAVEL, Act.NO))
    if facts.planned_at is not None and facts.open_until is not None:
        until = "noon" if (facts.open_until.hour, facts.open_until.minute) == (12, 0) else None
        until = until or short_clock(facts.open_until, style)
        planned = short_clock(facts.planned_at, style)
        said = f"Your hour was planned for {planned}. Start it now, it is open until {until}."
        return NoticeState(said, "clock", (Act.START_NOW,))
    if facts.skipped:
        sick = facts.skipped == SICK
        said = "Today is a sick day. It costs nothing." if sick else "Today's hour is skipped. It can still be started."
        return NoticeState(said, "calendar", (Act.UNDO,))
    if facts.missed is not None:
        away = day_near(facts.missed, today).capitalize()
        return NoticeState(f"{away} went by without its hour.", "calendar", (Act.SEEN, Act.SICK))
    return NoticeState()


def _ask_zone(zone: ZoneQuestion, start: datetime | None, style: Style) -> str:
    """What moving the hour to this computer's zone means, by the next `start`."""
    old, new = place(zone.old), place(zone.new)
    if start is None:
        return f"Your hour is on {old} time. Move it to {new} time?"
    there, here = (short_clock(start.astimezone(zone_info(each)), style) for each in (zone.old, zone.new))
    if there == here:  # the two part only later in the year
        return f"Your hour is {there} {old} time, for now the same here. Move it to {new} time?"
    return f"Your hour is {there} {old} time, {here} here. Move it to {there} here?"


def place(zone: str) -> str:
    """ "America/New_York" as "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")


def build_win(win: tuple[date, str] | None) -> NoticeState:
    """The line on a hard morning: what worked before, without a button."""
    if win is None:
        return NoticeState()
    return NoticeState(f"It worked on {day(win[0])}, and it works today: {' '.join(win[1].split())}", "circle-check")


def build_growth(growth: Growth | None) -> NoticeState:
    """The line after a kept week of short hours."""
    if growth is None:
        return NoticeState()
    acts = (Act.GROW, Act.STAY)
    if not growth.grown:
        said = "You kept last week. 5 minutes more each day this week?"
        return NoticeState(said, "arrow-up", acts, ("5 minutes more", "Stay as it is"))
    names = (f"{growth.grown} minutes", f"Stay at {growth.minutes}")
    return NoticeState(f"You kept last week. {names[0]} this week?", "arrow-up", acts, names)


def growth_words(minutes: int, *, grew: bool) -> str:
    """What the answer to that line did; `minutes` 0 where the days have lengths of their own."""
    if not minutes:
        return "5 minutes more from now on." if grew else "It stays as it is."
    return f"{minutes} minutes from now on." if grew else f"It stays at {minutes} minutes."


def build_newer(newer: Newer) -> NoticeState:
    """The line for a newer file: its arrival, the offer, the question; in this order."""
    if newer.busy:
        return NoticeState(f"Bringing in {newer.busy} …", "download")
    if newer.offer is not None:
        return NoticeState(_offer(newer.offer), "download", (Act.BRING_IN, Act.LOOK_OVER, Act.NOT_NOW))
    if newer.asks_folder:
        asked = f"May Lead Conversion Hour look for newer files in {newer.asks_folder} each morning?"
        return NoticeState(asked, "folder", (Act.YES, Act.NO))
    return NoticeState()


def build_overdue(overdue: int, minutes: int) -> NoticeState:
    """The line for `overdue` promises from before today, where an hour of `minutes` cannot keep them all."""
    if overdue * 60 <= OVERDUE_PER_HOUR * minutes:
        return NoticeState()
    said = "1 promised call is overdue." if overdue == 1 else f"{overdue:,} promised calls are overdue."
    return NoticeState(said, "clock", (Act.CLEAR_DECK,))


def what_came(created: int, merged: int) -> str:
    """ "6 new, 12 changed"."""
    return ", ".join(
        [*([f"{created:,} new"] if created else []), *([f"{merged:,} changed"] if merged else [])] or ["nothing new"]
    )


def _offer(offer: NewerFile) -> str:
    what = SOURCES.get(offer.format, "file")
    where = f"New {what} in {offer.folder}"
    if offer.report is None:
        return f"{where}. Bring in?"
    return f"{where}: {what_came(offer.report.created, offer.report.merged)}. Bring in?"
