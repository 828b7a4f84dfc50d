"""Country names to ISO 3166 codes."""

from __future__ import annotations

from functools import lru_cache

from lch_desktop.domain.zones import country_code
from lch_desktop.exchange.headers import squash

# What files write and no list of countries has, and neighbours' names in their languages: the list of all
# names in all languages takes most of a second to load. Squashed.
_NAMED: dict[str, str] = {
    "AT": "aut osterreich autriche oostenrijk",
    "BE": "bel belgien belgique belgica belgio belgie",
    "BR": "bra brasil brasilien bresil brasile brazilie",
    "CA": "can kanada",
    "CH": "che schweiz suisse suiza suica svizzera zwitserland",
    "CZ": "cze republicacheca tschechien",
    "DE": "deu deutschland allemagne alemania alemanha germania duitsland",
    "ES": "esp espana spanien espagne espanha spagna spanje",
    "FR": "fra frankreich francia franca frankrijk",
    "GB": "gbr greatbritain england scotland wales northernireland vereinigteskonigreich grossbritannien royaumeuni"
    " reinounido regnounito verenigdkoninkrijk",
    "IE": "irl irland irlande irlanda ierland",
    "IN": "ind indien inde",
    "IT": "ita italia italien italie",
    "KR": "korea",
    "LU": "lux luxemburg luxembourg luxemburgo lussemburgo",
    "MX": "mex mexiko mexique messico",
    "NL": "nld niederlande nederland holland paysbas paisesbajos paisesbaixos paesibassi",
    "NZ": "nzl neuseeland",
    "PT": "prt portogallo",
    "US": "vereinigtestaaten vereinigtestaatenvonamerika etatsunis estadosunidos statiuniti verenigdestaten eeuu eua",
}
_ALIASES = {name: code for code, names in _NAMED.items() for name in names.split()}


@lru_cache(maxsize=1024)
def region_of(country: str) -> str:
    """The ISO 3166 alpha-2 code that `country` names, as a code, a calling code ("+49") or in any language, or ""."""
    key = squash(country)
    if not key:
        return ""
    known = _ALIASES.get(key) or country_code(country)
    if known:
        return known
    from phonenumbers import SUPPORTED_REGIONS, region_code_for_country_code

    if country.strip().startswith("+") and key.isdecimal() and len(key) <= 3:
        code = region_code_for_country_code(int(key))
        return code if code in SUPPORTED_REGIONS else ""
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
