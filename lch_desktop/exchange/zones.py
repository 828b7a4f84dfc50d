"""Time zones from phone numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Phone

_UNKNOWN = "Etc/Unknown"


class NumberZones:
    """Looks up the zones of numbers, as late as possible and once per prefix."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, phones: tuple[Phone, ...]) -> tuple[str, ...]:
        """The zones where the first usable number may ring; () if that is not known."""
        number = next((phone for phone in phones if phone.usable), None)
        if number is None:
            return ()
        is_plain = number.e164.startswith("+1") and number.kind.startswith("fixed")
        # The tables look at seven digits in North America and at nine elsewhere; the kind tells toll-free apart.
        key = (number.e164[: 8 if is_plain else 10], number.kind)
        zones = self._known.get(key)
        if zones is None:
            zones = self._known[key] = (_zones_of_area if is_plain else _zones_of)(number.e164)
        return zones


def _zones_of_area(e164: str) -> tuple[str, ...]:
    """The zones of an ordinary North American number, without the general lookup's checks of its kind."""
    from phonenumbers import PhoneNumber
    from phonenumbers.timezone import time_zones_for_geographical_number

    return _known(time_zones_for_geographical_number(PhoneNumber(country_code=1, national_number=int(e164[2:]))))


def _zones_of(e164: str) -> tuple[str, ...]:
    from phonenumbers import parse
    from phonenumbers.timezone import time_zones_for_number

    return _known(time_zones_for_number(parse(e164)))


def _known(zones: tuple[str, ...]) -> tuple[str, ...]:
    return () if zones == (_UNKNOWN,) else tuple(zones)
