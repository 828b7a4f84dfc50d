"""One person twice: whether a lead from a file is one we have, and what becomes of the two.

The rules are those of the design's import-formats document: the same number and a similar name, or the
same e-mail, is the same lead. Empty fields and new numbers are filled; a field that the rep edited stays,
any other follows the newer source; notes that differ are both kept. Nothing here ever takes a suppression back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from lch_desktop.domain.leads import Lead, Phone, Stage

NAME_FIELDS = ("name", "first_name", "last_name")
PLAIN_FIELDS = (
    "company", "title", "email", "city", "state", "zip", "country", "owner", "status", "personal",
    "last_talk", "may_need",
)  # fmt: skip

_marked_texts = attrgetter(*NAME_FIELDS, *PLAIN_FIELDS, "zone", "notes")

_DROPPED = frozenset("mr mrs ms miss mx dr prof sir md phd esq cpa mba rn dds the".split())
_GENERATIONS = frozenset("jr sr ii iii iv".split())
_SHORT_NAMES = (
    "robert rob bob bobby"
    "|william will bill billy|richard rick dick rich|james jim jimmy jamie"
    "|john jack johnny|michael mike mick|thomas tom tommy|charles charlie chuck|joseph joe joey"
    "|daniel dan danny|david dave"
    "|edward ed eddie ted|anthony tony|christopher chris|matthew matt|andrew andy drew|steven stephen steve"
    "|kenneth ken kenny|gregory greg|jeffrey jeff|benjamin ben|samuel sam|nicholas nick|jonathan jon"
    "|elizabeth liz beth betty|margaret maggie meg peggy|katherine catherine kate kathy|jennifer jen jenny"
    "|patricia pat patty|susan sue|deborah debra deb|rebecca becky|kimberly kim|jessica jess|victoria vicky"
    "|alexander alex|timothy tim|lawrence larry|ronald ron|donald don|gerald jerry|philip phil|peter pete"
)
_FORMAL = {short: group.split()[0] for group in _SHORT_NAMES.split("|") for short in group.split()}
# Mailboxes of a house, not of a person.
_SHARED_MAILBOXES = frozenset(
    "info office sales contact admin hello mail support team reception service enquiries kontakt".split()
)


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The lead after a merge, each changed field as (before, after), and the numbers it did not have.

    Keys of `changed` are Lead's field names; the stage is "stage", and "phones" is there when one was added or
    completed. An empty `changed` means "unchanged".
    """

    lead: Lead
    changed: dict[str, tuple[object, object]] = field(default_factory=dict)
    new_phones: tuple[Phone, ...] = ()


# Who is who


def address_keys(lead: Lead) -> list[str]:
    """The numbers and the e-mail that a lead is found by. A lead without any is bare: known by its name alone."""
    keys = [phone.e164 for phone in lead.phones if phone.e164]
    if lead.email:
        keys.append(folded_email(lead.email))
    return keys


def folded_email(email: str) -> str:
    """An e-mail address as it is compared."""
    return _folded(email)


def name_key(name: str, company: str) -> str:
    """What a bare lead is found by, and finds others by."""
    return f"|{_folded(name)}|{_folded(company)}"


def mark(lead: Lead, said: str = "") -> int:
    """A fingerprint of a record in 64 bits: one that says the same again has the same.

    It is made of `said`, the text that the lead was read from and by; without it of what was read.
    """
    text = said or "\x1f".join(_texts_of(lead))
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _texts_of(lead: Lead) -> list[str]:
    day, follow, talk = lead.last_activity_on, lead.follow, lead.follow.talk
    return [
        *_marked_texts(lead),
        *lead.zones,
        f"{lead.value} {day} {lead.do_not_call} {lead.no_email} {follow.stage} {follow.promise_at} {talk and talk.at}",
        *[f"{phone.e164 or phone.raw}x{phone.extension}" for phone in lead.phones],
    ]


