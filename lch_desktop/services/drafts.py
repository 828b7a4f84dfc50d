"""Words drafted for the customer. Nothing private goes in: no note, no personal line, no last talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lch_desktop.domain.templates import Template, Values, fill, own_words, says_whose_time
from lch_desktop.domain.zones import lead_zone, zone_info
from lch_desktop.services.told_times import other_time
from lch_desktop.words import MONTHS, WEEKDAYS_LONG, Style, clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lch_desktop.domain.leads import Lead

Own = tuple[tuple[str, str], ...]  # the rep's own templates, as Settings.templates has them

OPENER = "Hi {first_name}, {rep} here. Last time we talked about {last_talk}."
OPENER_NEW = "Hi {first_name}, {rep} here. I had an idea for you."
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "miss", "prof", "herr", "frau"})
A_WEEK = timedelta(days=6)  # within it a weekday alone names one day


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """What every draft needs: who writes, on which clock, in which way of telling the time, with which words."""

    rep_name: str
    rep_zone: str
    style: Style
    own: Own = ()
    now: datetime | None = None  # an aware instant: a time that is over is not promised any more

    def words(self, template: Template, lead: Lead, next_call_at: datetime | None = None) -> str:
        """The draft of `template` for `lead`; `next_call_at` is the agreed call."""
        words = own_words(template, self.own)
        return fill(words, self._values(lead, next_call_at, says_whose=says_whose_time(words)))

    def agreed(self, next_call_at: datetime | None) -> datetime | None:
        """The call that can still be promised."""
        if next_call_at is None or (self.now is not None and next_call_at <= self.now):
            return None
        return next_call_at

    def _values(self, lead: Lead, at: datetime | None, *, says_whose: bool) -> Values:
        if at is None:
            return Values(first_name=first_name(lead), rep=self.rep_name)
        zone, unsure = lead_zone(lead, at, self.rep_zone)
        local = at.astimezone(zone_info(zone))
        mark = f" {local:%Z}" if unsure and not says_whose else ""  # the rep's clock: never to be taken for theirs
        return Values(
            first_name=first_name(lead),
            rep=self.rep_name,
            day=self._day(local),
            time=f"{clock(local, self.style)}{mark}",
            theirs=not unsure,
        )

    def _day(self, local: datetime) -> str:
        weekday = WEEKDAYS_LONG[local.weekday()]
        if self.now is None or local.date() - self.now.astimezone(local.tzinfo).date() <= A_WEEK:
            return weekday
        return f"{weekday} {local.day} {MONTHS[local.month - 1]}"


def first_name(lead: Lead) -> str:
    """What one would call the person, "" where no name is known. "Dr. Anna Lang" is Anna, and so is "Lang, Anna"."""
    if lead.first_name.strip():
        return lead.first_name.strip()
    last, comma, first = lead.name.partition(",")
    parts = [part for part in (first if comma else last).split() if part.lower().rstrip(".") not in _TITLES]
    return parts[0] if parts else ""


def text_after_talk(
    lead: Lead,
    next_call_at: datetime | None,
    rep_name: str,
    rep_zone: str,
    style: Style,
    own: Own = (),
    now: datetime | None = None,
) -> str:
    """The text within five minutes: first name, the agreed time on the lead's clock, the rep's name."""
    writer = Writer(rep_name=rep_name, rep_zone=rep_zone, style=style, own=own, now=now)
    agreed = writer.agreed(next_call_at)
    return writer.words(Template.AFTER_TALK if agreed else Template.AFTER_TALK_NO_DATE, lead, agreed)


def still_says(words: str, told: Iterable[datetime], agreed: datetime | None, lead: Lead, rep_zone: str) -> str:
    """What the rep's own `words` say of a call at one of `told` and not of the `agreed` one, on the lead's clock."""

    def theirs(at: datetime) -> datetime:
        return at.astimezone(zone_info(lead_zone(lead, at, rep_zone)[0]))

    return other_time(words, map(theirs, told), theirs(agreed) if agreed is not None else None)


def text_running_late(lead: Lead, rep_name: str, own: Own = ()) -> str:
    """For a promise whose minute has passed."""
    return _named(Template.LATE, lead, rep_name, own)


def voicemail(lead: Lead, rep_name: str, words: str) -> str:
    """The rep's own words for the machine, with the names put in; unknown braces stay as they are."""
    return fill(words, Values(first_name=first_name(lead) or "there", rep=rep_name or "it's me"))


def opener(lead: Lead, rep_name: str) -> str:
    """The first sentence to say aloud. It is for the rep's eyes and voice, so the last talk may be in it."""
    before, _, after = (OPENER if lead.last_talk else OPENER_NEW).partition("{last_talk}")
    values = Values(first_name=first_name(lead), rep=rep_name)
    if not after:
        return fill(before, values)
    return f"{fill(before, values)} {lead.last_talk.rstrip('.')}{after}"


def _named(template: Template, lead: Lead, rep_name: str, own: Own) -> str:
    return fill(own_words(template, own), Values(first_name=first_name(lead), rep=rep_name))
