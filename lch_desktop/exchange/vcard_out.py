"""Leads as an address book: vCard 3.0 (RFC 2426), which every phone and mail program reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lch_desktop.domain.leads import PhoneStatus
from lch_desktop.exchange.csv_out import phone_text, stage_word
from lch_desktop.exchange.new_file import new_file

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead, Phone

_FOLD_AT = 75  # bytes of a line, its end not counted (RFC 2426, 2.6)
_TYPES = {"mobile": "CELL", "home": "HOME", "work": "WORK", "fax": "FAX", "main": "MAIN", "other": "OTHER"}
# Control characters are left out, but for tabs; a new line is written as two letters.
_ESCAPES: dict[int, str | None] = dict.fromkeys(range(0x20)) | {
    ord(char): text for char, text in {"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\t": "\t"}.items()
}
NEVER_CALL = "Do not call"  # a category: other programs show it, ours obeys it


def write_cards(path: Path, leads: Iterable[Lead], *, replace: bool) -> int:
    """Write one card a lead; returns how many."""
    count = 0
    with new_file(path, replace=replace) as out:
        for lead in leads:
            out.write("".join(f"{folded(line)}\r\n" for line in card(lead)))
            count += 1
    return count


def card(lead: Lead) -> Iterator[str]:
    """The lines of a lead's card, not folded. Wrong and forbidden numbers stay out: a card ends up in a phone."""
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"FN:{_text(lead.shown_name)}"
    yield f"N:{_text(lead.last_name)};{_text(lead.first_name)};;;"
    yield from _filled("ORG", lead.company)
    yield from _filled("TITLE", lead.title)
    dialable = [phone for phone in lead.phones if phone.status in (PhoneStatus.OK, PhoneStatus.INVALID)]
    for place, phone in enumerate(dialable):
        yield _tel(phone, first=place == 0)
    yield from _filled("EMAIL;TYPE=INTERNET", lead.email)
    if any((lead.city, lead.state, lead.zip, lead.country)):
        yield "ADR;TYPE=WORK:;;;" + ";".join(_text(part) for part in (lead.city, lead.state, lead.zip, lead.country))
    yield from _filled("TZ;VALUE=text", lead.zone)
    yield from _filled("CATEGORIES", NEVER_CALL if lead.do_not_call else "")
    yield from _filled("NOTE", lead.notes)
    for name, text in _ours(lead):
        yield from _filled(f"X-LCH-{name}", text)
    yield "END:VCARD"


def folded(line: str) -> str:
    """`line` in pieces of at most 75 bytes, no character cut in two; each piece but the first begins with a blank."""
    if len(line) <= _FOLD_AT and (line.isascii() or len(line.encode("utf-8", "replace")) <= _FOLD_AT):
        return line
    if line.isascii():
        rest = (line[start : start + _FOLD_AT - 1] for start in range(_FOLD_AT, len(line), _FOLD_AT - 1))
        return "\r\n ".join([line[:_FOLD_AT], *rest])
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > _FOLD_AT:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += width
    return "\r\n".join([*pieces, piece])


def _ours(lead: Lead) -> tuple[tuple[str, str], ...]:
    """What no property of vCard is there for."""
    return (
        ("STAGE", stage_word(lead)),
        ("OWNER", lead.owner),
        ("VALUE", "" if lead.value is None else f"{lead.value:.2f}"),
        ("PERSONAL", lead.personal),
        ("LAST-TALK", lead.last_talk),
        ("MAY-NEED", lead.may_need),
        ("NO-EMAIL", "yes" if lead.no_email else ""),
    )


def _tel(phone: Phone, *, first: bool) -> str:
    types = [_TYPES.get(phone.label, "VOICE"), *(["PREF"] if first else [])]
    return f"TEL;TYPE={','.join(types)}:{_text(phone_text(phone))}"


def _filled(name: str, text: str) -> Iterator[str]:
    if text:
        yield f"{name}:{_text(text)}"


def _text(text: str) -> str:
    one_kind = text.replace("\r\n", "\n").replace("\r", "\n")
    return one_kind.translate(_ESCAPES)
