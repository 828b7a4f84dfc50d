"""The countries of the world by code and name, as Qt knows them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLocale


@cache
def regions() -> tuple[tuple[str, str], ...]:
    """(ISO 3166 code, name), by name."""
    found = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha():
            found[code] = QLocale.territoryToString(territory)
    return tuple(sorted(found.items(), key=lambda item: item[1].casefold()))
