"""Phone cells: every hazard of the design's list, and what is said of numbers that could not be read."""

from __future__ import annotations

import random

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.domain.leads import Phone, PhoneStatus
from lch_desktop.exchange.phone_oddities import oddity
from lch_desktop.exchange.phones import PhoneReader

KINDS = {0: "fixed", 1: "mobile", 2: "fixed-or-mobile", 3: "toll-free", 99: ""}


def found(cell: str, region: str = "US", label: str = "") -> list[tuple[str, str, bool]]:
    return [(phone.e164, phone.label, phone.certain) for phone in PhoneReader(region).read(cell, "", label)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        # Several in a cell, labels inside.
        ("512-555-0143 (cell) / 512-555-0144 (work)",
         [("+15125550143", "mobile", True), ("+15125550144", "work", True)]),
        ("+15125550143 (office), +15125550144 (mobile)",
         [("+15125550143", "work", True), ("+15125550144", "mobile", True)]),
        ("m: 512 555 0143\nfax: 512 555 0144", [("+15125550143", "mobile", True), ("", "fax", False)]),
        ('[{"phone": "+15125550143"}, {"phone": "+15125550144"}]',
         [("+15125550143", "", True), ("+15125550144", "", True)]),
        ("512-555-0143 / 0144", [("+15125550143", "", True), ("", "", False)]),
        # Text around a number: read, and said to be a guess.
        ("512 555 0143 - call after 5", [("+15125550143", "", False)]),
        ("512-555-0143 Kim's mum", [("+15125550143", "", False)]),
        ("M: 512-555-0143 W: 512-555-0144", [("+15125550143", "mobile", False), ("+15125550144", "mobile", False)]),
        ("5125550143 5125550144", [("+15125550143", "", False), ("+15125550144", "", False)]),
        # What spreadsheets and other programs do.
        ("5,125,550,143", [("+15125550143", "", True)]),
        ("512,555,0143", [("+15125550143", "", True)]),
        ("5125550143.00", [("+15125550143", "", True)]),
        ('="+15125550143"', [("+15125550143", "", True)]),
        ("'=+15125550143", [("+15125550143", "", True)]),
        ("'+1 512 555 0143", [("+15125550143", "", True)]),
        ("\u202a+1 512 555 0143\u202c", [("+15125550143", "", True)]),
        ("512\u2011555\u20110143", [("+15125550143", "", True)]),
        ("\uff15\uff11\uff12 555 0143", [("+15125550143", "", True)]),
        ("+44 (0)20 7946 0958", [("+442079460958", "", True)]),
        # A foreign number dialled from somewhere else.
        ("0044 20 7946 0958", [("+442079460958", "", False)]),
        ("001 512 555 0143", [("+15125550143", "", False)]),
    ],
)  # fmt: skip
def test_what_people_write_into_phone_cells(cell: str, expected: list[tuple[str, str, bool]]) -> None:
    assert found(cell) == expected


@pytest.mark.parametrize(
    ("cell", "extension"),
    [("+1 512 555 0143 x 23", "23"), ("512 555 0143 Ext: 23", "23"), ("512-555-0143 #23", "23"),
     ("512.555.0143x23", "23"),
     ("(512) 555-0143 ramal 23", "23"), ("512 555 0143 int. 23", "23"), ("512 555 0143, Durchwahl 23", "23"),
     ("tel:+1-512-555-0143;ext=23", "23"), ("+1 512 555 0143,,,23", "23"), ("512 555 0143", "")],
)  # fmt: skip
def test_extensions(cell: str, extension: str) -> None:
    (phone,) = PhoneReader("US").read(cell)
    assert (phone.e164, phone.extension, phone.raw) == ("+15125550143", extension, cell)


