"""Public holidays, as the program asks for them: a port, and the null object where nothing knows any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from lch_desktop.domain.errors import InputError

YEARS_AHEAD = 3
"""How many years beyond this one are kept."""

Holidays = tuple[tuple[date, str], ...]
"""Date and name, in order; a date stands in it once."""


@dataclass(frozen=True, slots=True)
class HolidayCountry:
    """A country (ISO 3166-1) whose holidays are known, with its parts that have others: code, name."""

    code: str
    parts: tuple[tuple[str, str], ...] = ()


class HolidayBook(Protocol):
    """Knows the public holidays of countries. Asked on a worker: the first question takes a third of a second."""

    def countries(self) -> tuple[HolidayCountry, ...]:
        """Every country, by its code."""
        ...

    def of(self, country: str, years: Iterable[int]) -> Holidays:
        """The holidays of "DE" or "DE-BY" in `years`. Raises InputError "unknown-country"."""
        ...


class NoHolidays:
    """A book with no page."""

    def countries(self) -> tuple[HolidayCountry, ...]:
        """None at all."""
        return ()

    def of(self, country: str, years: Iterable[int]) -> Holidays:
        """Raises InputError "unknown-country"."""
        raise InputError("unknown-country", text=country)


def taken_over(
    kept: Iterable[tuple[str, str]], coming: Iterable[tuple[date, str]], today: date
) -> tuple[tuple[str, str], ...]:
    """The stored holidays after a change: the past stays as it was, from `today` on `coming` holds."""
    past = [(on, name) for on, name in kept if date.fromisoformat(on) < today]
    ahead = [(on.isoformat(), name) for on, name in coming if on >= today]
    return tuple(sorted([*past, *ahead]))


def are_short(kept: Iterable[tuple[str, str]], today: date) -> bool:
    """Whether fewer than twelve months of holidays are ahead of `today`."""
    last = max((date.fromisoformat(on) for on, _ in kept), default=today)
    return (last - today).days < 365
