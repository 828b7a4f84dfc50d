"""Cells of lead files: phones, names, dates, money, flags and the words of headers and statuses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lch_desktop.domain.leads import PhoneStatus, Stage
from lch_desktop.exchange.cells import (
    date_of,
    day_first,
    email_of,
    is_set,
    long_text,
    money_of,
    one_line,
    unprotected,
    zone_of,
)
from lch_desktop.exchange.countries import region_of
from lch_desktop.exchange.formats import FORMATS, field_of, weighed
from lch_desktop.exchange.headers import phone_label, squash
from lch_desktop.exchange.names import person_name, split_name
from lch_desktop.exchange.phone_oddities import oddity
from lch_desktop.exchange.phones import PhoneReader
from lch_desktop.exchange.stages import forbids_calls, stage_of


@pytest.mark.parametrize(
    ("cell", "e164", "extension"),
    [
        ("(512) 555-0143", "+15125550143", ""),
        ("512.555.0143", "+15125550143", ""),
        ("15125550143", "+15125550143", ""),
        ("1-512-555-0143", "+15125550143", ""),
        ("+1 512 555 0143 x 23", "+15125550143", "23"),
        ("512-555-0143x23", "+15125550143", "23"),
        ("(512) 555-0143 ext. 23", "+15125550143", "23"),
        ("(512) 555-0143, ext 23", "+15125550143", "23"),
        ("512 555 0143 #23", "+15125550143", "23"),
        ("512 555 0143,,23", "+15125550143", "23"),
        ("tel:+1-512-555-0143;ext=23", "+15125550143", "23"),
        ("'+1 512 555 0143", "+15125550143", ""),
        ("=+15125550143", "+15125550143", ""),
        ('="5125550143"', "+15125550143", ""),
        ("15125550143.0", "+15125550143", ""),
        ("1.5125550113E+10", "+15125550113", ""),
        ("1,5125550113E+10", "+15125550113", ""),
        ("00441212345678", "+441212345678", ""),
        ("011 44 121 234 5678", "+441212345678", ""),
        ("1-800-555-0199", "+18005550199", ""),
        ("\u0665\u0661\u0662 \u0665\u0665\u0665 \u0660\u0661\u0664\u0663", "+15125550143", ""),
    ],
)
def test_a_number_is_read_however_it_is_written(cell: str, e164: str, extension: str) -> None:
    (phone,) = PhoneReader("US").read(cell)
    assert (phone.e164, phone.extension if e164 else "") == (e164, extension)
    assert phone.raw == cell
    assert phone.usable is bool(e164)


@pytest.mark.parametrize(
    "cell",
    ["911", "112", "411", "1-1-2", "#23", "555-0143", "12345", "1.51E+10", "1.51256E+10", "0000000000", "1111111111",
     "123-456-7890", "+49 110", "5" * 40, "4" * 300],
)  # fmt: skip
def test_what_is_no_whole_number_is_kept_and_never_dialled(cell: str) -> None:
    (phone,) = PhoneReader("US").read(cell)
    assert (phone.e164, phone.status, phone.usable, phone.raw) == ("", PhoneStatus.INVALID, False, cell)


@pytest.mark.parametrize("cell", ["", "  ", "n/a", "-", "call reception", ";;", " ::: "])
def test_a_cell_without_a_number_has_none(cell: str) -> None:
    assert PhoneReader("US").read(cell) == ()


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("5125550143, 5125550144", ["+15125550143", "+15125550144"]),
        ("5125550143;5125550144", ["+15125550143", "+15125550144"]),
        ("512-555-0143 / 512-555-0144", ["+15125550143", "+15125550144"]),
        ("5125550143 ::: 5125550144", ["+15125550143", "+15125550144"]),
        ("5125550143\n5125550144", ["+15125550143", "+15125550144"]),
        ("512 555 0143 or 512 555 0144", ["+15125550143", "+15125550144"]),
        ("5125550143;ext=2, 5125550144 x3", ["+15125550143", "+15125550144"]),
    ],
)
def test_several_numbers_in_a_cell(cell: str, numbers: list[str]) -> None:
    assert [phone.e164 for phone in PhoneReader("US").read(cell)] == numbers


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("(m) 512 555 0143", "mobile"),
        ("Mobile: 512-555-0143", "mobile"),
        ("512-555-0143 (work)", "work"),
        ("h 512 555 0143", "home"),
        ("512-555-0143 cell", "mobile"),
        ("512-555-0143", "other"),
    ],
)
def test_a_label_beside_the_number_is_read(cell: str, label: str) -> None:
    (phone,) = PhoneReader("US").read(cell, "", "other")
    assert (phone.e164, phone.label) == ("+15125550143", label)


def test_a_fax_is_never_dialled() -> None:
    (phone,) = PhoneReader("US").read("fax: 512-555-0143")
    assert (phone.usable, phone.label) == (False, "fax")


@pytest.mark.parametrize(
    ("region", "cell", "e164", "shown", "certain"),
    [
        ("US", "512 555 0143", "+15125550143", "(512) 555-0143", True),
        ("US", "+44 20 7946 0958", "+442079460958", "+44 20 7946 0958", True),
        ("GB", "020 7946 0958", "+442079460958", "020 7946 0958", True),
        ("GB", "+1 512 555 0143", "+15125550143", "+1 512-555-0143", True),
        ("CA", "512 555 0143", "+15125550143", "+1 512-555-0143", True),
        ("DE", "030/123456", "+4930123456", "030 123456", True),
        ("DE", "15125550143", "+4915125550143", "01512 5550143", True),
        ("DE", "00441212345678", "+441212345678", "+44 121 234 5678", True),
        # A lost + and a lost leading 0 are put back, and said to be guesses.
        ("US", "441212345678", "+441212345678", "+44 121 234 5678", False),
        ("IT", "612345678", "+390612345678", "06 1234 5678", False),
        ("US", "1.512555011E+10", "+15125550110", "(512) 555-0110", False),
    ],
)
def test_the_region_decides_and_repairs_are_marked(
    region: str, cell: str, e164: str, shown: str, certain: bool
) -> None:
    (phone,) = PhoneReader("US").read(cell, region)
    assert (phone.e164, phone.shown, phone.certain) == (e164, shown, certain)


@pytest.mark.parametrize(
    ("cell", "kind", "region"),
    [
        ("+1 512 555 0143", "fixed-or-mobile", "US"),
        ("+1 416 555 0143", "fixed-or-mobile", "CA"),
        ("+1 800 555 0143", "toll-free", "US"),
        ("+44 7400 123456", "mobile", "GB"),
        ("+44 20 7946 0958", "fixed", "GB"),
        ("+1 900 555 0143", "other", "US"),
    ],
)
def test_the_kind_and_region_of_a_number(cell: str, kind: str, region: str) -> None:
    (phone,) = PhoneReader("US").read(cell)
    assert (phone.kind, phone.region) == (kind, region)


@settings(max_examples=60)
@given(
    st.integers(2_000_000_000, 9_999_999_999),
    st.sampled_from(["{0}", "1{0}", "+1{0}", "+1 {1} {2} {3}", "({1}) {2}-{3}"]),
)
def test_the_quick_way_agrees_with_the_general_one(digits: int, form: str) -> None:
    import phonenumbers

    text = str(digits)
    cell = form.format(text, text[:3], text[3:6], text[6:])
    (phone,) = PhoneReader("US").read(cell)
    number = phonenumbers.parse(cell, "US")
    if phonenumbers.is_valid_number(number) and len(set(text)) > 1:
        assert phone.e164 == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        assert phone.region == phonenumbers.region_code_for_number(number)
        style = phonenumbers.PhoneNumberFormat
        expected = phonenumbers.format_number(number, style.NATIONAL if phone.region == "US" else style.INTERNATIONAL)
        assert phone.shown == expected
        assert phone.certain
    else:
        assert not phone.certain


@settings(max_examples=100)
@given(st.text(max_size=30))
def test_any_text_is_survived(cell: str) -> None:
    for phone in PhoneReader("US").read(cell):
        assert phone.raw
        assert phone.usable is bool(phone.e164)
    split_name(cell)
    date_of(cell)
    money_of(cell)
    zone_of(cell)
    assert one_line(one_line(cell)) == one_line(cell)


@pytest.mark.parametrize(
    "part",
    ["=", '="', "' ", " ", "\n", "1", "1 ", "a@", "@", ".", "1.", "1,", "(", "x", "ext ", "+", "-", "/", "a", "é"],
)
@pytest.mark.parametrize("end", ["x", "5125550143"])
def test_a_huge_cell_costs_no_more_than_its_length(part: str, end: str) -> None:
    """Patterns that search on from every character would take minutes here."""
    cell = "1" + part * (30_000 // len(part)) + end
    phones = PhoneReader("US").read(cell)
    assert len(phones) <= 20
    assert not [
        oddity(phone, "US") for phone in phones if phone.usable and phone.certain and phone.e164 != "+15125550143"
    ]
    email_of(cell)
    money_of(cell)
    date_of(cell)
    zone_of(cell)
    split_name(cell)
    one_line(cell)
    long_text(cell)
    is_set(cell)


@pytest.mark.parametrize(
    ("text", "name", "first", "last"),
    [
        ("Kim Boone", "Kim Boone", "Kim", "Boone"),
        ("Boone, Kim", "Kim Boone", "Kim", "Boone"),
        ("Boone, Kim, Jr.", "Kim Boone Jr.", "Kim", "Boone"),
        ("Dr. Kim Boone", "Dr. Kim Boone", "Kim", "Boone"),
        ("Kim Boone, PhD", "Kim Boone, PhD", "Kim", "Boone"),
        ("Prof. Dr. Kim Boone MD", "Prof. Dr. Kim Boone MD", "Kim", "Boone"),
        ("Mr. Boone", "Mr. Boone", "", "Boone"),
        ("Kim Ann Boone", "Kim Ann Boone", "Kim", "Boone"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("María de la Cruz", "María de la Cruz", "María", "de la Cruz"),
        ("Kim", "Kim", "Kim", ""),
        ("Acme, Inc.", "Acme, Inc.", "", ""),
        ("Scott Group", "Scott Group", "", ""),
        ("Kim and Dana Boone", "Kim and Dana Boone", "Kim", "Boone"),
        ("Mr. & Mrs. Boone", "Mr. & Mrs. Boone", "", "Boone"),
        ("王 小明", "王 小明", "小明", "王"),
        ("王小明", "王小明", "王小明", ""),
        ("محمد علي", "محمد علي", "محمد", "علي"),
        ("🏠 Kim Boone", "🏠 Kim Boone", "Kim", "Boone"),
        ("", "", "", ""),
    ],
)
def test_a_full_name_is_split_sensibly(text: str, name: str, first: str, last: str) -> None:
    assert split_name(text) == (name, first, last)


def test_the_files_own_parts_win_over_a_split() -> None:
    assert person_name("", "Kim", "Boone", prefix="Dr.", middle="A.", suffix="Jr.").name == "Dr. Kim A. Boone Jr."
    assert person_name("Boone, Kim", "Kim", "Boone") == ("Kim Boone", "Kim", "Boone")
    assert person_name("Dr. Kim Boone", "Kim", "Boone") == ("Dr. Kim Boone", "Kim", "Boone")
    assert person_name("", "John", "") == ("John", "John", "")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-03-12 09:14", date(2024, 3, 12)),
        ("2024-03-12T09:14:00Z", date(2024, 3, 12)),
        ("3/15/2024 2:30 PM", date(2024, 3, 15)),
        ("15/3/2024", date(2024, 3, 15)),
        ("10/3/2026", date(2026, 10, 3)),
        ("1/2/26", date(2026, 1, 2)),
        ("04 Mar 2025", date(2025, 3, 4)),
        ("Sep 12, 2026", date(2026, 9, 12)),
        ("September 12th, 2026", date(2026, 9, 12)),
        ("Monday, Sep 12, 2026", date(2026, 9, 12)),
        ("12. März 2025", date(2025, 3, 12)),
        ("5 juillet 2025", date(2025, 7, 5)),
        ("3 de enero de 2025", date(2025, 1, 3)),
        ("12 de fevereiro de 2024", date(2024, 2, 12)),
        ("12 maggio 2024", date(2024, 5, 12)),
        ("12 maart 2024", date(2024, 3, 12)),
        ("1er août 2024", date(2024, 8, 1)),
        ("Tue Mar 12 2024", date(2024, 3, 12)),
        ("12-Mar-2024", date(2024, 3, 12)),
        ("12/03/2024 09:14", date(2024, 12, 3)),
        ("Sep 12, 2026 04:30 PM", date(2026, 9, 12)),
        ("45363", date(2024, 3, 12)),
        ("45363.75", date(2024, 3, 12)),
        ("20240312", date(2024, 3, 12)),
        ("1710234840000", date(2024, 3, 12)),
        ("0/0/00", None),
        ("2024-13-40", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_of_every_kind(cell: str, expected: date | None) -> None:
    assert date_of(cell) == expected


@pytest.mark.parametrize(
    ("cells", "region", "expected"),
    [
        (["1/2/2026", "15/3/2026"], "US", True),
        (["1/2/2026", "3/15/2026"], "GB", False),
        (["1/2/2026"], "US", False),
        (["1/2/2026"], "GB", True),
        (["1.2.2026"], "US", True),
        ([], "DE", True),
    ],
)
def test_a_column_says_whether_the_day_comes_first(cells: list[str], region: str, expected: bool) -> None:
    assert day_first(cells, region) is expected


def test_the_day_first_date() -> None:
    assert date_of("10/3/2026", day_is_first=True) == date(2026, 3, 10)
    assert date_of("10/13/2026", day_is_first=True) == date(2026, 10, 13)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("$38,500", 38500.0), ("7 200", 7200.0), ("12k", 12000.0), ("1.234,56", 1234.56), ("1,234.56", 1234.56),
        ("1.234", 1234.0), ("12,5", 12.5), ("0.5", 0.5), ("1.5M", 1.5e6), ("€ 1.200.000", 1.2e6), ("USD 900", 900.0),
        ("1'200", 1200.0), ("R$ 1.234,56", 1234.56), ("CHF 1'200.50", 1200.5), ("7\u202f200", 7200.0), ("10-20k", None),
        ("12K/yr", 12000.0), ("12kg", None), ("0", 0.0), ("-5", None), ("(500)", None), ("tbd", None), ("", None),
        ("9" * 40, None),
    ],
)  # fmt: skip
def test_money(cell: str, expected: float | None) -> None:
    assert money_of(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("1", True), ("TRUE", True), ("yes", True), ("x", True), ("Ja", True), ("2024-03-12", True), ("opted out", True),
     ("0", False), ("false", False), ("No", False), ("", False), (" ", False), ("n/a", False), ("nein", False)],
)  # fmt: skip
def test_anything_but_a_plain_no_forbids(cell: str, expected: bool) -> None:
    assert is_set(cell) is expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("kim@example.com", "kim@example.com"),
        ("Kim <kim@example.com>; dana@example.com", "kim@example.com"),
        ("mailto:kim@example.com", "kim@example.com"),
        ("kim at example", ""),
        ("", ""),
    ],
)
def test_the_first_address_of_a_cell(cell: str, expected: str) -> None:
    assert email_of(cell) == expected


@pytest.mark.parametrize(
    ("cell", "text"),
    [("'=1+1", "=1+1"), ("'+1 512", "+1 512"), ("'-5", "-5"), ("'@SUM", "@SUM"), ("''=1", "'=1"), ("'Kim", "'Kim"),
     ("'", "'"), ("O'=x", "O'=x"), ("'\tKim", "Kim"), ("'\rKim", "Kim")],
)  # fmt: skip
def test_an_apostrophe_that_protects_from_spreadsheets_is_taken_off(cell: str, text: str) -> None:
    assert (one_line(cell), long_text(cell)) == (text, text)
    assert unprotected(cell).strip() == text


def test_text_stays_text() -> None:
    for hazard in ('=HYPERLINK("x")', "<img src=x>", "@SUM(A1)", "a\x07b", "'; DROP TABLE lead; --"):
        assert one_line(hazard) == hazard
        assert long_text(hazard) == hazard
    assert long_text(" a\r\nb\rc \n") == "a\nb\nc"
    assert one_line(" a\n b\t c ") == "a b c"


@pytest.mark.parametrize(
    ("cell", "zone"),
    [("America/Chicago", "America/Chicago"), ("Eastern Time", "America/New_York"), ("PST", "America/Los_Angeles"),
     ("(GMT-06:00) Central Time (US & Canada)", "America/Chicago"), ("Mars/Base", ""), ("", ""), ("soon", "")],
)  # fmt: skip
def test_zones_by_name(cell: str, zone: str) -> None:
    assert zone_of(cell) == zone


@pytest.mark.parametrize(
    ("country", "region"),
    [("United States", "US"), ("usa", "US"), ("U.S.A.", "US"), ("DE", "DE"), ("Deutschland", "DE"), ("England", "GB"),
     ("Alemania", "DE"), ("Países Bajos", "NL"), ("+49", "DE"), ("+1", "US"), ("+999", ""), ("", ""), ("--", "")],
)  # fmt: skip
def test_countries(country: str, region: str) -> None:
    assert region_of(country) == region


@pytest.mark.parametrize(
    ("word", "stage"),
    [
        ("NEW", Stage.NEW), ("Open", Stage.NEW), ("Open - Not Contacted", Stage.NEW), ("In progress", Stage.TRYING),
        ("ATTEMPTED_TO_CONTACT", Stage.TRYING), ("CONNECTED", Stage.TALKING), ("Working - Contacted", Stage.TALKING),
        ("BAD_TIMING", Stage.NURTURE), ("Contact in Future", Stage.NURTURE), ("Customer", Stage.NOT_A_LEAD),
        ("Existing customer", Stage.NOT_A_LEAD), ("Closed Won", Stage.NOT_A_LEAD),
        ("Closed - not interested", Stage.NOT_A_LEAD), ("UNQUALIFIED", Stage.NOT_A_LEAD),
        ("Spoke with customer", Stage.TALKING), ("Cold lead, Customer", Stage.NOT_A_LEAD),
        ("Red; Warm lead", Stage.NEW), ("Klant", Stage.NOT_A_LEAD), ("Junk Lead", Stage.NOT_A_LEAD),
        ("not-a-lead", Stage.NOT_A_LEAD), ("sold", Stage.SOLD),
        ("OPEN_DEAL", None), ("Potential customer", None), ("Blue", None), ("", None),
    ],
)  # fmt: skip
def test_status_words(word: str, stage: Stage | None) -> None:
    assert stage_of(word) is stage


def test_a_status_may_forbid_calls() -> None:
    assert forbids_calls("Do Not Call")
    assert forbids_calls("Investor|DNC")
    assert forbids_calls("* myContacts ::: Do not call")
    assert not forbids_calls("Call ok; Hot lead")
    assert not forbids_calls("New")


HEADERS = {
    "hubspot": "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Last Activity Date,Lead Status,"
    "Marketing contact status,Create Date",
    "salesforce": "Lead Owner,First Name,Last Name,Title,Company / Account,Lead Source,Rating,Street,Email",
    "salesforce ": "Salutation,First Name,Last Name,Title,Mailing Street,Mailing City,Mailing State/Province,"
    "Mailing Zip/Postal Code,Mailing Country,Phone,Mobile,Fax,Email,Account Owner,Account Name",
    "salesforce  ": "Id,FirstName,LastName,Company,Phone,MobilePhone,LeadSource,Status,DoNotCall",
    "pipedrive": "Person - ID,Person - Name,Person - Organization,Person - Email - Work,Person - Phone - Work,"
    "Person - Labels,Person - Owner",
    "zoho": "Record Id,Lead Owner,Company,First Name,Last Name,Email,Phone,Lead Source,Lead Status,Street,City,State,"
    "Zip Code,Description",
    "zoho ": "Record Id,Contact Owner,First Name,Last Name,Account Name,Account Name.id,Email,Phone,Mobile,"
    "Mailing Street",
    "close": "id,display_name,description,url,status_id,status_label,primary_contact_name,primary_contact_title,"
    "primary_contact_primary_phone,primary_contact_other_phones,primary_contact_primary_email",
    "follow-up-boss": "First Name,Last Name,Email,Secondary Email,Phone,Secondary Phone,Source,Assigned To,Street,"
    "City,State,Zip,Tags,Notes,Search Criteria",
    "google": "First Name,Middle Name,Last Name,File As,Organization Name,Organization Title,Notes,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Region",
    "google-old": "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name",
    "outlook": "Title,First Name,Last Name,Company,Job Title,Business Fax,Business Phone,Home Phone,Mobile Phone,"
    "E-mail Address,E-mail Type,E-mail Display Name,Notes",
    "outlook-com": "First Name,Last Name,Title,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,Home Phone,"
    "Business Phone,Mobile Phone,Business Fax,IMAddress,Job Title,Company,Notes",
    "linkedin": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "apollo": "First Name,Last Name,Title,Company,Company Name for Emails,Email,Work Direct Phone,Mobile Phone,"
    "Corporate Phone,# Employees,Lists",
    "table": "Name,Phone",
}  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_every_system_is_recognised_by_its_headers_in_any_order(name: str) -> None:
    headers = tuple(HEADERS[name].split(","))
    assert weighed(headers)[0].name == name.strip()
    assert weighed(headers[::-1])[0].name == name.strip()


@pytest.mark.parametrize(
    ("source", "header", "field"),
    [
        ("outlook", "Title", "prefix"), ("outlook", "Business Fax", "ignore"), ("salesforce", "Title", "title"),
        ("hubspot", "Create Date", "ignore"), ("google", "Phone 2 - Value", "phone"),
        ("google", "Phone 2 - Label", "ignore"), ("google", "E-mail 3 - Value", "email"),
        ("google", "Address 1 - Postal Code", "zip"), ("google-old", "Organization 1 - Name", "company"),
        ("outlook-com", "E-mail 2 Address", "email"), ("outlook", "Home Phone 2", "phone"),
        ("close", "display_name", "company"), ("salesforce", "DoNotCall", "do_not_call"),
        ("salesforce", "Email Opt Out", "no_email"), ("pipedrive", "Person - Phone - Mobile", "phone"),
        ("hubspot", "Favourite colour", ""),
    ],
)  # fmt: skip
def test_headers_mean_what_their_system_means(source: str, header: str, field: str) -> None:
    assert field_of(header, next(each for each in FORMATS if each.name == source)) == field


def test_headers_are_compared_by_letters_alone() -> None:
    assert squash(" E-mail 1 - Value*") == squash("email1value")
    assert squash("Téléphone") == "telephone"
    assert phone_label("Mobile Phone Number") == "mobile"
    assert phone_label("Business Phone 2") == "work"
    assert phone_label("Phone") == ""