@pytest.mark.parametrize(
    ("cell", "own", "expected"),
    [
        ("020 7946 0958", "GB", "+442079460958"), ("30 123456", "DE", "+4930123456"),
        ("01 23 45 67 89", "FR", "+33123456789"),
        ("7400 123456", "GB", "+447400123456"), ("6 1234 5678", "IT", "+390612345678"),
        ("512 555 0143", "CA", "+15125550143"),
        ("+1 512 555 0143", "DE", "+15125550143"), ("020 7946 0958", "US", ""),
    ],
)  # fmt: skip
def test_the_rows_own_country_decides(cell: str, own: str, expected: str) -> None:
    (phone,) = PhoneReader("US").read(cell, own)
    assert phone.e164 == expected


@pytest.mark.parametrize(
    ("cell", "region", "expected"),
    [
        ("911", "US", "a short or emergency number, never called: 911"),
        ("112", "DE", "a short or emergency number, never called: 112"),
        ("*69", "US", "number too short: *69"),
        ("555-01", "US", "number too short: 555-01"),
        ("512555014", "US", "number too short: 512555014"),
        ("51255501433", "US", "number too long: 51255501433"),
        ("555-0143", "US", "no area code: 555-0143"),
        ("123-456-7890", "US", "no such number: 123-456-7890"),
        ("0000000000", "US", "not a real number: 0000000000"),
        ("1.51E+10", "US", "digits cut off by a spreadsheet: 1.51E+10"),
        ("+999 1234567", "US", "no such country code: +999 1234567"),
        ("+44 20 794", "US", "number too short: +44 20 794"),
        ("+44 20 7946 0958 0958", "US", "number too long: +44 20 7946 0958 0958"),
        ("ext 23", "US", "an extension without a number: ext 23"),
        ("4" * 60, "US", "number too long: " + "4" * 39 + "…"),
        ("fax: 512 555 0143", "US", ""),
        ("512 555 0143", "US", ""),
        ("+1 211 555 0143", "US", "no such number is known: +1 211 555 0143"),
        ("441212345678", "US", "number guessed: 441212345678 read as +44 121 234 5678"),
    ],
)
def test_what_is_odd_is_said_in_words(cell: str, region: str, expected: str) -> None:
    (phone,) = PhoneReader(region).read(cell) or (Phone(raw=cell, status=PhoneStatus.INVALID),)
    assert oddity(phone, region) == expected


def test_every_number_that_is_not_plain_is_said_to_be_odd() -> None:
    for cell in ("0", "7", "12 34", "+", "+1", "00", "abc 1", "1-2-3-4-5-6-7-8", "9" * 20, "+49", "(", "1e5", "0x10"):
        for phone in PhoneReader("DE").read(cell):
            assert (phone.usable and phone.certain) or oddity(phone, "DE")


@settings(max_examples=150)
@given(
    st.sampled_from(["US", "DE", "GB", "IT", "AU", "BR"]),
    st.sampled_from(
        [1, 7, 33, 34, 39, 44, 47, 49, 52, 55, 61, 81, 86, 91, 212, 262, 358, 590, 599, 800, 870, 888, 970]
    ),
    st.integers(10**5, 10**11),
)
def test_kind_and_region_are_the_librarys(region: str, code: int, rest: int) -> None:
    cell = f"+{code}{rest}"
    try:
        number = phonenumbers.parse(cell, region)
    except phonenumbers.NumberParseException:
        return
    for phone in PhoneReader(region).read(cell):
        if phone.certain and phone.usable:
            assert phone.e164 == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            assert phone.region == phonenumbers.region_code_for_number(number)
            assert phone.kind == KINDS.get(phonenumbers.number_type(number), "other")
        else:
            assert not phonenumbers.is_valid_number(number) or len(set(str(rest))) == 1


def test_a_cell_of_a_thousand_numbers_is_not_a_thousand_numbers() -> None:
    phones = PhoneReader("US").read(", ".join(f"512 555 {number:04}" for number in range(1000)))
    assert [phone.usable for phone in phones] == [True] * 19 + [False]
    assert phones[-1].raw.endswith("0998, 512 555 0999")


def test_memory_does_not_grow_with_the_numbers() -> None:
    reader = PhoneReader("US")
    numbers = random.Random(1)
    for _ in range(10_000):
        reader.read(f"512 555 {numbers.randint(0, 9999):04}", "", str(numbers.random()))
    assert len(reader._read) <= 4096
