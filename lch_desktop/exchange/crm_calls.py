"""How calls go into each CRM, as data: a new system is an entry in SHAPES.

Sources, as they stood when this was written:
- HubSpot, "Set up import files" (knowledge.hubspot.com/import-and-export/set-up-your-import-file): one sheet, a
  header row of property names, UTF-8; a date may be month-day-year, day-month-year or year-month-day, its time
  hh:mm; durations such as Call duration in milliseconds. "Calls" of the engagements API
  (developers.hubspot.com/docs/api/crm/calls): direction OUTBOUND, the outcome by its GUID, of which the six below
  are in every account. A contact is found by its Record ID or its e-mail address.
- Salesforce, "Task" in the Object Reference
  (developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm):
  CallDisposition and Subject hold 255 characters, CallType is Inbound, Internal or Outbound, Description holds 32,000;
  "Data Types Supported by Data Loader" and "Data Import Dates" (Data Loader Guide): yyyy-MM-dd, cells of at most
  32,000 characters.
- Pipedrive, "Importing: mandatory fields" (support.pipedrive.com/hc/en/articles/360013870858): activities need no
  field; "Add an activity" (developers.pipedrive.com/docs/api/v1/Activities): type is the key of an activity type
  ("call" is there from the start), done 1, due_date YYYY-MM-DD, due_time and duration HH:MM, the note in HTML.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lch_desktop import words
from lch_desktop.domain.calls import Call, Outcome
from lch_desktop.domain.outward import OTHER_CRM, CrmCall, CrmStyle
from lch_desktop.exchange.cells import MONTH_FIRST_REGIONS
from lch_desktop.exchange.csv_out import as_text, call_records
from lch_desktop.exchange.headers import squash
from lch_desktop.services import call_words

SPOKEN_WITH = "spoken with"  # the code of "call back later" where the person said so
_SUBJECT = 255
_DESCRIPTION = 32_000

Cell = Callable[["CallShape", CrmCall, CrmStyle], str]


@dataclass(frozen=True, slots=True)
class CallShape:
    """One system. `outcomes` are its codes by ours; `ids` the headers of its own files that hold a person's id.

    `exact` are columns whose cells are written as they are, because a leading apostrophe would spoil them.
    """

    columns: tuple[tuple[str, Cell], ...]
    outcomes: Mapping[str, str]
    ids: tuple[str, ...]
    id_pattern: re.Pattern[str]
    by_email: bool
    bom: bool
    exact: frozenset[str] = field(default_factory=frozenset)

    def code(self, call: Call) -> str:
        """The system's code for the outcome of `call`."""
        later = call.outcome is Outcome.CALL_BACK_LATER and call.person
        return self.outcomes[SPOKEN_WITH if later else call.outcome.value]

    def contact_id(self, one: CrmCall) -> str:
        """The id of the person in this system, from the file the lead came from; "" if it is not known."""
        cells = {squash(header): cell.strip() for header, cell in one.cells.items()}
        found = (cells.get(squash(header), "") for header in self.ids)
        return next((cell for cell in found if self.id_pattern.fullmatch(cell)), "")

    def has_contact(self, one: CrmCall) -> bool:
        """Whether the system can find the person without guessing by name or number."""
        return bool(self.contact_id(one) or (self.by_email and one.lead.email))


# The codes that every HubSpot account has.
_HUBSPOT_CONNECTED = "f240bbac-87c9-4f6e-bf70-924b57d47db7"
_HUBSPOT_LIVE_MESSAGE = "a4c4c377-d246-4b32-a13b-75a56a4cd0ff"
_HUBSPOT_VOICEMAIL = "b2cf5968-551e-4856-9783-52b3da59a7d0"
_HUBSPOT_NO_ANSWER = "73a0d17f-1163-4015-bdd5-ec830791da20"
_HUBSPOT_WRONG_NUMBER = "17b47fee-58de-441e-a44c-c6300d46f273"
_HUBSPOT_OUTCOMES = {
    Outcome.CONNECTED.value: _HUBSPOT_CONNECTED,
    Outcome.CALL_BACK_LATER.value: _HUBSPOT_NO_ANSWER,
    SPOKEN_WITH: _HUBSPOT_CONNECTED,
    Outcome.LEFT_VOICEMAIL.value: _HUBSPOT_VOICEMAIL,
    Outcome.NO_ANSWER.value: _HUBSPOT_NO_ANSWER,
    Outcome.NOT_INTERESTED.value: _HUBSPOT_CONNECTED,
    Outcome.WRONG_NUMBER.value: _HUBSPOT_WRONG_NUMBER,
    Outcome.SOLD.value: _HUBSPOT_CONNECTED,
    Outcome.DO_NOT_CALL.value: _HUBSPOT_CONNECTED,
    Outcome.SOMEONE_ELSE.value: _HUBSPOT_LIVE_MESSAGE,
}
# Free text there: our own words, each of them told apart.
_OUR_WORDS = {outcome.value: label for outcome, label in words.OUTCOMES.items()} | {
    SPOKEN_WITH: words.OUTCOMES[Outcome.CALL_BACK_LATER]
}


