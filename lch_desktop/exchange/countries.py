"""Country names to ISO 3166 codes."""

from __future__ import annotations

from functools import lru_cache

from lch_desktop.domain.zones import country_code
from lch_desktop.exchange.headers import squash

# What files write and no list of countries has.
_ALIASES = {
    "gbr": "GB", "greatbritain": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "deu": "DE",
    "fra": "FR", "esp": "ES", "mex": "MX",
    "aut": "AT", "che": "CH", "nzl": "NZ", "ind": "IN", "irl": "IE", "korea": "KR",
}  # fmt: skip


@lru_cache(maxsize=1024)
def region_of(country: str) -> str:
    """The ISO 3166 alpha-2 code that `country` names, as a code or in any language; "" if none is known."""
    key = squash(country)
    if not key:
        return ""
    known = _ALIASES.get(key) or country_code(country)
    if known:
        return known
    from phonenumbers import SUPPORTED_REGIONS

    if key.upper() in SUPPORTED_REGIONS:
        return key.upper()
    return _names().get(key, "")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Every country's name in every language phonenumbers knows. Takes most of a second: rarely needed."""
    from phonenumbers.geodata.locale import LOCALE_DATA

    return {
        squash(name): code for code, names in LOCALE_DATA.items() for name in names.values() if not name.startswith("*")
    }
