"""The systems that lead files come from, as data: a new one is an entry in FORMATS.

Headers are written as the systems write them; they are compared by `squash`, so case, spaces, accents and
punctuation do not matter. Sources: the header lists in the design's import-formats document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lch_desktop.exchange.headers import COMMON, IGNORE, PATTERNS, squash, squashed

TABLE = "table"
VCARD = "vcard"


@dataclass(frozen=True, slots=True)
class Trait:
    """What one format alone writes into cells: `header` (squashed, a pattern) and `cell`, with its weight."""

    header: re.Pattern[str]
    cell: re.Pattern[str]
    weight: int


@dataclass(frozen=True, slots=True)
class Format:
    """One system.

    `marks` weigh headers that speak for it, `spelled` those that do so only letter for letter (an API's names);
    `fields` are headers it uses in its own sense. A header that begins with one of `prefixes`
    ("Person - Owner") weighs 2 and means what the rest of it means.
    """

    name: str
    marks: Mapping[str, int]
    fields: Mapping[str, str] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ()
    spelled: Mapping[str, int] = field(default_factory=dict)
    traits: tuple[Trait, ...] = ()


NEEDED_WEIGHT = 4  # below this the file is a plain table, which reads just as well
_PREFIX_WEIGHT = 2
_MOST_BY_PREFIX = 6


def _format(
    name: str,
    marks: Mapping[int, str],
    fields: Mapping[str, str] | None = None,
    *,
    prefixes: str = "",
    spelled: Mapping[int, str] | None = None,
    traits: tuple[tuple[str, str, int], ...] = (),
) -> Format:
    return Format(
        name,
        marks={squash(header): weight for weight, headers in marks.items() for header in headers.split("|")},
        fields=squashed(fields or {}),
        prefixes=tuple(prefixes.casefold().split("|")) if prefixes else (),
        spelled={header: weight for weight, headers in (spelled or {}).items() for header in headers.split("|")},
        traits=tuple(Trait(re.compile(header), re.compile(cell), weight) for header, cell, weight in traits),
    )


FORMATS: tuple[Format, ...] = (
    _format(
        "hubspot",
        {4: "record id - contact|marketing contact status|associated contact ids|associated company ids",
         3: "lifecycle stage|original source|record id - company",
         2: "record id|contact owner|state/region|country/region|mobile phone number|associated company",
         1: "phone number|lead status|last activity date|create date|company name|last modified date"},
        {IGNORE: "record id|create date|original source|marketing contact status|record id - company"
                 "|record id - contact|last modified date|associated contact ids|associated company ids"},
        traits=(("leadstatus", r"(?:OPEN_DEAL|ATTEMPTED_TO_CONTACT|BAD_TIMING|IN_PROGRESS|UNQUALIFIED|CONNECTED)", 2),),
    ),
    _format(
        "salesforce",
        {4: "company / account|mailing state/province|hasoptedoutofemail",
         2: "lead id|lead owner|email opt out|state/province|zip/postal code|mailing street|account owner"
         "|salutation|contact id|account id",
         1: "do not call|lead source|rating|account name|status|description|last activity|mobile"
         "|other phone|created by|mailing city|mailing country"},
        {IGNORE: "lead id|lead source|rating|created by|id|contact id|account id|ownerid",
         "do_not_call": "do not call|donotcall"},
        spelled={3: "MobilePhone|LeadSource|DoNotCall|LastActivityDate|IsConverted|OwnerId|AccountId|MailingCity",
                 1: "FirstName|LastName|PostalCode"},
        # The first three characters say what an id is of: 00Q a lead, 003 a contact, 001 an account.
        traits=(("(?:lead|contact|account)?id", r"00[Q13][0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?", 6),),
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
         "country": "person - postal address - country",
         IGNORE: "person - id|person - birthday"},
        prefixes="Person - ",
    ),
    _format(
        "zoho",
        {4: "account name.id|lead owner.id|contact owner.id",
         2: "lead owner|account name",
         1: "record id|lead source|lead status|zip code|contact owner|mailing street|company|mailing zip"
            "|email opt out"},
        {IGNORE: "record id|lead source|account name.id|lead owner.id|contact owner.id"},
        traits=((".*id", r"zcrm_\d+", 6), ("leadstatus", "Junk Lead|Contact in Future|Lost Lead|Pre-Qualified", 2)),
    ),
    _format(
        "close",
        {4: "primary_contact_name|primary_contact_primary_phone"
        "|primary_contact_primary_email", 2: "status_label", 1: "display_name|status_id"},
        {"company": "display_name", "name": "primary_contact_name", "title": "primary_contact_title",
         "phone": "primary_contact_primary_phone|primary_contact_other_phones", "stage": "status_label",
         "email": "primary_contact_primary_email|primary_contact_other_emails",
         IGNORE: "id|url|status_id|primary_contact_primary_url|primary_contact_other_urls"},
        prefixes="custom.",
        traits=(("id", r"lead_\w{20,}", 4), ("statusid", r"stat_\w{20,}", 4)),
    ),
    _format(
        "follow-up-boss",
        {4: "is contacted", 3: "assigned to|search criteria", 2: "secondary email|secondary phone|date added",
         1: "tags|stage|source|lead source|phone 1 - type"},
        {IGNORE: "source|lead source|date added|is contacted|search criteria"},
    ),
    _format(
        "google",
        {4: "phone 1 - label|e-mail 1 - label|organization name",
         2: "phonetic first name|file as|labels|address 1 - label|website 1 - label"},
        {IGNORE: "file as|nickname|organization department"},
        traits=(("labels", r".*\* myContacts.*", 3),),
    ),
    _format(
        "google-old",
        {4: "given name yomi|yomi name|group membership", 2: "phone 1 - type|e-mail 1 - type|family name"},
        {IGNORE: "location|occupation|short name|maiden name|subject|priority|language|directory server"},
        traits=(("groupmembership", r".*\* (?:myContacts|My Contacts).*", 3),),
    ),
    _format(
        "outlook-com",
        {5: "given yomi|surname yomi", 4: "tty/tdd phone|imaddress",
         1: "e-mail 2 address|home phone 2|office location"},
        {"prefix": "title", IGNORE: "business street"},
    ),
    _format(
        "outlook",
        {4: "e-mail display name|e-mail type", 2: "business phone|business fax|home fax|categories|isdn",
         1: "business street|home street|car phone|company main phone|callback"},
        {"prefix": "title"},
        traits=(("birthday|anniversary", "0/0/00", 3),),
    ),
    _format(
        "linkedin",
        {8: "connected on"},
        {IGNORE: "connected on|url"},
        traits=(("url", r"https?://(?:\w+\.)?linkedin\.com/in/.*", 3),),
    ),
    _format(
        "apollo",
        {4: "work direct phone|company name for emails|corporate phone", 2: "# employees|first phone|lists"},
        {"phone": "work direct phone|first phone|corporate phone", IGNORE: "company name for emails"},
    ),
    # The headers that our own reader of cards gives them (vcard.py).
    _format(
        VCARD,
        {6: "card revision|other card lines|unreadable card"},
        {"phone": "more phones", IGNORE: "card revision|other card lines|unreadable card|department|other emails"},
    ),
)  # fmt: skip

BY_NAME: dict[str, Format] = {each.name: each for each in FORMATS} | {TABLE: Format(TABLE, {})}

# Files of notes that come beside a file of leads and hold none: a file with all of these headers is one.
NOTES_ALONE: tuple[frozenset[str], ...] = (
    frozenset(map(squash, ("Note Id", "Note Title", "Note Content", "Parent ID"))),
    frozenset(map(squash, ("Note Title", "Note Content", "Parent ID", "Parent Module"))),
)

# What systems print below their data, as a row with one filled cell.
FOOTERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s*(?:grand )?totals?\b", re.IGNORECASE), "the report's totals, not a lead"),
    (re.compile(r"\s*confidential information\b", re.IGNORECASE), "the report's notice, not a lead"),
    (re.compile(r"\s*copyright (?:\(c\)|©)", re.IGNORECASE), "the report's copyright, not a lead"),
)


def weighed(headers: tuple[str, ...], body: Iterable[Iterable[str]] = ()) -> tuple[Format, int, int]:
    """The system that headers and cells speak for, its weight, and the weight of the next one.

    The records of `body` are as long as `headers`.
    """
    keys = tuple(map(squash, headers))
    columns = dict(zip(keys, zip(*body, strict=False), strict=False))
    weights = [(_weight(each, headers, frozenset(keys), columns), -place) for place, each in enumerate(FORMATS)]
    (best, place), (second, _) = sorted(weights, reverse=True)[:2]
    if best < NEEDED_WEIGHT:
        return BY_NAME[TABLE], best, 0
    return FORMATS[-place], best, second


def _weight(
    each: Format, headers: tuple[str, ...], keys: frozenset[str], columns: Mapping[str, tuple[str, ...]]
) -> int:
    weight = sum(each.marks[key] for key in keys & each.marks.keys())
    weight += sum(weight for header, weight in each.spelled.items() if header in headers)
    if each.prefixes:
        begun = sum(header.casefold().startswith(each.prefixes) for header in headers)
        weight += min(begun * _PREFIX_WEIGHT, _MOST_BY_PREFIX)
    return weight + sum(trait.weight for trait in each.traits if _shows(trait, columns))


def _shows(trait: Trait, columns: Mapping[str, tuple[str, ...]]) -> bool:
    return any(
        any(trait.cell.fullmatch(cell.strip()) for cell in cells)
        for key, cells in columns.items()
        if trait.header.fullmatch(key)
    )


@lru_cache(maxsize=4096)
def is_known(header: str) -> bool:
    """Whether any system gives `header` a meaning, if only that it is to be ignored."""
    return squash(header) in _EVERY_KEY or any(field_of(header, each) for each in _WITH_PREFIXES)


_EVERY_KEY = frozenset(COMMON).union(*(each.fields for each in FORMATS))
_WITH_PREFIXES = (BY_NAME[TABLE], *(each for each in FORMATS if each.prefixes))


def field_of(header: str, source: Format) -> str:
    """The field that `header` means in `source`, "" if it says nothing to us."""
    key = squash(header)
    known = source.fields.get(key) or COMMON.get(key)
    if known:
        return known
    for prefix in source.prefixes:
        if header.casefold().startswith(prefix):
            return field_of(header[len(prefix) :], BY_NAME[TABLE])
    return next((name for pattern, name in PATTERNS if pattern.fullmatch(key)), "")
