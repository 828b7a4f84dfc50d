"""The book of holidays as the program ships it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from lch_desktop.domain.errors import InputError
from lch_desktop.platforms.holiday_book import make_holiday_book

START = "import lch_desktop.app, lch_desktop.cli, lch_desktop.services.schedule, lch_desktop.ui.settings, sys"


def test_the_countries_of_the_world_with_their_parts() -> None:
    known = {each.code: dict(each.parts) for each in make_holiday_book().countries()}
    assert len(known) > 200
    assert known["DE"]["BY"] == "Bayern"
    assert len(known["DE"]) == 16
    assert known["GB"]["SCT"] == "Scotland"
    assert known["FR"]["971"] == "Guadeloupe"  # a name, not another code
    assert known["US"]["TX"] == "Texas"


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("US", date(2026, 11, 26), "Thanksgiving Day"),
        ("US", date(2027, 7, 5), "Independence Day (observed)"),
        ("DE-BY", date(2027, 1, 6), "Epiphany"),
        ("GB-SCT", date(2026, 11, 30), "Saint Andrew's Day"),
    ],
)
def test_a_day_that_everybody_knows(country: str, day: date, name: str) -> None:
    assert dict(make_holiday_book().of(country, (2026, 2027)))[day] == name


def test_a_part_has_days_that_the_country_has_not() -> None:
    book = make_holiday_book()
    assert date(2027, 1, 6) not in dict(book.of("DE", (2027,)))
    assert [on for on, _ in book.of("DE", (2027,))] == sorted(dict(book.of("DE", (2027,))))


@pytest.mark.parametrize("country", ["XX", "DE-XX", "", "Germany", "UK", "USA"])
def test_an_unknown_country_is_said(country: str) -> None:
    with pytest.raises(InputError) as refused:
        make_holiday_book().of(country, (2026,))
    assert refused.value.code == "unknown-country"


def test_every_country_has_holidays_that_can_be_kept() -> None:
    book = make_holiday_book()
    for country in book.countries():
        for code in (country.code, *(f"{country.code}-{part}" for part, _ in country.parts[:2])):
            days = book.of(code, (2027,))
            assert all(on.year == 2027 and name.strip() for on, name in days), code


def test_nothing_imports_the_package_at_the_start() -> None:
    script = f"{START}; print('holidays' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout == "False\n"