def _title(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return f"Call to {' '.join(one.lead.shown_name.split())}"[:_SUBJECT]


def _subject(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return f"Call: {words.OUTCOMES[one.call.outcome]}"


def _note(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return call_words.note(one.call, how.zone)


def _html_note(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return html.escape(_note(shape, one, how), quote=False).replace("\n", "<br>")


def _short_note(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return _note(shape, one, how)[:_DESCRIPTION]


def _activity_date(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    day = "%m/%d/%Y" if how.region in MONTH_FIRST_REGIONS else "%d/%m/%Y"
    return one.call.ended_at.astimezone(how.zone).strftime(f"{day} %H:%M")


def _iso_date(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return one.call.ended_at.astimezone(how.zone).date().isoformat()


def _time(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return one.call.ended_at.astimezone(how.zone).strftime("%H:%M")


def _milliseconds(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return str(one.call.talk_s * 1000)


def _seconds(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return str(one.call.talk_s)


def _hours_minutes(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    """HH:MM, a begun minute counted whole; "" where nobody was spoken with."""
    minutes = -(-one.call.talk_s // 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes else ""


def _code(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return shape.code(one.call)


def _contact_id(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return shape.contact_id(one)


def _email(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return one.lead.email


def _number(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return one.call.e164


def _name(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return one.lead.shown_name


def _company(shape: CallShape, one: CrmCall, how: CrmStyle) -> str:
    return one.lead.company


def _always(text: str) -> Cell:
    return lambda shape, one, how: text


SHAPES: Mapping[str, CallShape] = {
    "hubspot": CallShape(
        columns=(
            ("Call title", _title),
            ("Call notes", _note),
            ("Activity date", _activity_date),
            ("Call duration", _milliseconds),
            ("Call direction", _always("OUTBOUND")),
            ("Call outcome", _code),
            ("Record ID", _contact_id),
            ("Email", _email),
            ("To number", _number),
            ("Contact name", _name),
        ),
        outcomes=_HUBSPOT_OUTCOMES,
        ids=("Record ID", "Record ID - Contact", "Contact ID", "VID"),
        id_pattern=re.compile(r"\d{1,20}"),
        by_email=True,
        bom=True,
        exact=frozenset({"To number"}),
    ),
    "salesforce": CallShape(
        columns=(
            ("WhoId", _contact_id),
            ("Subject", _subject),
            ("Status", _always("Completed")),
            ("Priority", _always("Normal")),
            ("ActivityDate", _iso_date),
            ("TaskSubtype", _always("Call")),
            ("CallType", _always("Outbound")),
            ("CallDurationInSeconds", _seconds),
            ("CallDisposition", _code),
            ("Description", _short_note),
            ("Lead name", _name),
            ("Lead email", _email),
            ("Lead phone", _number),
        ),
        outcomes=_OUR_WORDS,
        ids=("Lead ID", "Contact ID", "Id"),
        id_pattern=re.compile(r"(?:00Q|003)(?:[0-9A-Za-z]{12}|[0-9A-Za-z]{15})"),  # leads and contacts alone
        by_email=False,
        bom=False,  # Data Loader takes it for part of the first header
        exact=frozenset({"Lead phone"}),
    ),
    "pipedrive": CallShape(
        columns=(
            ("Activity - Subject", _subject),
            ("Activity - Type", _always("call")),
            ("Activity - Done", _always("1")),
            ("Activity - Due date", _iso_date),
            ("Activity - Due time", _time),
            ("Activity - Duration", _hours_minutes),
            ("Activity - Note", _html_note),
            ("Person - ID", _contact_id),
            ("Person - Name", _name),
            ("Person - Email", _email),
            ("Person - Phone", _number),
            ("Organization - Name", _company),
        ),
        outcomes=_OUR_WORDS,
        ids=("Person - ID", "ID"),
        id_pattern=re.compile(r"\d{1,20}"),
        by_email=True,
        bom=True,
        exact=frozenset({"Person - Phone"}),
    ),
}


def crm_records(system: str, calls: Iterable[CrmCall], how: CrmStyle) -> Iterator[list[str]]:
    """The file for `system`, its header first; a plain table for a system that is not in SHAPES."""
    shape = SHAPES.get(system)
    if shape is None:
        yield from call_records(calls, how.zone)
        return
    yield [header for header, _ in shape.columns]
    for one in calls:
        cells = [(header, read(shape, one, how).replace("\x00", "")) for header, read in shape.columns]
        yield [cell if header in shape.exact else as_text(cell) for header, cell in cells]


def has_contact(system: str, one: CrmCall) -> bool:
    """Whether `system` finds the person by id or e-mail address; a plain table is read by people."""
    shape = SHAPES.get(system)
    return shape is None or shape.has_contact(one)


def has_bom(system: str) -> bool:
    """Whether the file for `system` begins with a byte order mark."""
    return system == OTHER_CRM or system not in SHAPES or SHAPES[system].bom
