"""Which clock a lead lives by: zones from state, ZIP and country, and words for the place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.zone_tables import (
    AU_POSTCODE_AREAS,
    AU_STATES,
    CA_POSTAL_AREAS,
    CA_PROVINCES,
    CITY_NAMES,
    COUNTRIES,
    COUNTRIES_BY_STATE,
    US_STATES,
    US_ZIP_AREAS,
    Zones,
)

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead

WIDEST_SPAN = timedelta(hours=4)
"""Zones further apart than this tell nothing about the lead's time (product.md section 6)."""

_STATES = {"US": US_STATES, "CA": CA_PROVINCES, "AU": AU_STATES}


@lru_cache(maxsize=1024)
def zone_info(name: str) -> ZoneInfo:
    """Return the zone with the IANA name `name`. Raises InputError "unknown-zone" if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        # OSError: a folder of the zone database ("America") or a name too long for a path.
        raise InputError("unknown-zone", zone=name) from error


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Return whether `name` is an IANA zone known here; "" is not."""
    try:
        zone_info(name)
    except InputError:
        return False
    return True


@lru_cache(maxsize=4096)
def state_code(state: str, country: str = "US") -> str:
    """Return the code of a state or province, or "" if `country` ("US", "CA" or "AU") has no such one.

    `state` is a code or a full name, in any case, with or without points: "fl", "N.Y.", "New South Wales".
    """
    table = _STATES.get(country, {})
    text = _folded(state)
    code = text.replace(".", "").upper()
    if code in table:
        return code
    return next((key for key, (name, _) in table.items() if name.lower() == text), "")


@lru_cache(maxsize=4096)
def country_code(country: str) -> str:
    """Return the ISO 3166 code for a code or an English name in any case, or "" if the tables lack it."""
    text = _folded(country)
    for code, names in COUNTRIES_BY_STATE.items():
        if text in names:
            return code
    code = text.upper()
    if code in COUNTRIES:
        return code
    return next((key for key, (names, _) in COUNTRIES.items() if text in names), "")


@lru_cache(maxsize=8192)
def zones_for(state: str, zip_code: str = "", country: str = "") -> Zones:
    """Return every zone a lead there may be in, likeliest first; () if the texts do not tell.

    Each may be "". States and provinces are codes or names of the US, Canada and Australia; without a
    country the US goes first. A ZIP or postal code narrows a state of several zones and stands in for a
    missing one, but digits alone, without state and country, tell nothing: 10115 is New York or Berlin.
    Where state and ZIP disagree, both count: the lead may be in either place.
    """
    code = country_code(country)
    if country.strip() and code not in _STATES:
        return COUNTRIES[code][1] if code else ()
    candidates = (code,) if code else _guessed_countries(state, zip_code)
    found: list[str] = []
    for one in candidates:
        found += [zone for zone in _zones_in(one, state, zip_code) if zone not in found]
    return tuple(found)


def lead_zone(lead: Lead, now: datetime, rep_zone: str) -> tuple[str, bool]:
    """Return the zone whose clock is shown for `lead`, and whether that is unsure.

    The lead's own zone, else the likeliest of those it may be in while they span at most 4 hours, else
    the rep's own, unsure. Names that are no zone count as missing: a file may have brought them.
    """
    zones = known_zones(lead.zone, lead.zones)
    if not zones or zone_span(zones, now) > WIDEST_SPAN:
        return rep_zone, True
    return zones[0], False


def known_zones(zone: str, zones: Sequence[str]) -> Zones:
    """Return the real zones of a lead: its certain one alone, else all it may be in, without doubles."""
    if is_zone(zone):
        return (zone,)
    return tuple(name for name in dict.fromkeys(zones) if is_zone(name))


def zone_span(zones: Sequence[str], now: datetime) -> timedelta:
    """Return how far apart the clocks of `zones` (at least one) are at the aware instant `now`."""
    offsets = [now.astimezone(zone_info(name)).utcoffset() or timedelta() for name in zones]
    return max(offsets) - min(offsets)


def local_time(lead: Lead, now: datetime, rep_zone: str) -> datetime:
    """Return `now` on the lead's clock, aware; on the rep's where the lead's is unsure (see `lead_zone`)."""
    return now.astimezone(zone_info(lead_zone(lead, now, rep_zone)[0]))


def place_name(lead: Lead) -> str:
    """Return the place to write before the lead's time ("Toronto"), or "" if none is known.

    The city as it is stored, else the state as stored where the lead may be in several zones, else the
    city that the zone is named after.
    """
    if lead.city.strip():
        return lead.city.strip()
    zones = known_zones(lead.zone, lead.zones)
    if len(zones) == 1:
        return city_of(zones[0])
    return lead.state.strip()


def city_of(zone: str) -> str:
    """Return the city an IANA zone is named after: "New York" for "America/New_York", "" for "UTC"."""
    if "/" not in zone or zone.startswith("Etc/"):
        return ""
    return CITY_NAMES.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()


def _guessed_countries(state: str, zip_code: str) -> tuple[str, ...]:
    """Return the countries that a state without one may belong to. The US rules the others out: its
    lists name no country most often. "NT" alone may be in Canada or in Australia."""
    if state.strip():
        if state_code(state, "US"):
            return ("US",)
        return tuple(code for code in ("CA", "AU") if state_code(state, code))
    return ("CA",) if _is_canadian(zip_code) else ()


def _zones_in(country: str, state: str, zip_code: str) -> Zones:
    """Return the zones of a state narrowed by its ZIP, in one of the countries that have states here."""
    by_zip = _zones_of_zip(country, zip_code)
    code = state_code(state, country)
    if not code:
        return by_zip
    by_state = _STATES[country][code][1]
    both = tuple(zone for zone in by_state if zone in by_zip)
    if both:
        return both
    # No zone in common: one of the two is wrong. In Canada and Australia the table names only areas
    # that are certain, so a code it knows may differ there as well.
    return by_state + by_zip


def _zones_of_zip(country: str, zip_code: str) -> Zones:
    if country == "US":
        digits = _zip_digits(zip_code)
        area = int(digits[:3]) if digits else -1
        return next((zones for first, last, zones in US_ZIP_AREAS if first <= area <= last), ())
    areas = CA_POSTAL_AREAS if country == "CA" else AU_POSTCODE_AREAS
    text = zip_code.replace(" ", "").upper()
    return next((areas[text[:size]] for size in range(len(text), 0, -1) if text[:size] in areas), ())


def _zip_digits(zip_code: str) -> str:
    """Return the five digits of a US ZIP, or "". A spreadsheet has often eaten the leading zero of a
    New England ZIP: four digits get it back."""
    text = zip_code.strip().partition("-")[0].strip()
    if text.isascii() and text.isdigit() and len(text) in (4, 5, 9):
        return text.zfill(5)[:5]
    return ""


def _is_canadian(zip_code: str) -> bool:
    text = zip_code.replace(" ", "").upper()
    return len(text) == 6 and text[0].isalpha() and [one.isdigit() for one in text[1:]] == [
        True, False, True, False, True,
    ]  # fmt: skip
