"""Every system of the design's table: recognised by its own header list, its quirks survived."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lch_desktop.domain.errors import FileError
from lch_desktop.domain.leads import Lead, Stage
from lch_desktop.exchange.formats import BY_NAME, FORMATS
from lch_desktop.exchange.recognise import layout_of
from tests.unit.lead_files import Made, export, read, read_bytes

SHARED = Path(__file__).parents[3] / "shared" / "samples"


def numbers(lead: Lead) -> list[tuple[str, str]]:
    return [(phone.e164, phone.label) for phone in lead.phones]


# HubSpot

HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Last Activity Date,Lead Status,"
    "Marketing contact status,Create Date"
)
HUBSPOT_WIDE = (
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Last Activity Date,Lead Status,Create Date,"
    "Job Title,Company Name,Lifecycle Stage,Original Source,City,State/Region,Postal Code,Country/Region,"
    "Mobile Phone Number,Associated Company IDs,Associated Contact IDs,Last Modified Date"
)


def test_hubspot_as_its_list_view_exports(tmp_path: Path) -> None:
    kim = {
        "Record ID": "9001", "First Name": "Kim", "Last Name": "Boone", "Email": "kim@scott.example",
        "Phone Number": "(512) 555-0143", "Contact owner": "Dana Reyes", "Last Activity Date": "2024-03-12 09:14",
        "Lead Status": "OPEN_DEAL", "Create Date": "2023-01-05 10:00",
    }  # fmt: skip
    made = read_bytes(tmp_path, ("\ufeff" + export(HUBSPOT, [kim])).encode())
    (lead,) = made.leads
    assert (made.table.format, made.table.encoding) == ("hubspot", "utf-8")
    assert (lead.name, lead.owner, lead.status) == ("Kim Boone", "Dana Reyes", "OPEN_DEAL")
    assert (lead.last_activity_on, lead.follow.stage) == (date(2024, 3, 12), Stage.NEW)
    assert numbers(lead) == [("+15125550143", "")]


def test_hubspot_with_extras_lists_and_american_dates(tmp_path: Path) -> None:
    kim = {
        "Record ID": "9001", "First Name": "Kim", "Last Name": "Boone", "Phone Number": "+44 20 7946 0958",
        "Mobile Phone Number": "07400 123456", "Company Name": "Scott Group", "Job Title": "Buyer",
        "Lifecycle Stage": "customer", "Lead Status": "Connected", "City": "London", "Postal Code": "N1 9GU",
        "Country/Region": "United Kingdom", "Last Activity Date": "3/15/2024 2:30 PM",
        "Associated Company IDs": "9002;9999", "Associated Contact IDs": "1;2",
    }  # fmt: skip
    (lead,) = read_bytes(tmp_path, export(HUBSPOT_WIDE, [kim]).encode()).leads
    assert numbers(lead) == [("+442079460958", ""), ("+447400123456", "mobile")]
    assert (lead.company, lead.title, lead.city, lead.zip) == ("Scott Group", "Buyer", "London", "N1 9GU")
    assert (lead.status, lead.follow.stage) == ("customer", Stage.NOT_A_LEAD)  # the one that forbids outweighs
    assert lead.last_activity_on == date(2024, 3, 15)


@pytest.mark.parametrize(
    "header",
    [
        "Record ID - Contact,First Name,Last Name,Phone Number,Create Date,Record ID - Company,Company Name"
        ",Create Date",
        "Record ID - Contact,First Name,Last Name,Phone Number,Create Date,Company Name,Create Date_1",
        "Record ID - Contact,First Name - Contact,Last Name - Contact,Phone Number - Contact,Company Name",
    ],
)
def test_hubspot_across_objects(tmp_path: Path, header: str) -> None:
    cells = {"Record ID - Contact": "9001", "Company Name": "Scott Group", "Create Date": "2024-03-12"}
    names = {"First Name": "Kim", "Last Name": "Boone", "Phone Number": "512 555 0143"}
    person = {
        each: text
        for each in header.split(",")
        if (text := cells.get(each) or names.get(each.removesuffix(" - Contact")))
    }
    made = read_bytes(tmp_path, export(header, [person]).encode())
    assert made.table.format == "hubspot"
    (lead,) = made.leads
    assert (lead.name, lead.company, numbers(lead)) == ("Kim Boone", "Scott Group", [("+15125550143", "")])
    assert set(made.table.mapping.values()) == {"ignore", "first_name", "last_name", "phone", "company"}


@pytest.mark.parametrize(
    ("word", "stage"),
    [("NEW", Stage.NEW), ("New", Stage.NEW), ("Attempted to Contact", Stage.TRYING), ("UNQUALIFIED", Stage.NOT_A_LEAD)],
)
def test_hubspot_writes_a_status_as_label_or_code(tmp_path: Path, word: str, stage: Stage) -> None:
    (lead,) = read_bytes(tmp_path, export(HUBSPOT, [{"First Name": "Kim", "Lead Status": word}]).encode()).leads
    assert lead.follow.stage is stage


# Salesforce

SALESFORCE_FOOTER = (
    '\r\n"Grand Totals (5700 records)"\r\n"Confidential Information - Do Not Distribute"\r\n'
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\r\n'
)
SALESFORCE_FULL = (
    "Lead ID,First Name,Last Name,Email,Email Opt Out,Phone,Other Phone,Title,Lead Owner,Company / Account,Description,"
    "Created By,Lead Source,Rating,Street,Street Line 1,City,State/Province,Zip/Postal Code,Country,Status"
)


def test_a_salesforce_leads_report_with_labels(tmp_path: Path) -> None:
    header = "Lead Owner,First Name,Last Name,Title,Company / Account,Lead Source,Rating,Street,Email"
    kim = {"Lead Owner": "Dana Reyes", "First Name": "Kim", "Last Name": "Boone", "Title": "Buyer",
           "Company / Account": "Scott Group", "Email": "kim@scott.example"}  # fmt: skip
    made = read_bytes(tmp_path, export(header, [kim], all_quoted=True, footer=SALESFORCE_FOOTER).encode())
    assert made.table.format == "salesforce"
    (lead,) = made.leads
    assert (lead.name, lead.title, lead.company, lead.owner) == ("Kim Boone", "Buyer", "Scott Group", "Dana Reyes")
    assert [skip.row for skip in made.skipped] == [4, 5, 6]
    assert all("not a lead" in skip.reason for skip in made.skipped)


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_a_full_salesforce_report(tmp_path: Path, line_end: str, encoding: str) -> None:
    kim = {"Lead ID": "00Q5e0000000000EAA", "First Name": "Renée", "Last Name": "Boone", "Phone": "512.555.0143",
           "Other Phone": "5125550144", "Email Opt Out": "1", "State/Province": "TX", "Status": "Working - Contacted",
           "Description": "Wants the smaller plan", "Company / Account": "Scott Group"}  # fmt: skip
    made = read_bytes(tmp_path, export(SALESFORCE_FULL, [kim], line_end=line_end).encode(encoding))
    (lead,) = made.leads
    assert made.table.format == "salesforce"
    assert (lead.name, lead.no_email, lead.do_not_call) == ("Renée Boone", True, False)
    assert numbers(lead) == [("+15125550143", ""), ("+15125550144", "other")]
    assert (lead.follow.stage, lead.notes, lead.state) == (Stage.TALKING, "Wants the smaller plan", "TX")


def test_salesforce_contacts(tmp_path: Path) -> None:
    header = (
        "Salutation,First Name,Last Name,Title,Mailing Street,Mailing City,Mailing State/Province,"
        "Mailing Zip/Postal Code,Mailing Country,Phone,Mobile,Fax,Email,Account Owner,Account Name"
    )
    kim = {"Salutation": "Dr.", "First Name": "Kim", "Last Name": "Boone", "Phone": "512-555-0143",
           "Mobile": "512-555-0144", "Fax": "512-555-0145", "Account Name": "Scott Group", "Mailing City": "Austin",
           "Mailing State/Province": "TX", "Mailing Zip/Postal Code": "78701"}  # fmt: skip
    made = read_bytes(tmp_path, export(header, [kim]).encode())
    (lead,) = made.leads
    assert made.table.format == "salesforce"
    assert (lead.name, lead.company, lead.city, lead.zip) == ("Dr. Kim Boone", "Scott Group", "Austin", "78701")
    assert numbers(lead) == [("+15125550143", ""), ("+15125550144", "mobile")]  # a fax rings at nobody's
    assert made.rows[0].cells["Fax"] == "512-555-0145"


@pytest.mark.parametrize(("flag", "never"), [("1", True), ("true", True), ("TRUE", True), ("0", False), ("", False)])
def test_the_salesforce_data_loader(tmp_path: Path, flag: str, never: bool) -> None:
    header = "Id,FirstName,LastName,Company,Phone,MobilePhone,LeadSource,Status,DoNotCall"
    kim = {"Id": "00Q5e0000000000EAA", "FirstName": "Kim", "LastName": "Boone", "Company": "Scott Group",
           "MobilePhone": "(512) 555-0143", "Status": "Open - Not Contacted", "DoNotCall": flag}  # fmt: skip
    made = read_bytes(tmp_path, export(header, [kim], all_quoted=True).encode())
    (lead,) = made.leads
    assert (made.table.format, lead.name, lead.do_not_call) == ("salesforce", "Kim Boone", never)
    assert numbers(lead) == [("+15125550143", "mobile")]


# Pipedrive

PIPEDRIVE = (
    "Person - ID,Person - Name,Person - First name,Person - Last name,Person - Organization,Person - Email - Work,"
    "Person - Email - Home,Person - Email - Other,Person - Phone - Work,Person - Phone - Home,Person - Phone - Mobile,"
    "Person - Phone - Other,Person - Labels,Person - Owner,Person - Job title,Person - Birthday,Person - Notes,"
    "Person - Postal address - City/town/village/locality,Person - Postal address - State/county,"
    "Person - Postal address - ZIP/Postal code,Person - Postal address - Country,Person - Next activity date,"
    "Person - Open deals,Person - Closed deals,Person - Last activity date"
)


def test_pipedrive_people_with_several_phones_in_a_cell(tmp_path: Path) -> None:
    kim = {"Person - Name": "Kim Boone", "Person - Organization": "Scott Group", "Person - Labels": "Hot lead",
           "Person - Phone - Work": "512 555 0143,5125550144", "Person - Phone - Mobile": "+1 512 555 0145",
           "Person - Email - Work": "kim@scott.example, kb@scott.example", "Person - Job title": "Buyer",
           "Person - Owner": "Dana Reyes", "Person - Notes": "Rides", "Person - Last activity date": "2026-10-03",
           "Person - Postal address - State/county": "Texas"}  # fmt: skip
    made = read_bytes(
        tmp_path, export(PIPEDRIVE, [kim, {"Person - Name": "Al", "Person - Labels": "Cold lead, Customer"}]).encode()
    )
    lead, customer = made.leads
    assert made.table.format == "pipedrive"
    assert numbers(lead) == [("+15125550143", "work"), ("+15125550144", "work"), ("+15125550145", "mobile")]
    assert (lead.name, lead.first_name, lead.company, lead.title) == ("Kim Boone", "Kim", "Scott Group", "Buyer")
    assert (lead.email, lead.owner, lead.notes, lead.state) == ("kim@scott.example", "Dana Reyes", "Rides", "Texas")
    assert (lead.follow.stage, customer.follow.stage) == (Stage.NEW, Stage.NOT_A_LEAD)


def test_an_older_pipedrive_file_in_another_order(tmp_path: Path) -> None:
    header = "Person - Phone,Person - Email,Person - Label,Person - Name,Person - Owner"
    kim = {"Person - Phone": "512 555 0143, 512 555 0144", "Person - Name": "Kim Boone", "Person - Owner": "Dana"}
    made = read_bytes(tmp_path, export(header, [kim]).encode())
    assert made.table.format == "pipedrive"
    assert numbers(made.leads[0]) == [("+15125550143", ""), ("+15125550144", "")]


# Zoho

ZOHO_LEADS = (
    "Record Id,Lead Owner,Company,First Name,Last Name,Email,Phone,Lead Source,Lead Status,Street,City,State,Zip Code,"
    "Description"
)


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), (",", "utf-16"), (";", "utf-16")]
)
def test_zoho_leads_all_quoted(tmp_path: Path, delimiter: str, encoding: str) -> None:
    kim = {"Record Id": "zcrm_4876876000000123001", "Lead Owner": "Dana Reyes", "Company": "Scott Group",
           "First Name": "Kim", "Last Name": "Boone", "Phone": "5125550143", "Lead Status": "Contact in Future",
           "City": "Austin", "State": "TX", "Zip Code": "78701", "Description": "Later, please; in May"}  # fmt: skip
    junk = {"Record Id": "zcrm_4876876000000123002", "Last Name": "Spam", "Lead Status": "Junk Lead"}
    text = export(ZOHO_LEADS, [kim, junk], delimiter=delimiter, all_quoted=True)
    made = read_bytes(tmp_path, text.encode(encoding))
    lead, spam = made.leads
    assert made.table.format == "zoho"
    assert (lead.follow.stage, lead.notes, lead.zip) == (Stage.NURTURE, "Later, please; in May", "78701")
    assert spam.follow.stage is Stage.NOT_A_LEAD


def test_zoho_contacts(tmp_path: Path) -> None:
    header = (
        "Record Id,Contact Owner,First Name,Last Name,Account Name,Account Name.id,Email,Phone,Mobile,Mailing Street,"
        "Mailing City,Mailing State,Mailing Zip,Last Activity Time"
    )
    kim = {"Record Id": "4876876000000123001", "First Name": "Kim", "Last Name": "Boone",
           "Account Name": "Scott Group", "Account Name.id": "zcrm_48768760001", "Mobile": "512 555 0143",
           "Last Activity Time": "Sep 12, 2026 04:30 PM"}  # fmt: skip
    made = read_bytes(tmp_path, export(header, [kim], all_quoted=True).encode())
    (lead,) = made.leads
    assert (made.table.format, lead.company, lead.last_activity_on) == ("zoho", "Scott Group", date(2026, 9, 12))


@pytest.mark.parametrize(
    "header",
    ["Note Id,Note Title,Note Content,Parent ID,Parent Module", "Note Title,Note Content,Parent ID,Parent Module"],
)
def test_the_notes_of_zoho_are_refused_kindly(tmp_path: Path, header: str) -> None:
    notes = [{"Note Title": "Call", "Note Content": "Rides", "Parent ID": "zcrm_1", "Parent Module": "Leads"}]
    with pytest.raises(FileError) as caught:
        read_bytes(tmp_path, export(header, notes, all_quoted=True).encode())
    assert caught.value.code == "file-notes-only"


# Close, Follow Up Boss

CLOSE = (
    "id,display_name,description,url,status_id,status_label,primary_contact_name,primary_contact_title,"
    "primary_contact_primary_phone,primary_contact_primary_phone_type,primary_contact_other_phones,"
    "primary_contact_primary_email,primary_contact_primary_email_type,primary_contact_other_emails,"
    "primary_contact_primary_url,primary_contact_other_urls,custom.Lead Owner,custom.Do Not Call,custom.Favourite"
)


@pytest.mark.parametrize(
    "others", ["+15125550144, +15125550145", "+15125550144;+15125550145", "+15125550144\n+15125550145"]
)
def test_close_has_a_row_for_each_company(tmp_path: Path, others: str) -> None:
    scott = {"id": "lead_abcdefghijklmnopqrstuvw", "display_name": "Scott Group", "description": "Buys lifts",
             "status_label": "Potential", "primary_contact_name": "Kim Boone", "primary_contact_title": "Buyer",
             "primary_contact_primary_phone": "+15125550143", "primary_contact_primary_phone_type": "mobile",
             "primary_contact_other_phones": others, "primary_contact_primary_email": "kim@scott.example",
             "custom.Lead Owner": "Dana Reyes", "custom.Favourite": "blue"}  # fmt: skip
    never = scott | {"primary_contact_name": "Al Poe", "custom.Do Not Call": "Yes"}
    made = read_bytes(tmp_path, export(CLOSE, [scott, never]).encode())
    lead, forbidden = made.leads
    assert made.table.format == "close"
    assert (lead.company, lead.name, lead.title, lead.owner) == ("Scott Group", "Kim Boone", "Buyer", "Dana Reyes")
    assert numbers(lead) == [("+15125550143", "mobile"), ("+15125550144", "other"), ("+15125550145", "other")]
    assert (lead.notes, lead.follow.stage, lead.do_not_call) == ("Buys lifts", Stage.NEW, False)
    assert forbidden.do_not_call
    assert made.rows[0].cells["custom.Favourite"] == "blue"


FOLLOW_UP_BOSS = (
    "First Name,Last Name,Email,Secondary Email,Phone,Secondary Phone,Source,Assigned To,Street,City,State,Zip,Tags,"
    "Notes,Search Criteria"
)
FOLLOW_UP_BOSS_WIDE = (
    "ID,Date Added,Name,First Name,Last Name,Stage,Lead Source,Assigned To,Is Contacted,Tags,Email 1,Email 1 - Type,"
    "Phone 1,Phone 1 - Type,Phone 2,Phone 2 - Type,Address 1 - Street,Address 1 - City,Address 1 - State,"
    "Address 1 - Zip,Background,Notes"
)


def test_follow_up_boss_narrow(tmp_path: Path) -> None:
    people = [
        {"First Name": "Kim", "Phone": "5551234567", "Tags": "Hot Lead; First Time Buyer", "Assigned To": "Dana"},
        {"First Name": "Al", "Last Name": "Poe", "Phone": "512-555-0143", "Secondary Phone": "+1 (512) 555-0198",
         "Tags": "Investor|DNC"},
    ]  # fmt: skip
    made = read_bytes(tmp_path, export(FOLLOW_UP_BOSS, people).encode())
    kim, al = made.leads
    assert made.table.format == "follow-up-boss"
    assert [phone.certain for phone in kim.phones] == [False]  # 555 is no area code
    assert (kim.owner, kim.do_not_call) == ("Dana", False)
    assert numbers(al) == [("+15125550143", ""), ("+15125550198", "other")]
    assert al.do_not_call  # as one of its tags says


def test_follow_up_boss_wide(tmp_path: Path) -> None:
    kim = {"Name": "Kim Boone", "First Name": "Kim", "Last Name": "Boone", "Stage": "Spoke with customer",
           "Phone 1": "5125550143", "Phone 1 - Type": "Mobile", "Phone 2": "5125550144", "Phone 2 - Type": "Work Fax",
           "Email 1": "kim@scott.example", "Address 1 - City": "Austin", "Address 1 - State": "TX",
           "Address 1 - Zip": "78701", "Is Contacted": "true", "Background": "Rides"}  # fmt: skip
    made = read_bytes(tmp_path, export(FOLLOW_UP_BOSS_WIDE, [kim]).encode())
    (lead,) = made.leads
    assert made.table.format == "follow-up-boss"
    assert numbers(lead) == [("+15125550143", "mobile"), ("", "fax")]
    assert (lead.city, lead.state, lead.zip, lead.notes) == ("Austin", "TX", "78701", "Rides")
    assert (lead.follow.stage, lead.email) == (Stage.TALKING, "kim@scott.example")


# Address books

GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
    "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,"
    "Labels{emails}{phones},Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
    "Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,"
    "Website 1 - Label,Website 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)


@pytest.mark.parametrize(("emails", "phones"), [(1, 1), (2, 4), (3, 12)])
def test_google_contacts_with_any_number_of_groups(tmp_path: Path, emails: int, phones: int) -> None:
    header = GOOGLE.format(
        emails="".join(f",E-mail {n} - Label,E-mail {n} - Value" for n in range(1, emails + 1)),
        phones="".join(f",Phone {n} - Label,Phone {n} - Value" for n in range(1, phones + 1)),
    )
    kim = {"Name Prefix": "Dr.", "First Name": "Kim", "Middle Name": "A.", "Last Name": "Boone",
           "Organization Name": "Scott Group", "Organization Title": "Buyer", "Labels": "* myContacts ::: Governo",
           "E-mail 1 - Label": "* Work", "E-mail 1 - Value": "kim@scott.example ::: kb@scott.example",
           "Phone 1 - Label": "Mobile", "Phone 1 - Value": "512 555 0143 ::: 512 555 0144",
           f"Phone {phones} - Label": "Work" if phones > 1 else "Mobile", "Address 1 - Region": "TX",
           "Address 1 - Postal Code": "78701", "Address 1 - City": "Austin"}  # fmt: skip
    if phones > 1:
        kim[f"Phone {phones} - Value"] = "512 555 0145"
    made = read_bytes(tmp_path, export(header, [kim, {"Organization Name": "Poe Ltd"}]).encode())
    lead, firm = made.leads
    assert made.table.format == "google"
    expected = [("+15125550143", "mobile"), ("+15125550144", "mobile"), ("+15125550145", "work")]
    assert numbers(lead) == expected[: 3 if phones > 1 else 2]
    assert (lead.name, lead.email, lead.company) == ("Dr. Kim A. Boone", "kim@scott.example", "Scott Group")
    assert (lead.title, lead.city, lead.state, lead.zip) == ("Buyer", "Austin", "TX", "78701")
    assert (firm.name, firm.company) == ("", "Poe Ltd")


GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,Family Name Yomi,"
    "Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,"
    "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Yomi Name,Organization 1 - Title"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_old_google_contacts(tmp_path: Path, encoding: str) -> None:
    kim = {"Name": "Zoë Boone", "Given Name": "Zoë", "Family Name": "Boone", "Notes": "Rides\nat dawn",
           "Group Membership": "* myContacts", "Phone 1 - Type": "Home", "Phone 1 - Value": "512 555 0143",
           "E-mail 1 - Value": "kim@scott.example", "Organization 1 - Name": "Scott Group",
           "Organization 1 - Title": "Buyer"}  # fmt: skip
    made = read_bytes(tmp_path, export(GOOGLE_OLD, [kim]).encode(encoding))
    (lead,) = made.leads
    assert made.table.format == "google-old"
    assert (lead.name, lead.company, lead.title, lead.notes) == ("Zoë Boone", "Scott Group", "Buyer", "Rides\nat dawn")
    assert numbers(lead) == [("+15125550143", "home")]


OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,"
    "Business State,Business Postal Code,Business Country/Region,Home City,Business Fax,Business Phone,"
    "Business Phone 2,Callback,Car Phone,Company Main Phone,Home Fax,Home Phone,Home Phone 2,ISDN,Mobile Phone,"
    "Other Fax,Other Phone,Pager,Primary Phone,Assistant's Phone,Birthday,Categories,E-mail Address,E-mail Type,"
    "E-mail Display Name,Notes"
)


def test_outlook_on_the_desktop(tmp_path: Path) -> None:
    kim = {"Title": "Mr.", "First Name": "Jörg", "Last Name": "Boone", "Suffix": "Jr.", "Company": "Scott Group",
           "Job Title": "Buyer", "Business City": "Austin", "Business State": "TX", "Business Fax": "512 555 0199",
           "Business Phone": "512 555 0143", "Mobile Phone": "512 555 0144", "Pager": "512 555 0198",
           "Assistant's Phone": "512 555 0197", "Birthday": "0/0/00", "Categories": "Red;Do Not Call",
           "E-mail Address": "joerg@scott.example", "E-mail Type": "SMTP",
           "Notes": "First line\r\nsecond – line"}  # fmt: skip
    made = read_bytes(tmp_path, export(OUTLOOK, [kim], all_quoted=True).encode("cp1252"))
    (lead,) = made.leads
    assert (made.table.format, made.table.encoding) == ("outlook", "cp1252")
    assert (lead.name, lead.title, lead.city) == ("Mr. Jörg Boone Jr.", "Buyer", "Austin")
    assert lead.notes == "First line\nsecond – line"
    assert numbers(lead) == [("+15125550143", "work"), ("+15125550144", "mobile")]
    assert lead.do_not_call


OUTLOOK_COM = (
    "First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,E-mail 2 Address,"
    "E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,Mobile Phone,Car Phone,Other Phone,"
    "Primary Phone,Pager,Business Fax,Home Fax,Other Fax,Company Main Phone,Callback,Radio Phone,Telex,TTY/TDD Phone,"
    "IMAddress,Job Title,Department,Company,Office Location,Business City,Web Page,Birthday,Anniversary,Notes"
)


def test_outlook_on_the_web(tmp_path: Path) -> None:
    kim = {"First Name": "Kim", "Last Name": "Boone", "Title": "Ms.", "Job Title": "Buyer", "Company": "Scott Group",
           "E-mail 2 Address": "kim@scott.example", "Home Phone 2": "512 555 0143", "TTY/TDD Phone": "512 555 0190",
           "Company Main Phone": "512 555 0100"}  # fmt: skip
    made = read_bytes(tmp_path, export(OUTLOOK_COM, [kim]).encode())
    (lead,) = made.leads
    assert (made.table.format, lead.name, lead.email) == ("outlook-com", "Ms. Kim Boone", "kim@scott.example")
    assert numbers(lead) == [("+15125550143", "home"), ("+15125550100", "work")]


PREAMBLE = 'Notes:\r\n"When exporting your connections, you may notice that some e-mails, are missing."\r\n\r\n'


@pytest.mark.parametrize(
    ("header", "preamble", "row"),
    [
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", PREAMBLE, 5),
        ("First Name,Last Name,Email Address,Company,Position,Connected On", "", 2),
    ],
)
def test_linkedin_connections_have_no_phone(tmp_path: Path, header: str, preamble: str, row: int) -> None:
    kim = {"First Name": "Kim", "Last Name": "Boone", "Company": "Scott Group", "Position": "Buyer",
           "Connected On": "04 Mar 2025"}  # fmt: skip
    made = read_bytes(tmp_path, export(header, [kim], preamble=preamble).encode())
    (lead,) = made.leads
    assert made.table.format == "linkedin"
    assert (lead.name, lead.title, lead.company, lead.needs_number) == ("Kim Boone", "Buyer", "Scott Group", True)
    assert lead.last_activity_on is None  # the day two people met there is no talk
    assert [each.row for each in made.rows] == [row]


def test_apollo_for_sales_navigator(tmp_path: Path) -> None:
    header = (
        "First Name,Last Name,Title,Company,Company Name for Emails,Email,Email Status,Work Direct Phone,First Phone,"
        "Corporate Phone,Mobile Phone,Home Phone,Other Phone,Stage,Lists,# Employees,City,State,Country"
    )
    kim = {"First Name": "Kim", "Last Name": "Boone", "Title": "Buyer", "Company": "Scott Group, Inc.",
           "Company Name for Emails": "Scott", "Work Direct Phone": "'+1 512-555-0143",
           "Corporate Phone": "'+1 512-555-0100", "# Employees": "120", "Stage": "Unresponsive"}  # fmt: skip
    made = read_bytes(tmp_path, export(header, [kim]).encode())
    (lead,) = made.leads
    assert (made.table.format, lead.company, lead.title) == ("apollo", "Scott Group, Inc.", "Buyer")
    assert numbers(lead) == [("+15125550143", "work"), ("+15125550100", "work")]
    assert lead.follow.stage is Stage.TRYING


# Any sensible table, in seven languages


@pytest.mark.parametrize(
    ("header", "region", "phone"),
    [
        ("Vorname;Nachname;Firma;Telefon;E-Mail-Adresse;Ort;PLZ", "DE", "030 123456"),
        ("Vorname;Name;Unternehmen;Rufnummer;E-Mail;Stadt;Postleitzahl", "DE", "030 123456"),
        ("Prénom;Nom;Société;Téléphone;Adresse e-mail;Ville;Code postal", "FR", "01 23 45 67 89"),
        ("Nombre;Apellidos;Empresa;Teléfono;Correo electrónico;Ciudad;Código postal", "ES", "912 34 56 78"),
        ("Nome;Sobrenome;Empresa;Telefone;E-mail;Cidade;CEP", "BR", "(11) 2345-6789"),
        ("Nome;Cognome;Azienda;Telefono;E-mail;Città;CAP", "IT", "06 1234 5678"),
        ("Voornaam;Achternaam;Bedrijf;Telefoonnummer;E-mailadres;Plaats;Postcode", "NL", "020 123 4567"),
        ("First;Last;Organisation;Tel;Mail;Town;Postcode", "GB", "020 7946 0958"),
    ],
)
def test_a_table_in_the_languages_of_the_west(tmp_path: Path, header: str, region: str, phone: str) -> None:
    text = f"{header}\nKim;Boone;Scott Group;{phone};kim@scott.example;Dorf;12345\n"
    made = read_bytes(tmp_path, text.encode("utf-8"), region=region)
    (lead,) = made.leads
    assert made.table.format == "table"
    assert (lead.first_name, lead.last_name, lead.company) == ("Kim", "Boone", "Scott Group")
    assert (lead.email, lead.city, lead.zip) == ("kim@scott.example", "Dorf", "12345")
    assert [(each.region, each.certain) for each in lead.phones] == [(region, True)]


@pytest.mark.parametrize("header", ["Name", "Nom", "Nombre", "Nome", "Naam", "Vollständiger Name", "Ansprechpartner"])
def test_a_name_that_stands_alone_is_a_whole_one(tmp_path: Path, header: str) -> None:
    (lead,) = read_bytes(tmp_path, f"{header};Telefon\nKim Boone;512 555 0143\n".encode()).leads
    assert (lead.name, lead.first_name, lead.last_name) == ("Kim Boone", "Kim", "Boone")


def test_a_name_beside_a_first_name_may_be_either(tmp_path: Path) -> None:
    (half,) = read_bytes(tmp_path, b"Name,First name\nBoone,Kim\n").leads
    (whole,) = read_bytes(tmp_path, b"Name,First name\nKim Boone,Kim\n").leads
    assert half.name == whole.name == "Kim Boone"
    assert half.last_name == "Boone"


# How sure it is


@pytest.mark.parametrize("source", [each.name for each in FORMATS])
def test_marks_are_headers_that_the_design_lists(source: str) -> None:
    assert BY_NAME[source].marks


@pytest.mark.parametrize(
    ("records", "low", "high"),
    [
        ([HUBSPOT.split(",")], 0.8, 1.0),
        ([["Last Name", "Account Name", "Lead Source", "Lead Status"]], 0.5, 0.7),
        ([["Name", "Phone", "Email"], ["Kim", "512 555 0143", "kim@scott.example"]], 1.0, 1.0),
        ([["Name", "Phone", "Email"], ["Kim", "see below", "none"]], 0.3, 0.3),
        ([["Name", "Phone"], ["Kim", "512 555 0143"], ["Al", "(512) 555-0144"]], 1.0, 1.0),
        ([["Notes"], ["Kim"]], 0.0, 0.0),
    ],
)
def test_confidence_by_weight_and_content(records: list[list[str]], low: float, high: float) -> None:
    layout = layout_of(records, "leads.csv", chosen_format="", mapping={})
    assert low <= layout.confidence <= high


def test_a_choice_is_certain() -> None:
    layout = layout_of([["Name"], ["Kim"]], "leads.csv", chosen_format="google", mapping={})
    assert (layout.source.name, layout.confidence) == ("google", 1.0)


@pytest.mark.parametrize(
    ("header", "cells", "source"),
    [
        ("Id,First Name,Last Name,Phone", "00Q5e0000000000EAA,Kim,Boone,512 555 0143", "salesforce"),
        ("Record Id,First Name,Last Name,Phone", "zcrm_4876876000000123001,Kim,Boone,512 555 0143", "zoho"),
        ("First Name,Last Name,Mobile Phone", "Kim,Boone,512 555 0143", "table"),
        ("FirstName,LastName,MobilePhone", "Kim,Boone,512 555 0143", "salesforce"),
        ("id,name,phone", "lead_abcdefghijklmnopqrstuvw,Kim Boone,512 555 0143", "close"),
        ("First Name,Last Name,URL,Connected On", "Kim,Boone,https://linkedin.com/in/kim,04 Mar 2025", "linkedin"),
        ("Record Id,First Name,Last Name,Phone", "7,Kim,Boone,512 555 0143", "table"),
    ],
)  # fmt: skip
def test_few_chosen_columns_are_told_by_what_is_in_them(header: str, cells: str, source: str) -> None:
    records = [header.split(","), cells.split(",")]
    assert layout_of(records, "leads.csv", chosen_format="", mapping={}).source.name == source


# The samples


def sample(name: str) -> Made:
    if not SHARED.is_dir():
        pytest.skip("the shared samples are not beside this checkout")
    return read(SHARED / name)


def test_the_hubspot_sample_comes_in_whole() -> None:
    made = sample("hubspot-contacts.csv")
    assert (made.table.format, len(made.skipped)) == ("hubspot", 0)
    assert sum(len(lead.phones) for lead in made.leads) > len(made.leads)
    assert any(lead.follow.stage is Stage.NURTURE for lead in made.leads)


def test_the_salesforce_sample_ends_before_its_footer() -> None:
    made = sample("salesforce-leads-report.csv")
    assert (made.table.format, len(made.rows), len(made.skipped)) == ("salesforce", 60, 3)
    assert any(lead.do_not_call for lead in made.leads)


def test_the_follow_up_boss_sample_keeps_those_without_name_or_number() -> None:
    made = sample("follow-up-boss.csv")
    assert (made.table.format, made.skipped) == ("follow-up-boss", [])
    assert any(lead.needs_number for lead in made.leads)
    assert any(not lead.last_name for lead in made.leads)
    assert any("\n" in lead.notes for lead in made.leads)