def match(parsed: Lead, candidates: Iterable[Lead]) -> Lead | None:
    """The lead among `candidates` that `parsed` is, or None.

    The same e-mail goes before the same number, the closer name before the looser one, the lower id first.
    Sample leads never match: they are removed in one click.
    """
    ranked = [(_likeness(parsed, lead), lead) for lead in candidates if not lead.sample]
    found = [(likeness, lead) for likeness, lead in ranked if likeness]
    if not found:
        return None
    best = max(likeness for likeness, _ in found)
    leads = [lead for likeness, lead in found if likeness == best]
    # A number without a name could be any of several people on it: then it stays on its own.
    if best == _NAMELESS and len(leads) > 1:
        return None
    return min(leads, key=lambda lead: lead.id)


_NAMELESS, _SAME_NUMBER, _SAME_NUMBER_AND_NAME, _SAME_MAIL, _SAME_MAIL_AND_NAME = 1, 2, 3, 4, 5


def _likeness(parsed: Lead, lead: Lead) -> int:
    """How sure it is that both are one person; 0 is "they are not"."""
    same_name = _folded(parsed.name) == _folded(lead.name)
    if parsed.email and _folded(parsed.email) == _folded(lead.email) and _is_one_persons_mail(parsed, lead):
        return _SAME_MAIL_AND_NAME if same_name else _SAME_MAIL
    numbers = {phone.e164 for phone in parsed.phones if phone.e164}
    if any(phone.e164 in numbers for phone in lead.phones):
        if same_name:
            return _SAME_NUMBER_AND_NAME
        if not parsed.name or not lead.name:
            return _NAMELESS
        return _SAME_NUMBER if similar_names(parsed.name, lead.name) else 0
    return _SAME_NUMBER if same_name and _is_known_by_name_alone(parsed, lead) else 0


def _is_known_by_name_alone(one: Lead, other: Lead) -> bool:
    """Whether name and company are all there is to tell by: a lead without a number may come back with one."""
    without = [not lead.email and not any(phone.e164 for phone in lead.phones) for lead in (one, other)]
    same_company = _folded(one.company) == _folded(other.company)
    return same_company and (all(without) or (any(without) and bool(one.company) and bool(one.name)))


def _is_one_persons_mail(one: Lead, other: Lead) -> bool:
    """False where two named people share a mailbox of their company."""
    mailbox = _folded(one.email).partition("@")[0]
    if mailbox not in _SHARED_MAILBOXES or not one.name or not other.name:
        return True
    return similar_names(one.name, other.name)


@lru_cache(maxsize=4096)
def similar_names(one: str, other: str) -> bool:
    """Whether two names can be one person's: order, titles, initials, short forms and one slip are forgiven.

    Different first names are not, nor are Jr. and Sr.: families and firms share numbers. "" is like nobody.
    """
    one_words, one_generation = _name_words(one)
    other_words, other_generation = _name_words(other)
    if not one_words or not other_words:
        return False
    if one_generation and other_generation and one_generation != other_generation:
        return False
    fewer, more = sorted((one_words, other_words), key=len)
    left = list(more)
    for word in fewer:
        twin = next((each for each in left if _same_word(word, each)), None)
        if twin is None:
            return "".join(one_words) == "".join(other_words)
        left.remove(twin)
    # An initial alone, or a first name alone against it, says nothing.
    return any(len(word) > 1 for word in fewer)


