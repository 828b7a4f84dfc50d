"""What a lead's row carries of its phones and its name, so that lists need one table only.

These columns are no facts: they are worked out again after every change, and never part of an undo.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lch_desktop.domain.leads import Phone

if TYPE_CHECKING:
    from lch_desktop.store.writes import Columns, Writer


_MARKS = str.maketrans("", "", "+-.() /")


def folded(text: str) -> str:
    """`text` without accents and in one case, to sort by."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def digits_of(e164: str, raw: str) -> str:
    """The digits a number may be searched by: those of the number, and of the raw text where it has others.

    The raw text keeps a trunk zero that the number has lost: "020 7946 0958" is +442079460958.
    """
    number, written = _bare(e164), _bare(raw)
    return number if written in number else f"{number} {written}".strip()


def _bare(text: str) -> str:
    """The digits of `text`: quickly where they stand among the usual marks."""
    plain = text.translate(_MARKS)
    return plain if plain.isdecimal() and plain.isascii() else re.sub(r"\D", "", text)


_NO_PHONE = Phone()


def dial_columns(phones: Sequence[Phone]) -> Columns:
    """The first number that can be dialled, as columns of its lead."""
    phone = next((phone for phone in phones if phone.usable), _NO_PHONE)
    return {
        "dial_e164": phone.e164,
        "dial_shown": phone.shown,
        "dial_extension": phone.extension,
        "dial_kind": phone.kind,
    }


def sort_name(name: str, company: str, email: str) -> str:
    """What a lead is listed under."""
    return folded(name or company or email)


def refresh(writer: Writer, lead_ids: Iterable[int]) -> None:
    """Work out the derived columns of `lead_ids` from what is stored."""
    for lead_id in lead_ids:
        lead = writer.current("lead", lead_id, ("name", "company", "email", *DERIVED))
        if lead is None:
            continue
        found = writer.db.first(_FIRST_USABLE, (lead_id,)) or ("", "", "", "")
        name = sort_name(str(lead["name"]), str(lead["company"]), str(lead["email"]))
        columns: Columns = dict(zip(DERIVED, (*found, name), strict=True))
        if any(lead[column] != value for column, value in columns.items()):
            writer.update_raw("lead", lead_id, columns)


DERIVED = ("dial_e164", "dial_shown", "dial_extension", "dial_kind", "sort_name")

_FIRST_USABLE = """
    SELECT e164, shown, extension, kind FROM phone
    WHERE lead_id = ? AND status = 'ok' AND e164 <> '' ORDER BY id LIMIT 1
"""
