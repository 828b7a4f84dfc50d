"""The systems that lead files come from, as data: a new one is an entry in FORMATS.

Headers are written as the systems write them; they are compared by `squash`, so case, spaces, accents and
punctuation do not matter. Sources: the header lists in the design's import-formats document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lch_desktop.exchange.headers import COMMON, IGNORE, PATTERNS, squash, squashed

TABLE = "table"
OTHER_FORMATS = ("vcard",)  # known words of the command line that are no tables


@dataclass(frozen=True, slots=True)
class Format:
    """One system. `marks` weigh headers that speak for it; `fields` are headers it uses in its own sense."""

    name: str
    marks: Mapping[str, int]
    fields: Mapping[str, str] = field(default_factory=dict)


NEEDED_WEIGHT = 4  # below this the file is a plain table, which reads just as well


def _format(name: str, marks: Mapping[int, str], fields: Mapping[str, str] | None = None) -> Format:
    weights = {squash(header): weight for weight, headers in marks.items() for header in headers.split("|")}
    return Format(name, weights, squashed(fields or {}))


FORMATS: tuple[Format, ...] = (
    _format(
        "hubspot",
        {4: "record id - contact|marketing contact status|associated contact ids|associated company ids",
         3: "lifecycle stage|original source",
         2: "record id|contact owner|state/region|country/region|mobile phone number|associated company",
         1: "phone number|lead status|last activity date|create date|company name"},
        {IGNORE: "record id|create date|original source|marketing contact status|record id - company"},
    ),
    _format(
        "salesforce",
        {4: "company / account|leadsource|donotcall|mobilephone|mailing state/province",
         2: "lead id|lead owner|email opt out|state/province|zip/postal code|mailing street|account owner"
         "|salutation",
         1: "do not call|lead source|rating|account name|status|description|last activity|mobile|firstname"
         "|lastname"},
        {IGNORE: "lead id|lead source|rating|created by|leadsource|id"},
    ),
    _format(
        "pipedrive",
        {4: "person - name|person - phone|person - email|person - organization|person - phone - work"
            "|person - email - work|person - first name"},
        {"name": "person - name", "first_name": "person - first name", "last_name": "person - last name",
         "company": "person - organization", "title": "person - job title", "owner": "person - owner",
         "stage": "person - labels|person - label", "notes": "person - notes",
         "phone": "person - phone|person - phone - work|person - phone - home|person - phone - mobile"
                  "|person - phone - other",
         "email": "person - email|person - email - work|person - email - home|person - email - other",
         "last_activity": "person - last activity date",
         "zip": "person - postal address - zip/postal code",
         "state": "person - postal address - state/county",
         "city": "person - postal address - city/town/village/locality",
         "country": "person - postal address - country"},
    ),
    _format(
        "zoho",
        {4: "account name.id|lead owner.id|contact owner.id",
         2: "lead owner|account name",
         1: "record id|lead source|lead status|zip code|contact owner|mailing street|company|mailing zip"},
        {IGNORE: "record id|lead source"},
    ),
    _format(
        "close",
        {4: "primary_contact_name|primary_contact_primary_phone"
        "|primary_contact_primary_email", 2: "status_label"},
        {"company": "display_name", "name": "primary_contact_name", "title": "primary_contact_title",
         "phone": "primary_contact_primary_phone|primary_contact_other_phones", "stage": "status_label",
         "email": "primary_contact_primary_email|primary_contact_other_emails"},
    ),
    _format(
        "follow-up-boss",
        {4: "is contacted", 3: "assigned to|search criteria", 2: "secondary email|secondary phone|date added",
         1: "tags|stage|source|lead source|phone 1 - type"},
        {IGNORE: "source|lead source|date added|is contacted|search criteria|tags"},
    ),
    _format(
        "google",
        {4: "phone 1 - label|e-mail 1 - label|organization name", 2: "phonetic first name|file as|labels"},
        {IGNORE: "file as|labels|nickname"},
    ),
    _format(
        "google-old",
        {4: "given name yomi|yomi name|group membership", 2: "phone 1 - type|e-mail 1 - type|family name"},
        {IGNORE: "location|occupation|short name|maiden name"},
    ),
    _format(
        "outlook-com",
        {5: "given yomi|surname yomi", 4: "tty/tdd phone|imaddress"},
        {"prefix": "title", IGNORE: "business street"},
    ),
    _format(
        "outlook",
        {4: "e-mail display name|e-mail type", 2: "business phone|business fax|home fax|categories|isdn"},
        {"prefix": "title"},
    ),
    _format(
        "linkedin",
        {4: "connected on"},
        {IGNORE: "connected on|url"},
    ),
    _format(
        "apollo",
        {4: "work direct phone|company name for emails|corporate phone", 2: "# employees|first phone|lists"},
        {"phone": "work direct phone|first phone|corporate phone", IGNORE: "company name for emails"},
    ),
)  # fmt: skip

BY_NAME: dict[str, Format] = {each.name: each for each in FORMATS} | {TABLE: Format(TABLE, {})}

# What systems print below their data, as a row with one filled cell.
FOOTERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s*(?:grand )?totals?\b", re.IGNORECASE), "the report's totals, not a lead"),
    (re.compile(r"\s*confidential information\b", re.IGNORECASE), "the report's notice, not a lead"),
    (re.compile(r"\s*copyright (?:\(c\)|©)", re.IGNORECASE), "the report's copyright, not a lead"),
)


def recognise_format(headers: Iterable[str]) -> Format:
    """The system whose own headers weigh most among `headers`; the plain table if none weighs enough."""
    keys = {squash(header) for header in headers}
    best, best_weight = BY_NAME[TABLE], NEEDED_WEIGHT - 1
    for each in FORMATS:
        weight = sum(each.marks[key] for key in keys & each.marks.keys())
        if weight > best_weight:
            best, best_weight = each, weight
    return best


def field_of(header: str, source: Format) -> str:
    """The field that `header` means in `source`, "" if it says nothing to us."""
    key = squash(header)
    known = source.fields.get(key) or COMMON.get(key)
    if known:
        return known
    return next((name for pattern, name in PATTERNS if pattern.fullmatch(key)), "")
