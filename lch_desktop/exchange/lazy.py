"""The importer behind functions that load it when it is first used: a window without an import needs none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from lch_desktop.domain.imports import ImportOptions, ParsedFile
    from lch_desktop.domain.leads import Phone


def read_leads(path: Path, options: ImportOptions, *, now: datetime) -> ParsedFile:
    """As `reader.read_leads`."""
    from lch_desktop.exchange import reader

    return reader.read_leads(path, options, now=now)


def parse_phone(text: str, region: str) -> Phone:
    """One number as somebody types it; without an E.164 form where none can be made of it."""
    from lch_desktop.domain.leads import Phone
    from lch_desktop.exchange.phones import PhoneReader

    found = PhoneReader(region).read(text)
    return found[0] if found else Phone(raw=text.strip())
