"""The words of an import: fields, formats, layouts and headings, as the rep reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lch_desktop.domain.imports import FileLook

IGNORE = "ignore"
STATUS = "stage"

# In the order in which they are offered. What is not used is kept with the lead and can be looked at.
FIELDS: dict[str, str] = {
    IGNORE: "Leave out",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "company": "Company",
    "title": "Job title",
    "phone": "Phone",
    "email": "E-mail",
    "city": "City",
    "state": "State",
    "zip": "ZIP code",
    "country": "Country",
    "zone": "Time zone",
    "value": "Value",
    "stage": "Status",
    "owner": "Whose lead",
    "notes": "Notes",
    "personal": "What they told you",
    "last_talk": "Last talk",
    "may_need": "May need next",
    "do_not_call": "Do not call",
    "last_activity": "Last activity",
    "no_email": "No e-mail",
    "prefix": "Form of address",
    "middle_name": "Middle name",
    "suffix": "Name suffix",
    "tags": "Tags (only “do not call” counts)",
}

FORMATS: dict[str, str] = {
    "hubspot": "HubSpot export",
    "salesforce": "Salesforce export",
    "pipedrive": "Pipedrive export",
    "zoho": "Zoho export",
    "close": "Close export",
    "follow-up-boss": "Follow Up Boss export",
    "google": "Google Contacts",
    "google-old": "Google Contacts, an older export",
    "outlook": "Outlook contacts",
    "outlook-com": "Outlook.com contacts",
    "linkedin": "LinkedIn connections",
    "apollo": "Apollo export",
}
PLAIN_FORMATS: dict[str, str] = {"vcard": "Address cards (vCard)", "table": "A table of leads", "lch": "Our own export"}
SURE, LIKELY = 0.75, 0.4  # confidence from which a format is named without a doubt, and with a small one

ENCODINGS: dict[str, str] = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf_8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "windows-1252": "Windows-1252",
    "iso-8859-1": "ISO-8859-1",
    "latin-1": "ISO-8859-1",
    "ascii": "ASCII",
}

# What became of the rows: the first four add up to all of them, the others are among them.
HEADINGS: dict[str, str] = {
    "created": "New leads",
    "merged": "Merge with leads you have",
    "unchanged": "Here already, unchanged",
    "skipped": "Left out",
    "needs_number": "Need a number",
    "do_not_call": "Will never be called",
    "odd": "Odd rows",
}
PARTS = ("created", "merged", "unchanged", "skipped")
AMONG = ("needs_number", "do_not_call", "odd")


def field_words(field: str) -> str:
    """What a field is called."""
    return FIELDS.get(field) or field.replace("_", " ").capitalize()


def format_words(name: str, confidence: float) -> str:
    """What the file is, with a doubt where there is one."""
    if name in PLAIN_FORMATS:
        return PLAIN_FORMATS[name]
    known = FORMATS.get(name, name)
    if confidence >= SURE:
        return known
    return f"{known}, most likely" if confidence >= LIKELY else f"{known}, perhaps: look at the columns"


def layout_words(encoding: str, layout: str) -> str:
    """ "UTF-8 with commas", "sheet Leads", "cards in UTF-8"."""
    code = ENCODINGS.get(encoding.lower(), encoding.upper())
    if layout.startswith("sheet"):
        return layout
    if layout == "cards":
        return f"cards in {code}" if code else layout
    return f"{code} with {layout}" if code and layout else code or layout


def short(text: str, longest: int = 80) -> str:
    """One line of at most `longest` characters: cells may be as long as a book."""
    line = " ".join(text[: 4 * longest].split())
    return line if len(line) <= longest and len(text) <= 4 * longest else f"{line[:longest].rstrip()}…"


def counted(number: int, one: str, many: str) -> str:
    """ "1 row", "12,400 rows"."""
    return f"{number:,} {one if number == 1 else many}"


def facts_of(look: FileLook) -> str:
    """The second line of the file: its name, rows, encoding, and whether it is known."""
    rows = counted(look.rows, "row", "rows")
    facts = f"{look.name}, {rows}, {layout_words(look.encoding, look.layout)}"
    remembered = ", columns as you chose them last time" if look.remembered else ""
    return facts + (", brought in before" if look.same_as else remembered)
