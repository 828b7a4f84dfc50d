"""The files that CRMs import, column by column, against the shapes that their makers document.

The expected headers and codes are written out here once more, from the pages that `exchange.crm_calls` names.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.leads import Lead
from lch_desktop.domain.outward import CRMS, CrmCall, CrmStyle
from lch_desktop.exchange.crm_calls import SHAPES, crm_records, has_bom, has_contact

CHICAGO = ZoneInfo("America/Chicago")
STYLE = CrmStyle(CHICAGO, "US")
AT = datetime(2026, 11, 23, 14, 42, 7, tzinfo=UTC)  # 8:42 in Chicago
CALL = Call(
    id=7,
    lead_id=3,
    e164="+15125550143",
    outcome=Outcome.CONNECTED,
    asks=1,
    note="Two chairs\nfor room 2",
    next_call_at=datetime(2026, 11, 24, 14, 40, tzinfo=UTC),
    ended_at=AT,
    talk_s=95,
    local_on=date(2026, 11, 23),
)
LEAD = Lead(id=3, name="Dana Ruiz", company="Ruiz Dental", email="dana@example.com")
CELLS = {
    "hubspot": {"Record ID": "900017"},
    "salesforce": {"Lead ID": "00Q5e0000000000EAA"},
    "pipedrive": {"Person - ID": "4711"},
}


def one(system: str, call: Call = CALL, lead: Lead = LEAD, style: CrmStyle = STYLE) -> dict[str, str]:
    """The only record of a file for `system`, by header."""
    header, record = list(crm_records(system, [CrmCall(call, lead, CELLS[system])], style))
    return dict(zip(header, record, strict=True))


NOTE = "Connected. Asked for the order.\nTwo chairs\nfor room 2\nNext call: 2026-11-24 08:40."

HUBSPOT = {
    "Call title": "Call to Dana Ruiz",
    "Call notes": NOTE,
    "Activity date": "11/23/2026 08:42",
    "Call duration": "95000",  # milliseconds
    "Call direction": "OUTBOUND",
    "Call outcome": "f240bbac-87c9-4f6e-bf70-924b57d47db7",
    "Record ID": "900017",
    "Email": "dana@example.com",
    "To number": "+15125550143",
    "Contact name": "Dana Ruiz",
}
SALESFORCE = {
    "WhoId": "00Q5e0000000000EAA",
    "Subject": "Call: Connected",
    "Status": "Completed",
    "Priority": "Normal",
    "ActivityDate": "2026-11-23",
    "TaskSubtype": "Call",
    "CallType": "Outbound",
    "CallDurationInSeconds": "95",
    "CallDisposition": "Connected",
    "Description": NOTE,
    "Lead name": "Dana Ruiz",
    "Lead email": "dana@example.com",
    "Lead phone": "+15125550143",
}
PIPEDRIVE = {
    "Activity - Subject": "Call: Connected",
    "Activity - Type": "call",
    "Activity - Done": "1",
    "Activity - Due date": "2026-11-23",
    "Activity - Due time": "08:42",
    "Activity - Duration": "00:02",  # whole minutes, a begun one counted
    "Activity - Note": NOTE.replace("\n", "<br>"),
    "Person - ID": "4711",
    "Person - Name": "Dana Ruiz",
    "Person - Email": "dana@example.com",
    "Person - Phone": "+15125550143",
    "Organization - Name": "Ruiz Dental",
}


@pytest.mark.parametrize(
    ("system", "wanted"), [("hubspot", HUBSPOT), ("salesforce", SALESFORCE), ("pipedrive", PIPEDRIVE)]
)
def test_every_column_is_what_the_system_documents(system: str, wanted: dict[str, str]) -> None:
    found = one(system)
    assert list(found) == list(wanted)  # the order as well: people look at these files
    assert found == wanted


def test_every_crm_has_a_shape() -> None:
    assert set(SHAPES) == set(CRMS)


GUIDS = {
    "Busy": "9d9162e7-6cf3-4944-bf63-4dff82258764",
    "Connected": "f240bbac-87c9-4f6e-bf70-924b57d47db7",
    "Left live message": "a4c4c377-d246-4b32-a13b-75a56a4cd0ff",
    "Left voicemail": "b2cf5968-551e-4856-9783-52b3da59a7d0",
    "No answer": "73a0d17f-1163-4015-bdd5-ec830791da20",
    "Wrong number": "17b47fee-58de-441e-a44c-c6300d46f273",
}


@pytest.mark.parametrize(
    ("outcome", "person", "label"),
    [
        (Outcome.CONNECTED, False, "Connected"),
        (Outcome.CALL_BACK_LATER, True, "Connected"),
        (Outcome.CALL_BACK_LATER, False, "No answer"),
        (Outcome.LEFT_VOICEMAIL, False, "Left voicemail"),
        (Outcome.NO_ANSWER, False, "No answer"),
        (Outcome.NOT_INTERESTED, False, "Connected"),
        (Outcome.WRONG_NUMBER, False, "Wrong number"),
        (Outcome.SOLD, False, "Connected"),
        (Outcome.DO_NOT_CALL, False, "Connected"),
        (Outcome.SOMEONE_ELSE, False, "Left live message"),
    ],
)
def test_hubspot_gets_its_own_outcome_codes(outcome: Outcome, person: bool, label: str) -> None:
    assert one("hubspot", replace(CALL, outcome=outcome, person=person))["Call outcome"] == GUIDS[label]


@pytest.mark.parametrize("system", CRMS)
@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("person", [False, True])
def test_every_outcome_has_a_code_in_every_system(system: str, outcome: Outcome, person: bool) -> None:
    assert SHAPES[system].code(replace(CALL, outcome=outcome, person=person))


def test_our_own_outcome_is_never_lost() -> None:
    """Four of ours are "Connected" in HubSpot: the note tells them apart."""
    call = replace(CALL, outcome=Outcome.NOT_INTERESTED, reason="other-supplier", asks=0, note="", next_call_at=None)
    assert one("hubspot", call)["Call notes"] == "Not interested, other supplier."
    assert one("salesforce", call)["CallDisposition"] == "Not interested"
    assert one("pipedrive", call)["Activity - Subject"] == "Call: Not interested"


def test_where_the_day_comes_first_the_date_says_so() -> None:
    assert one("hubspot", style=CrmStyle(CHICAGO, "DE"))["Activity date"] == "23/11/2026 08:42"


def test_the_date_is_the_reps_own() -> None:
    late = replace(CALL, ended_at=datetime(2026, 11, 24, 3, 30, tzinfo=UTC))  # the evening before in Chicago
    assert one("salesforce", late)["ActivityDate"] == "2026-11-23"


@pytest.mark.parametrize(
    ("system", "cells", "email", "known"),
    [
        ("hubspot", {"Record ID": "12"}, "", True),
        ("hubspot", {"Record ID - Contact": "12", "Record ID - Company": "99"}, "", True),
        ("hubspot", {"record id": " 12 "}, "", True),
        ("hubspot", {}, "a@example.com", True),
        ("hubspot", {"Record ID": "zcrm_1"}, "", False),
        ("hubspot", {}, "", False),
        ("salesforce", {"Lead ID": "00Q5e0000000000EAA"}, "", True),
        ("salesforce", {"Id": "00Q5e0000000000"}, "", True),
        ("salesforce", {"Contact ID": "0035e0000000000AAA"}, "", True),
        ("salesforce", {"Id": "0015e0000000000AAA"}, "", False),  # an account is nobody to call
        ("salesforce", {}, "a@example.com", False),  # Data Loader matches no e-mail address
        ("pipedrive", {"Person - ID": "5"}, "", True),
        ("pipedrive", {"ID": "5"}, "", True),
        ("pipedrive", {}, "", False),
    ],
)
def test_whom_the_system_can_find(system: str, cells: dict[str, str], email: str, known: bool) -> None:
    assert has_contact(system, CrmCall(CALL, replace(LEAD, email=email), cells)) is known


def test_a_table_for_people_needs_no_id() -> None:
    assert has_contact("table", CrmCall(CALL, replace(LEAD, email="")))
    header, record = list(crm_records("table", [CrmCall(CALL, LEAD)], STYLE))
    found = dict(zip(header, record, strict=True))
    assert (found["Date"], found["Time"], found["Name"]) == ("2026-11-23", "08:42", "Dana Ruiz")
    assert (found["Outcome"], found["Note"], found["Phone"]) == ("connected", CALL.note, "'+15125550143")


def test_markup_in_a_note_stays_text_where_notes_are_html() -> None:
    nasty = replace(CALL, note="<img src=x> & co")
    assert "&lt;img src=x&gt; &amp; co" in one("pipedrive", nasty)["Activity - Note"]


@pytest.mark.parametrize("system", CRMS)
def test_no_cell_that_a_person_wrote_is_a_formula(system: str) -> None:
    nasty = replace(LEAD, name="=HYPERLINK(1)", company="@SUM(A1)")
    found = one(system, replace(CALL, note="=1+1", e164=""), nasty)
    assert not [cell for cell in found.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_salesforce_keeps_within_its_lengths() -> None:
    found = one("salesforce", replace(CALL, note="x" * 40_000))
    assert len(found["Description"]) == 32_000
    assert len(found["Subject"]) <= 255


def test_a_call_without_a_talk_has_no_duration() -> None:
    silent = replace(CALL, talk_s=0)
    assert one("hubspot", silent)["Call duration"] == "0"
    assert one("pipedrive", silent)["Activity - Duration"] == ""


def test_data_loader_gets_no_byte_order_mark() -> None:
    assert [system for system in (*CRMS, "table") if has_bom(system)] == ["hubspot", "pipedrive", "table"]
