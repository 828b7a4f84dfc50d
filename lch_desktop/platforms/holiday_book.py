"""The holidays of 250 countries, from the package `holidays` (MIT). Imported late: it takes a third of a second."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.holidays import HolidayCountry, Holidays

LANGUAGE = "en_US"
_LONGEST_CODE = 3  # of a real subdivision; the others are groups such as "Zone A" or single cities


class PackageHolidays:
    """The HolidayBook port on the package."""

    def countries(self) -> tuple[HolidayCountry, ...]:
        """Every country that the package knows, by its code."""
        from holidays import list_supported_countries

        known = list_supported_countries(include_aliases=False)
        return tuple(
            HolidayCountry(code, _parts(code, tuple(parts)) if parts else ()) for code, parts in sorted(known.items())
        )

    def of(self, country: str, years: Iterable[int]) -> Holidays:
        """The public holidays in `years`, those that are observed on another day included.

        A date with two names has them joined. Raises InputError "unknown-country".
        """
        from holidays import country_holidays, list_supported_countries

        code, _, part = country.partition("-")
        if code not in list_supported_countries(include_aliases=False):  # it also takes "UK" and "Germany"
            raise InputError("unknown-country", text=country)
        try:
            found = country_holidays(code, subdiv=part or None, years=tuple(years), language=LANGUAGE)
        except (NotImplementedError, KeyError) as error:
            raise InputError("unknown-country", text=country) from error
        days: list[tuple[date, str]] = [(on, name.replace("; ", ", ")) for on, name in found.items()]
        return tuple(sorted(days))


def _parts(code: str, parts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Code and name of the parts of a country, by name."""
    from holidays import country_holidays

    names = country_holidays(code).get_subdivision_aliases()
    found = [(part, _longest(names.get(part, []), part)) for part in parts if len(part) <= _LONGEST_CODE]
    return tuple(sorted(found, key=lambda pair: pair[1]))


def _longest(names: list[str], part: str) -> str:
    """The first that is a name: some countries list another code before it."""
    return next((name for name in names if not name.isupper()), names[0] if names else part)


def make_holiday_book() -> PackageHolidays:
    """The book of this program."""
    return PackageHolidays()
