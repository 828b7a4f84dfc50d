"""The places in a script that are filled in for each lead: {first_name}, {company}, {last_talk} and {rep}.

For the rep's eyes and voice only, so the last talk may stand in it; nothing of it is sent.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead

PLACES = ("first_name", "company", "last_talk", "rep")
CUE_WORDS = 5  # of the script's first words stand on the card where it has no cue of its own

_BRACES = re.compile(r"\{([^{}\n]*)\}")
_NOBODY = {"first_name": "there", "company": "your company", "last_talk": "our last talk", "rep": "me"}
_READS_WELL = ("first_name", "rep")


def places_in(words: str) -> tuple[str, ...]:
    """What stands between braces in `words`, without them, each once, in their order."""
    return tuple(dict.fromkeys(_BRACES.findall(words)))


def unknown_places(words: str) -> tuple[str, ...]:
    """Those that nothing is known for: they would be read out as they stand."""
    return tuple(name for name in places_in(words) if name not in PLACES)


def meant(place: str) -> str:
    """The known place that a mistyped one comes closest to, "" where none does."""
    tidy = re.sub(r"[\s-]+", "_", place.strip().lower())
    return next(iter(get_close_matches(tidy, PLACES, n=1, cutoff=0.6)), "")


def fits(words: str, lead: Lead) -> bool:
    """Whether it can be said to this lead: no place is unknown, and where it names their company or the last talk,
    there is one. Without a first name, or without the rep's, it still reads well."""
    values = _values(lead, "")
    return all(name in _READS_WELL or values.get(name) for name in places_in(words))


def fill(words: str, lead: Lead, rep_name: str) -> str:
    """`words` as they are said to this lead. What is not known becomes a word that reads well; unknown places stay.

    What comes from the lead is a value, never a pattern: its braces stay braces.
    """
    if not rep_name:
        words = words.replace(", {rep} here", "")
    values = {name: value or _NOBODY[name] for name, value in _values(lead, rep_name).items()}
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), words)


def cue_of(words: str, cue: str) -> str:
    """What stands on the card instead of a learned script: its own cue, else its first words."""
    if cue.strip():
        return cue.strip()
    said = words.split()
    return " ".join(said[:CUE_WORDS]) + (" …" if len(said) > CUE_WORDS else "")


def _values(lead: Lead, rep_name: str) -> dict[str, str]:
    first_name = lead.first_name or lead.name.split(" ")[0]
    return {
        "first_name": first_name,
        "company": lead.company,
        "last_talk": lead.last_talk.strip().rstrip("."),
        "rep": rep_name,
    }
