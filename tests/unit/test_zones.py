"""Zones from state, ZIP and country, and the words for a lead's place."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from lch_desktop.domain import zone_tables
from lch_desktop.domain.errors import InputError
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.zones import (
    city_of,
    country_code,
    is_zone,
    lead_zone,
    local_time,
    place_name,
    state_code,
    zone_info,
    zones_for,
)

NOW = datetime(2026, 11, 20, 14, 40, tzinfo=UTC)
EAST, CENTRAL, MOUNTAIN = "America/New_York", "America/Chicago", "America/Denver"


@pytest.mark.parametrize(
    ("state", "zip_code", "country", "expected"),
    [
        ("NY", "", "", (EAST,)),
        ("new york", "", "usa", (EAST,)),
        ("N.Y.", "", "United States", (EAST,)),
        ("  Texas ", "", "US", (CENTRAL, MOUNTAIN)),
        ("TX", "78701", "", (CENTRAL,)),
        ("TX", "79901-1234", "", (MOUNTAIN,)),
        ("TX", "79855", "", (CENTRAL, MOUNTAIN)),
        ("FL", "32501", "", (CENTRAL,)),
        ("FL", "33101", "", (EAST,)),
        ("FL", "", "", (EAST, CENTRAL)),
        ("TN", "37201", "", (CENTRAL,)),
        ("TN", "37902", "", (EAST,)),
        ("IN", "46204", "", ("America/Indiana/Indianapolis",)),
        ("IN", "46402", "", (CENTRAL,)),
        ("ID", "83814", "", ("America/Los_Angeles",)),
        ("AZ", "85001", "", ("America/Phoenix",)),
        ("MA", "2134", "", (EAST,)),
        ("", "02134", "US", (EAST,)),
        ("", "2134", "US", (EAST,)),
        ("NY", "94103", "US", (EAST, "America/Los_Angeles")),
        ("", "10115", "", ()),
        ("", "", "US", ()),
        ("", "09012", "US", ()),
        ("NY", "1011", "US", (EAST,)),
        ("ON", "", "", ("America/Toronto", "America/Winnipeg")),
        ("Ontario", "M5V 2T6", "Canada", ("America/Toronto",)),
        ("", "M5V 2T6", "", ("America/Toronto",)),
        ("ON", "P9N 1A1", "CA", ("America/Toronto", "America/Winnipeg")),
        ("British Columbia", "v5k0a1", "CA", ("America/Vancouver",)),
        ("NSW", "2000", "Australia", ("Australia/Sydney",)),
        ("NSW", "2880", "AU", ("Australia/Broken_Hill",)),
        ("WA", "", "AU", ("Australia/Perth",)),
        ("WA", "", "", ("America/Los_Angeles",)),
        ("Western Australia", "", "", ("Australia/Perth",)),
        ("NT", "", "", ("America/Yellowknife", "Australia/Darwin")),
        ("", "", "Germany", ("Europe/Berlin",)),
        ("BE", "10115", "de", ("Europe/Berlin",)),
        ("", "", "United Kingdom", ("Europe/London",)),
        ("", "", "Spain", ("Europe/Madrid", "Atlantic/Canary")),
        ("CA", "", "Atlantis", ()),
        ("Bavaria", "", "", ()),
        ("", "", "", ()),
    ],
)
def test_zones_for(state: str, zip_code: str, country: str, expected: tuple[str, ...]) -> None:
    assert zones_for(state, zip_code, country) == expected


def _all_zones() -> set[str]:
    tables = [zone_tables.US_STATES, zone_tables.CA_PROVINCES, zone_tables.AU_STATES]
    names = {zone for table in tables for _, zones in table.values() for zone in zones}
    names |= {zone for _, _, zones in zone_tables.US_ZIP_AREAS for zone in zones}
    names |= {zone for zones in zone_tables.CA_POSTAL_AREAS.values() for zone in zones}
    names |= {zone for zones in zone_tables.AU_POSTCODE_AREAS.values() for zone in zones}
    names |= {zone for _, zones in zone_tables.COUNTRIES.values() for zone in zones}
    return names | set(zone_tables.CITY_NAMES)


@pytest.mark.parametrize("name", sorted(_all_zones()))
def test_every_zone_in_the_tables_exists(name: str) -> None:
    assert zone_info(name).key == name


def test_zip_areas_are_in_order_and_do_not_overlap() -> None:
    areas = zone_tables.US_ZIP_AREAS
    assert all(first <= last for first, last, _ in areas)
    assert all(before[1] < after[0] for before, after in pairwise(areas))


@pytest.mark.parametrize(
    ("state", "zip_codes"),
    [
        ("AK", "99501 99950"), ("AL", "35004 36925"), ("AR", "71601 72959"), ("AZ", "85001 86556"),
        ("CA", "90001 96162"), ("CO", "80001 81658"), ("CT", "06001 06928"), ("DC", "20001 20020"),
        ("DE", "19701 19980"), ("FL", "32003 34997"), ("GA", "30001 39901"), ("HI", "96701 96898"),
        ("IA", "50001 52809"), ("ID", "83201 83876"), ("IL", "60001 62999"), ("IN", "46001 47997"),
        ("KS", "66002 67954"), ("KY", "40003 42788"), ("LA", "70001 71497"), ("MA", "01001 05544"),
        ("MD", "20601 21930"), ("ME", "03901 04992"), ("MI", "48001 49971"), ("MN", "55001 56763"),
        ("MO", "63001 65899"), ("MS", "38601 39776"), ("MT", "59001 59937"), ("NC", "27006 28909"),
        ("ND", "58001 58856"), ("NE", "68001 69367"), ("NH", "03031 03897"), ("NJ", "07001 08989"),
        ("NM", "87001 88439"), ("NV", "88901 89883"), ("NY", "10001 14925"), ("OH", "43001 45999"),
        ("OK", "73001 74966"), ("OR", "97001 97920"), ("PA", "15001 19640"), ("RI", "02801 02940"),
        ("SC", "29001 29945"), ("SD", "57001 57799"), ("TN", "37010 38589"), ("TX", "75001 88595"),
        ("UT", "84001 84791"), ("VA", "20101 24658"), ("VT", "05001 05907"), ("WA", "98001 99403"),
        ("WI", "53001 54990"), ("WV", "24701 26886"), ("WY", "82001 83128"), ("PR", "00601 00988"),
        ("VI", "00801 00851"),
    ],
)  # fmt: skip
def test_first_and_last_zip_of_a_state_agree_with_it(state: str, zip_codes: str) -> None:
    by_state = set(zones_for(state, "", "US"))
    for zip_code in zip_codes.split():
        assert set(zones_for("", zip_code, "US")) <= by_state
        assert zones_for("", zip_code, "US")


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [("fl", "US", "FL"), ("Florida", "US", "FL"), ("NEW  MEXICO", "US", "NM"), ("D.C.", "US", "DC"),
     ("Quebec", "CA", "QC"), ("FL", "CA", ""), ("", "US", ""), ("FL", "FR", "")],
)  # fmt: skip
def test_state_code(text: str, country: str, code: str) -> None:
    assert state_code(text, country) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("usa", "US"),
        ("Canada", "CA"),
        ("de", "DE"),
        ("Deutschland", "DE"),
        ("UK", "GB"),
        ("Narnia", ""),
        ("", ""),
    ],
)
def test_country_code(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("name", ["", "EST5", "America", "america", "../zone", "Europe/Berlin\0", "x" * 5000])
def test_what_is_no_zone(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(InputError) as caught:
        zone_info(name)
    assert caught.value.code == "unknown-zone"


@pytest.mark.parametrize(
    ("lead", "zone", "unsure"),
    [
        (Lead(zone="America/Toronto"), "America/Toronto", False),
        (Lead(zone="America/Toronto", zones=("Asia/Tokyo",)), "America/Toronto", False),
        (Lead(zones=(CENTRAL, MOUNTAIN)), CENTRAL, False),
        (Lead(zones=(EAST, "America/Anchorage")), EAST, False),
        (Lead(zones=(EAST, "Pacific/Honolulu")), "Europe/Berlin", True),
        (Lead(zone="Eastern", zones=(CENTRAL,)), CENTRAL, False),
        (Lead(zone="Eastern"), "Europe/Berlin", True),
        (Lead(), "Europe/Berlin", True),
    ],
)
def test_lead_zone(lead: Lead, zone: str, unsure: bool) -> None:
    assert lead_zone(lead, NOW, "Europe/Berlin") == (zone, unsure)


def test_local_time_is_the_leads() -> None:
    assert local_time(Lead(zone="America/Toronto"), NOW, "Europe/Berlin").strftime("%H:%M") == "09:40"
    assert local_time(Lead(), NOW, "Europe/Berlin").strftime("%H:%M") == "15:40"


@pytest.mark.parametrize(
    ("lead", "place"),
    [
        (Lead(city=" Hamilton ", zone="America/Toronto"), "Hamilton"),
        (Lead(zone="America/Toronto"), "Toronto"),
        (Lead(zones=("America/New_York",), state="NY"), "New York"),
        (Lead(zones=(CENTRAL, MOUNTAIN), state="Texas"), "Texas"),
        (Lead(zones=(CENTRAL, MOUNTAIN)), ""),
        (Lead(zone="Not/There", state="TX"), "TX"),
        (Lead(), ""),
    ],
)
def test_place_name(lead: Lead, place: str) -> None:
    assert place_name(lead) == place


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("America/New_York", "New York"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("America/St_Johns", "St. John's"),
        ("UTC", ""),
        ("Etc/GMT+5", ""),
    ],
)
def test_city_of(zone: str, city: str) -> None:
    assert city_of(zone) == city