def _name_words(name: str) -> tuple[tuple[str, ...], str]:
    """The words that count in a name, plain and lower case, and its "jr", "sr", ... ("" if none)."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char) and char not in "'’`´.")
    words = [word for word in re.split(r"[\W_]+", kept) if word and word not in _DROPPED]
    generation = next((word for word in words if word in _GENERATIONS), "")
    return tuple(word for word in words if word not in _GENERATIONS), generation


def _same_word(one: str, other: str) -> bool:
    if one == other or _FORMAL.get(one, one) == _FORMAL.get(other, other):
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return _is_one_slip(one, other)


def _is_one_slip(one: str, other: str) -> bool:
    """Whether one letter inside a word of five or more differs. The last one does not count as a slip:
    Erica is not Erick, nor Mario Maria."""
    if min(len(one), len(other)) < 5 or abs(len(one) - len(other)) > 1 or one[-1] != other[-1]:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    if len(one) == len(other):
        return one[start + 1 :] == other[start + 1 :]
    shorter, longer = sorted((one, other), key=len)
    return longer[start + 1 :] == shorter[start:]


# What becomes of the two


def source_values(parsed: Lead) -> dict[str, str]:
    """What a source said of a lead, field by field as text, for the `last_source` of its next `merge`."""
    values = {name: str(getattr(parsed, name)) for name in (*NAME_FIELDS, *PLAIN_FIELDS, "zone", "notes")}
    values["zones"] = " ".join(parsed.zones)
    values["value"] = "" if parsed.value is None else repr(parsed.value)
    values["stage"] = parsed.follow.stage.value
    values["phones"] = " ".join(_phone_key(phone) for phone in parsed.phones)
    return {name: value for name, value in values.items() if value}


def merge(
    existing: Lead, parsed: Lead, edited: frozenset[str], last_source: Mapping[str, str] | None = None
) -> MergeResult:
    """`existing` with what `parsed` brings.

    `edited` names the fields that the rep changed by hand ("stage", "phones" and Lead's names). `last_source`
    is the `source_values` of this source's last word on this lead: what it says again is no news, so it
    neither undoes another source nor brings back what the rep took out. None: it never spoke of this lead.
    """
    merging = _Merging(existing, parsed, edited, source_values(parsed), last_source)
    changes = merging.names() | merging.plain() | merging.place() | merging.rest() | merging.notes()
    phones, new_phones = merging.phones()
    stage = merging.stage()
    lead = replace(existing, **changes, phones=phones, follow=replace(existing.follow, stage=stage))
    changed: dict[str, tuple[object, object]] = {
        name: (getattr(existing, name), after) for name, after in changes.items()
    }
    if stage is not existing.follow.stage:
        changed["stage"] = (existing.follow.stage, stage)
    if phones != existing.phones:
        changed["phones"] = (existing.phones, phones)
    return MergeResult(lead if changed else existing, changed, new_phones)


@dataclass(frozen=True, slots=True)
class _Merging:
    """One merge under way; each method gives the fields that change, with their new values."""

    existing: Lead
    parsed: Lead
    edited: frozenset[str]
    now: Mapping[str, str]  # what the source says, as text, and what it said before
    before: Mapping[str, str] | None

    def names(self) -> dict[str, Any]:
        """Name, first and last name together, so that they never contradict each other."""
        old, new = self.existing, self.parsed
        if not new.name or _folded(new.name) == _folded(old.name):
            missing = [name for name in NAME_FIELDS if not getattr(old, name) and name not in self.edited]
            return {name: getattr(new, name) for name in missing if getattr(new, name)}
        if old.name and (not self._follows(NAME_FIELDS) or _says_less(new.name, old.name)):
            return {}
        if not old.name and "name" in self.edited:
            return {}
        return {name: getattr(new, name) for name in NAME_FIELDS if getattr(new, name) != getattr(old, name)}

    def plain(self) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        for name in PLAIN_FIELDS:
            old, new = getattr(self.existing, name), getattr(self.parsed, name)
            if not new or _folded(new) == _folded(old):
                continue
            if self._follows((name,)) if old else name not in self.edited:
                changes[name] = new
        return changes

    def place(self) -> dict[str, Any]:
        """The zone, or the zones. A number's zone does not outweigh one that came from an address."""
        old, new = self.existing, self.parsed
        before, after = (old.zone, old.zones), (new.zone, new.zones)
        if not any(after) or before == after or not self._follows(("zone", "zones")):
            return {}
        if any(before) and (old.state or old.zip) and not (new.state or new.zip):
            return {}
        return {name: getattr(new, name) for name in ("zone", "zones") if getattr(new, name) != getattr(old, name)}

    def rest(self) -> dict[str, Any]:
        """Value, last activity (the later day), and the suppressions, which only ever come on."""
        old, new = self.existing, self.parsed
        changes: dict[str, Any] = {}
        if new.value is not None and new.value != old.value and self._follows(("value",)):
            changes["value"] = new.value
        if new.last_activity_on and (not old.last_activity_on or new.last_activity_on > old.last_activity_on):
            changes["last_activity_on"] = new.last_activity_on
        for name in ("do_not_call", "no_email"):
            if getattr(new, name) and not getattr(old, name):
                changes[name] = True
        return changes

    def notes(self) -> dict[str, Any]:
        """Both notes, the newer below, unless one holds the other. Edited ones grow only by what is new."""
        old, new = self.existing.notes, self.parsed.notes
        if not _lines(new) or _holds(old, new) or (self.before or {}).get("notes") == new:
            return {}
        if "notes" in self.edited and (not old or self.before is None):
            return {}
        if not old or _holds(new, old):
            return {"notes": new}
        return {"notes": f"{old}\n{new}"}

    def stage(self) -> Stage:
        """The source's stage counts until calls were made here; that someone is no lead counts always.

        SOLD is the rep's own word and stays: the system that calls them a customer says no more.
        """
        old, new = self.existing.follow, self.parsed.follow.stage
        says_it_newly = bool(self.parsed.status) and _folded(self.parsed.status) != _folded(self.existing.status)
        if old.stage is Stage.SOLD or not self._follows(("stage",)):
            return old.stage
        if new is Stage.NOT_A_LEAD:
            return new
        never_called = not old.attempts and old.last_call_at is None and old.talk is None
        return new if says_it_newly and (never_called or old.stage is Stage.NOT_A_LEAD) else old.stage

    def phones(self) -> tuple[tuple[Phone, ...], tuple[Phone, ...]]:
        """All numbers after the merge, and the new ones among them. None is ever removed or revived."""
        phones = list(self.existing.phones)
        told = (self.before or {}).get("phones", "").split(" ")
        for phone in self.parsed.phones:
            at = next((at for at, each in enumerate(phones) if _is_same_number(each, phone)), None)
            if at is None:
                if _phone_key(phone) not in told:
                    phones.append(phone)
            elif phone.extension and not phones[at].extension and "phones" not in self.edited:
                phones[at] = replace(phones[at], extension=phone.extension)
        return tuple(phones), tuple(phones[len(self.existing.phones) :])

    def _follows(self, names: tuple[str, ...]) -> bool:
        """Whether a field goes with the source: not the rep's own, and not what the source said before."""
        if self.edited & set(names):
            return False
        before = self.before
        return before is None or any(self.now.get(name) != before.get(name) for name in names)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _says_less(new: str, old: str) -> bool:
    """Whether every word of `new` is in `old` too: "Kim" or "K. Boone" after "Kim Boone" is no news."""
    new_words, _ = _name_words(new)
    old_words, _ = _name_words(old)
    return len(new_words) <= len(old_words) and all(
        any(word == each or (len(word) == 1 and each.startswith(word)) for each in old_words) for word in new_words
    )


def _holds(whole: str, part: str) -> bool:
    """Whether the lines of `part` stand in `whole` together."""
    return f"\n{_lines(part)}\n" in f"\n{_lines(whole)}\n"


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def _phone_key(phone: Phone) -> str:
    number = phone.e164 or "".join(char for char in phone.raw if char.isalnum())
    return f"{number}x{phone.extension}" if phone.extension else number


def _is_same_number(one: Phone, other: Phone) -> bool:
    """One number, where a missing extension is an unknown one; texts that are no numbers by their letters."""
    if one.e164 or other.e164:
        same_extension = one.extension == other.extension or not one.extension or not other.extension
        return one.e164 == other.e164 and same_extension
    return _phone_key(one) == _phone_key(other)
