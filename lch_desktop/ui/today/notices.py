"""The quiet lines under the band: a newer file to bring in, promises that are overdue. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.newer_files import NewerFile

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


@dataclass(frozen=True, slots=True)
class NoticeState:
    """One line: what it says, and its buttons, the first the nearest. Without a sentence it is not there."""

    sentence: str = ""
    icon: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Newer:
    """Where the matter of a newer file stands. `asks_folder`: what the folder is called that may be looked into."""

    asks_folder: str = ""
    offer: NewerFile | None = None
    busy: str = ""  # the name of the file that is coming in


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
