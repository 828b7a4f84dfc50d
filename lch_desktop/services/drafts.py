"""Words drafted for the customer. Nothing private goes in: no note, no personal line, no last talk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lch_desktop.domain.zones import lead_zone, zone_info
from lch_desktop.words import WEEKDAYS_LONG, Style, clock

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead

TEXT = "Thank you, {first_name}. I'll call {day} at {time} your time. {rep}"
TEXT_NO_DATE = "Thank you, {first_name}. {rep}"
TEXT_AFTER_VOICEMAIL = "Hi {first_name}, I just left you a voicemail. {rep}"
TEXT_AFTER_NO_ANSWER = "Hi {first_name}, I just tried to reach you. I will try again. {rep}"
TEXT_LATE = "Hi {first_name}, I am running 10 minutes late. {rep}"
OPENER = "Hi {first_name}, {rep} here. Last time we talked about {last_talk}."
OPENER_NEW = "Hi {first_name}, {rep} here. I had an idea for you."


def text_after_talk(lead: Lead, next_call_at: datetime | None, rep_name: str, rep_zone: str, style: Style) -> str:
    """The text within five minutes: first name, the agreed time on the lead's clock, the rep's name."""
    if next_call_at is None:
        return _filled(TEXT_NO_DATE, lead, rep_name)
    zone, unsure = lead_zone(lead, next_call_at, rep_zone)
    local = next_call_at.astimezone(zone_info(zone))
    pattern = TEXT.replace("your time", "my time") if unsure else TEXT
    return _filled(pattern, lead, rep_name, day=WEEKDAYS_LONG[local.weekday()], time=clock(local, style))


def text_after_voicemail(lead: Lead, rep_name: str) -> str:
    """The text beside a voicemail."""
    return _filled(TEXT_AFTER_VOICEMAIL, lead, rep_name)


def text_after_no_answer(lead: Lead, rep_name: str) -> str:
    """The text after a call that nobody took."""
    return _filled(TEXT_AFTER_NO_ANSWER, lead, rep_name)


def text_running_late(lead: Lead, rep_name: str) -> str:
    """For a promise whose minute has passed."""
    return _filled(TEXT_LATE, lead, rep_name)


def voicemail(lead: Lead, rep_name: str, words: str) -> str:
    """The rep's own words for the machine, with the names put in; unknown braces stay as they are."""
    name = lead.first_name or lead.name.split(" ")[0] or "there"
    return words.replace("{first_name}", name).replace("{rep}", rep_name or "it's me")


def opener(lead: Lead, rep_name: str) -> str:
    """The first sentence to say aloud. It is for the rep's eyes and voice, so the last talk may be in it."""
    pattern = OPENER if lead.last_talk else OPENER_NEW
    return _filled(pattern, lead, rep_name, last_talk=lead.last_talk.rstrip("."))


def _filled(pattern: str, lead: Lead, rep_name: str, **values: str) -> str:
    """The pattern with its names put in. Lead text is a value here, never a pattern: braces stay braces."""
    name = lead.first_name or lead.name.split(" ")[0] or "there"
    if not rep_name:
        pattern = pattern.replace(", {rep} here.", ".").removesuffix(" {rep}")
    return pattern.format(first_name=name, rep=rep_name, **values)
