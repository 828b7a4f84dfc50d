"""Phone cells: one cell to the numbers in it, as they came and as they can be dialled.

Wrong numbers are worse than none: whatever had to be repaired is marked `certain=False`, and what cannot be a
full number (short codes, emergency numbers, half a number) is kept as text with the status INVALID.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lch_desktop.domain.leads import Phone, PhoneStatus
from lch_desktop.exchange.phone_text import LONG, split_cell, undamaged, without_extension, without_label
from lch_desktop.exchange.quick import quickly

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_SHORTEST = 7  # digits: anything shorter is a short code, an extension or an emergency number
_REMEMBERED = 4096  # cells: files repeat their companies' numbers, and memory must not grow with the rows
_NANP = re.compile(r"\s*(\+?1[\s.\-]*)?(?:\(([2-9]\d\d)\)|([2-9]\d\d))[\s.\-]*([2-9]\d\d)[\s.\-]*(\d{4})\s*", re.ASCII)
_FIXED, _MOBILE, _FIXED_OR_MOBILE, _NO_KIND = 0, 1, 2, 99  # values of phonenumbers.PhoneNumberType
_KINDS = {_FIXED: "fixed", _MOBILE: "mobile", _FIXED_OR_MOBILE: "fixed-or-mobile", 3: "toll-free", _NO_KIND: ""}
_made = quickly(Phone)


class PhoneReader:
    """Reads phone cells. Made per file: it remembers the last texts it has read, as files repeat them."""

    def __init__(self, region: str) -> None:
        self._region = region
        self._read: dict[tuple[str, str, str], tuple[Phone, ...]] = {}

    def read(self, cell: str, region: str = "", label: str = "") -> tuple[Phone, ...]:
        """The numbers in `cell`, in order. `region` is the row's own country, "" for the file's default."""
        region = region or self._region
        digits = _nanp_digits(cell, region)
        if digits and label != "fax":  # most cells: nothing but one plain number
            return (_nanp_phone(digits, cell.strip(), "", label, True, region),)
        key = (cell, region, label)
        known = self._read.get(key)
        if known is None:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            found: list[Phone] = []
            for piece in split_cell(cell):
                found += _phones(piece, region, label)
            known = self._read[key] = tuple(found)
        return known


def _phones(raw: str, region: str, label: str) -> tuple[Phone, ...]:
    """The number in one piece of a cell; several where plain text holds several."""
    if len(raw) > LONG:
        return (_unusable(raw, "", label),) if any(map(str.isdigit, raw)) else ()
    text, certain = undamaged(raw)
    text, said = without_label(text)
    text, extension = without_extension(text)
    label = said or label
    if not any(map(str.isdigit, text)):
        return (_unusable(raw, extension, label),) if extension else ()
    if label == "fax" or certain is None:
        return (_unusable(raw, extension, label),)
    digits = _nanp_digits(text, region)
    if digits:
        return (_nanp_phone(digits, raw, extension, label, certain, region),)
    number, is_repaired = _number_in(text, region)
    if number is not None:
        return (_phone(number, raw, extension, label, certain and not is_repaired, region),)
    within = [_phone(each, raw, "", label, False, region) for each in _numbers_within(text, region)]
    return tuple(within) or (_unusable(raw, extension, label),)


def _unusable(raw: str, extension: str, label: str) -> Phone:
    return Phone(raw=raw, extension=extension, label=label, certain=False, status=PhoneStatus.INVALID)


# Numbers of the North American plan, without the costly general parser and formatter


def _nanp_digits(text: str, region: str) -> str:
    """Ten digits of the North American plan, if `text` plainly writes them; "" sends it the general way."""
    found = _NANP.fullmatch(text)
    if found is None:
        return ""
    country, in_brackets, area, exchange, line = found.groups()
    if region != "US" and not (country or "").startswith("+") and calling_code(region) != 1:
        return ""
    return (in_brackets or area) + exchange + line


def _nanp_phone(digits: str, raw: str, extension: str, label: str, certain: bool, region: str) -> Phone:
    if digits == digits[0] * 10:
        return _unusable(raw, extension, label)
    kind, own_region = _nanp_kind(digits)
    at_home = region == (own_region or region)
    rest = f"{digits[3:6]}-{digits[6:]}"
    shown = f"({digits[:3]}) {rest}" if at_home else f"+1 {digits[:3]}-{rest}"
    return _made(
        e164=f"+1{digits}", raw=raw, extension=extension, shown=shown, kind=_KINDS.get(kind, "other"),
        region=own_region, label=label, certain=certain and kind != _NO_KIND,
    )  # fmt: skip


def _nanp_kind(digits: str) -> tuple[int, str]:
    """The kind (a PhoneNumberType) and the region of ten digits."""
    if _us_fixed().fullmatch(digits):  # most numbers: one pattern in place of thirty
        return _FIXED_OR_MOBILE, "US"
    return _kind_and_region(1, digits)


@lru_cache(maxsize=1)
def _us_fixed() -> re.Pattern[str]:
    """What ordinary numbers of the United States look like."""
    return dict(_patterns_of("US"))[_FIXED]


_CALLING_CODES: dict[str, int] = {"US": 1, "CA": 1}


def calling_code(region: str) -> int:
    """The country calling code of `region`, 0 if it has none."""
    code = _CALLING_CODES.get(region)
    if code is None:
        from phonenumbers import country_code_for_region

        code = _CALLING_CODES[region] = country_code_for_region(region)
    return code


# Any other number


def _phone(number: PhoneNumber, raw: str, extension: str, label: str, certain: bool, region: str) -> Phone:
    from phonenumbers import national_significant_number

    national = national_significant_number(number)
    kind, own_region = _kind_and_region(number.country_code or 0, national)
    at_home = own_region == region or (not own_region and number.country_code == calling_code(region))
    return _made(
        e164=f"+{number.country_code}{national}", raw=raw, extension=extension or number.extension or "",
        shown=_shown(number, at_home), kind=_KINDS.get(kind, "other"), region=own_region, label=label,
        certain=certain and kind != _NO_KIND,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _kind_and_region(country_code: int, national: str) -> tuple[int, str]:
    """The PhoneNumberType and the region of a number: as the library says, without asking it three times."""
    main = _main_region(country_code)
    kind = _kind_in(national, main) if main else _NO_KIND
    if kind != _NO_KIND:
        return kind, main
    from phonenumbers import PhoneNumber, region_code_for_number

    zeros = len(national) - len(national.lstrip("0"))
    number = PhoneNumber(
        country_code=country_code,
        national_number=int(national),
        italian_leading_zero=zeros > 0,
        number_of_leading_zeros=zeros or None,
    )
    region = region_code_for_number(number) or ""  # said of any number where a code has one region only
    kind = _kind_in(national, region) if region else _NO_KIND
    return (kind, region) if kind != _NO_KIND else (_NO_KIND, "")


@lru_cache(maxsize=256)
def _main_region(country_code: int) -> str:
    """The region that the library tries first for a calling code; "" where it looks at leading digits."""
    from phonenumbers import PhoneMetadata, region_code_for_country_code

    region = region_code_for_country_code(country_code)
    metadata = None if region.isdigit() or region == "ZZ" else PhoneMetadata.metadata_for_region(region)
    return region if metadata is not None and metadata.leading_digits is None else ""


def _kind_in(national: str, region: str) -> int:
    """The PhoneNumberType that `national` has in `region`, UNKNOWN if it is no number there."""
    kinds = {kind for kind, pattern in _patterns_of(region) if pattern.fullmatch(national)}
    for kind in kinds - {_FIXED, _MOBILE}:
        return kind
    if {_FIXED, _MOBILE} <= kinds:
        return _FIXED_OR_MOBILE
    return next(iter(kinds), _NO_KIND)


@lru_cache(maxsize=256)
def _patterns_of(region: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    """The kinds of numbers that `region` has (001 and its like: that network) with their patterns."""
    from phonenumbers import PhoneMetadata, PhoneNumberType

    if region.isdigit():
        return ()
    metadata = PhoneMetadata.metadata_for_region(region)
    if metadata is None:
        return ()
    kinds = (
        (metadata.premium_rate, PhoneNumberType.PREMIUM_RATE),
        (metadata.toll_free, PhoneNumberType.TOLL_FREE),
        (metadata.shared_cost, PhoneNumberType.SHARED_COST),
        (metadata.voip, PhoneNumberType.VOIP),
        (metadata.personal_number, PhoneNumberType.PERSONAL_NUMBER),
        (metadata.pager, PhoneNumberType.PAGER),
        (metadata.uan, PhoneNumberType.UAN),
        (metadata.voicemail, PhoneNumberType.VOICEMAIL),
        (metadata.fixed_line, _FIXED),
        (metadata.mobile, _MOBILE),
    )
    return tuple(
        (int(kind), re.compile(described.national_number_pattern))
        for described, kind in kinds
        if described is not None and described.national_number_pattern
    )


def _shown(number: PhoneNumber, at_home: bool) -> str:
    from phonenumbers import PhoneNumber, PhoneNumberFormat, format_number

    bare = PhoneNumber(
        country_code=number.country_code,
        national_number=number.national_number,
        italian_leading_zero=number.italian_leading_zero,
        number_of_leading_zeros=number.number_of_leading_zeros,
    )
    return format_number(bare, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL)


def _number_in(text: str, region: str) -> tuple[PhoneNumber | None, bool]:
    """The number that `text` is, by the general parser, and whether digits had to be repaired for it."""
    number = _possible(text, region)
    if number is None or not _is_in_tables(number):
        repaired = _repaired(text, region, number is not None)
        if repaired is not None:
            return repaired, True
    return number, False


def _is_in_tables(number: PhoneNumber) -> bool:
    from phonenumbers import national_significant_number

    return bool(_kind_and_region(number.country_code or 0, national_significant_number(number))[1])


def _possible(text: str, region: str) -> PhoneNumber | None:
    """The number if it is whole: no short code, emergency number, local part or filler."""
    from phonenumbers import NumberParseException, parse

    if sum(map(str.isdigit, text)) < _SHORTEST and not any(map(str.isalpha, text)):
        return None
    try:
        number = parse(text, region)
    except NumberParseException:
        return None
    return number if _is_whole(number) else None


def _is_whole(number: PhoneNumber) -> bool:
    from phonenumbers import ValidationResult, is_possible_number_with_reason

    if is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return False
    national = str(number.national_number)
    is_filler = len(set(national)) == 1
    is_short = len(str(number.country_code)) + len(national) < _SHORTEST
    is_nanp_misfit = number.country_code == 1 and not re.fullmatch(r"[2-9]\d\d[2-9]\d{6}", national)
    return not (is_filler or is_short or is_nanp_misfit)


def _repaired(text: str, region: str, has_right_length: bool) -> PhoneNumber | None:
    """The valid number that a lost leading 0, a lost + or "00" in its place makes of bare digits, or None."""
    digits = re.sub(r"[\s().\-]", "", text)
    if not digits.isdecimal():
        return None
    if digits.startswith("00"):
        candidates = ["+" + digits.lstrip("0")]
    elif digits.startswith("0"):
        return None
    else:
        # With the right length it may be a number too new for the tables: then no country is guessed.
        candidates = ["0" + digits] if has_right_length else ["0" + digits, "+" + digits]
    for candidate in candidates:
        number = _possible(candidate, region)
        if number is not None and _is_in_tables(number):
            return number
    return None


def _numbers_within(text: str, region: str) -> list[PhoneNumber]:
    """The valid numbers that stand in a text of more than a number: "512 555 0143 (ask for Bo)"."""
    if not any(char.isalpha() or char.isspace() for char in text):
        return []
    from phonenumbers import PhoneNumberMatcher

    return [match.number for match in PhoneNumberMatcher(text, region, max_tries=10) if _is_whole(match.number)]
