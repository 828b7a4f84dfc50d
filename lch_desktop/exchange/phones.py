"""Phone cells: one cell to the numbers in it, as they came and as they can be dialled.

Wrong numbers are worse than none: whatever had to be repaired is marked `certain=False`, and what cannot be a
full number (short codes, emergency numbers, half a number) is kept as text with the status INVALID.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from lch_desktop.domain.leads import Phone, PhoneStatus
from lch_desktop.exchange.headers import phone_label

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_SHORTEST = 7  # digits: anything shorter is a short code, an extension or an emergency number
_LONGEST = 250  # characters; phonenumbers gives up there too
_SEPARATORS = re.compile(r"\s*:::\s*|,+|[;|/\r\n]|\s+(?:or|and|oder|ou|&)\s+", re.IGNORECASE)
# Marks that lead to an extension (",,23" dials it after a pause) or belong to "1,55E+10".
_NO_SEPARATOR = re.compile(r"[,;]\s*(?:ext|x\b|x\d|#|isub|phone-context)|,{2,}\s*\d{1,7}(?!\d)|,\d+e\+", re.IGNORECASE)
_EXTENSION = re.compile(
    r"[\s,;]*(?:;\s*ext\s*=|,{2,}|\bext(?:ension|n)?\b\.?|(?<=\d)\s*ext\.?|(?<=[\d\s)])x\.?|#|\bdurchwahl\b"
    r"|\bposte\b)"
    r"\s*[:.=]?\s*(\d{1,9})\s*\)?\s*$",
    re.IGNORECASE,
)
_LABEL = (
    r"mobile|mobil|mob|cell|handy|portable|móvil|home|privat|work|office|business|direct|main|fax|phone|telefon|tel"
    r"|other|[mchwodfpt]"
)
_LABEL_BEFORE = re.compile(rf"\s*[(\[]?\s*({_LABEL})\b\s*[)\]]?\s*[:.\-]?\s*(?=[+(\d])", re.IGNORECASE)
_LABEL_AFTER = re.compile(rf"\s*[-(\[]?\s*\b({_LABEL})\s*[)\]]?\s*$", re.IGNORECASE)
_LETTER_LABELS = {
    "m": "mobile", "c": "mobile", "mob": "mobile", "h": "home", "w": "work", "o": "work", "d": "work",
    "f": "fax", "fax": "fax", "main": "main",
}  # fmt: skip
_SCIENTIFIC = re.compile(r"([1-9])(?:[.,](\d+))?e\+?(\d{1,2})", re.IGNORECASE)
_FLOAT_TAIL = re.compile(r"(\d{7,})[.,]0+")
_FORMULA = re.compile(r"""\s*(?:['‘’`]|=\s*"?|")+\s*(?=[+(\d])""")
_NANP = re.compile(r"\s*(\+?1[\s.\-]*)?(?:\(([2-9]\d\d)\)|([2-9]\d\d))[\s.\-]*([2-9]\d\d)[\s.\-]*(\d{4})\s*", re.ASCII)
_NO_KIND = 99  # phonenumbers.PhoneNumberType.UNKNOWN: of no country's plan
_KINDS = {0: "fixed", 1: "mobile", 2: "fixed-or-mobile", 3: "toll-free", _NO_KIND: ""}


class PhoneReader:
    """Reads phone cells. Made per file: it remembers every text it has read, as files repeat them."""

    def __init__(self, region: str) -> None:
        self._region = region
        self._read: dict[tuple[str, str, str], tuple[Phone, ...]] = {}
        self._us_kinds: dict[str, int] = {}

    def read(self, cell: str, region: str = "", label: str = "") -> tuple[Phone, ...]:
        """The numbers in `cell`, in order. `region` is the row's own country, "" for the file's default."""
        key = (cell, region, label)
        known = self._read.get(key)
        if known is None:
            pieces = (self._phone(piece, region or self._region, label) for piece in split_cell(cell))
            known = self._read[key] = tuple(phone for phone in pieces if phone is not None)
        return known

    def _phone(self, raw: str, region: str, label: str) -> Phone | None:
        text, certain = undamaged(raw)
        text, said = _without_label(text)
        text, extension = _without_extension(text)
        label = said or label
        if not any(map(str.isdigit, text)):
            return _unusable(raw, extension, label) if extension else None
        if label == "fax" or certain is None or len(text) > _LONGEST:
            return _unusable(raw, extension, label)
        number = _nanp_number(text, region)
        if number is not None:
            return self._nanp_phone(number, raw, extension, label, certain, region)
        return _slow_phone(text, raw, extension, label, certain, region)

    def _nanp_phone(self, digits: str, raw: str, extension: str, label: str, certain: bool, region: str) -> Phone:
        """A number of the North American plan, without the costly general parser and formatter."""
        if len(set(digits)) == 1:
            return _unusable(raw, extension, label)
        kind, own_region = self._nanp_kind(digits)
        at_home = region == (own_region or region)
        rest = f"{digits[3:6]}-{digits[6:]}"
        shown = f"({digits[:3]}) {rest}" if at_home else f"+1 {digits[:3]}-{rest}"
        return Phone(
            e164=f"+1{digits}", raw=raw, extension=extension, shown=shown, kind=_KINDS.get(kind, "other"),
            region=own_region, label=label, certain=certain and kind != _NO_KIND,
        )  # fmt: skip

    def _nanp_kind(self, digits: str) -> tuple[int, str]:
        """The kind (a PhoneNumberType) and the region of ten digits."""
        known = self._us_kinds.get(digits[:6])
        if known is not None:
            return known, "US"
        from phonenumbers import PhoneNumber, number_type, region_code_for_number

        number = PhoneNumber(country_code=1, national_number=int(digits))
        kind = number_type(number)
        if kind == _NO_KIND:
            return kind, ""
        region = region_code_for_number(number) or ""
        if region == "US":  # its patterns decide by the first six digits; those of some islands do not
            self._us_kinds[digits[:6]] = kind
        return kind, region


def split_cell(cell: str) -> list[str]:
    """The pieces of a cell that may each be a number; an area code before a slash stays with its number."""
    if not cell.strip():
        return []
    if _SEPARATORS.search(cell) is None:
        return [cell.strip()]
    pieces: list[str] = []
    start = 0
    cuts = [cut for cut in _SEPARATORS.finditer(cell) if not _NO_SEPARATOR.match(cell, cut.start())]
    for cut in [*cuts, None]:
        piece = cell[start : cut.start() if cut else len(cell)].strip()
        start = cut.end() if cut else start
        if pieces and pieces[-1].endswith("/"):  # "030/123456": the slash parts the area code
            pieces[-1] += piece
        elif piece:
            pieces.append(piece)
        if cut and cut[0] == "/" and pieces and 0 < sum(map(str.isdigit, pieces[-1])) <= 5:
            pieces[-1] += "/"
    return [piece.rstrip("/") for piece in pieces]


def undamaged(raw: str) -> tuple[str, bool | None]:
    """The text without a spreadsheet's doings, and whether it is certain; None: digits are lost for good."""
    text = raw.strip()
    found = _FORMULA.match(text)
    if found:
        text = text[found.end() :].rstrip("\"'’` ")
    tail = _FLOAT_TAIL.fullmatch(text)
    if tail:
        return tail[1], True
    short = _SCIENTIFIC.fullmatch(text)
    if short is None:
        return text, True
    decimals, exponent = len(short[2] or ""), int(short[3])
    if decimals == exponent:
        return _spelled_out(short), True
    # Spreadsheets round to six digits or so. Nine and more are a full number whose last zeros were dropped.
    if 8 <= decimals < exponent <= 15:
        return _spelled_out(short), False
    return text, None


def _spelled_out(short: re.Match[str]) -> str:
    return str(int(Decimal(f"{short[1]}.{short[2] or 0}") * 10 ** int(short[3])))


def _without_label(text: str) -> tuple[str, str]:
    if text[:4].lower() == "tel:":
        return text[4:], ""
    found = _LABEL_BEFORE.match(text)
    if found:
        return text[found.end() :], _label_named(found[1])
    found = _LABEL_AFTER.search(text) if text[-1:].isalpha() or text[-1:] in ")]" else None
    if found and any(map(str.isdigit, text[: found.start()])):
        return text[: found.start()], _label_named(found[1])
    return text, ""


def _label_named(word: str) -> str:
    return _LETTER_LABELS.get(word.lower()) or phone_label(word)


def _without_extension(text: str) -> tuple[str, str]:
    found = _EXTENSION.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].strip(" ,;("), found[1]


def _unusable(raw: str, extension: str, label: str) -> Phone:
    return Phone(raw=raw, extension=extension, label=label, certain=False, status=PhoneStatus.INVALID)


def _nanp_number(text: str, region: str) -> str | None:
    """Ten digits of the North American plan, if `text` plainly writes them; None sends it the general way."""
    found = _NANP.fullmatch(text)
    if found is None or (not (found[1] or "").startswith("+") and calling_code(region) != 1):
        return None
    return f"{found[2] or found[3]}{found[4]}{found[5]}"


_CALLING_CODES: dict[str, int] = {"US": 1, "CA": 1}


def calling_code(region: str) -> int:
    """The country calling code of `region`, 0 if it has none."""
    code = _CALLING_CODES.get(region)
    if code is None:
        from phonenumbers import country_code_for_region

        code = _CALLING_CODES[region] = country_code_for_region(region)
    return code


def _slow_phone(text: str, raw: str, extension: str, label: str, certain: bool, region: str) -> Phone:
    """A number by the general parser, with the repairs that make a number out of it."""
    from phonenumbers import format_number, number_type, region_code_for_number

    number = _possible(text, region)
    kind = number_type(number) if number is not None else _NO_KIND
    if kind == _NO_KIND:
        repaired = _repaired(text, region, number is not None)
        if repaired is not None:
            number, certain = repaired, False
            kind = number_type(number)
    if number is None:
        return _unusable(raw, extension, label)
    own_region = (region_code_for_number(number) or "") if kind != _NO_KIND else ""
    at_home = own_region == region or (not own_region and number.country_code == calling_code(region))
    return Phone(
        e164=format_number(number, 0), raw=raw, extension=extension or number.extension or "",
        shown=_shown(number, at_home), kind=_KINDS.get(kind, "other"), region=own_region, label=label,
        certain=certain and kind != _NO_KIND,
    )  # fmt: skip


def _shown(number: PhoneNumber, at_home: bool) -> str:
    from phonenumbers import PhoneNumber, PhoneNumberFormat, format_number

    bare = PhoneNumber(
        country_code=number.country_code,
        national_number=number.national_number,
        italian_leading_zero=number.italian_leading_zero,
        number_of_leading_zeros=number.number_of_leading_zeros,
    )
    return format_number(bare, PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL)


def _possible(text: str, region: str) -> PhoneNumber | None:
    """The number if it is whole: no short code, emergency number, local part or filler."""
    from phonenumbers import NumberParseException, ValidationResult, is_possible_number_with_reason, parse

    if sum(map(str.isdigit, text)) < _SHORTEST and not any(map(str.isalpha, text)):
        return None
    try:
        number = parse(text, region)
    except NumberParseException:
        return None
    if is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    national = str(number.national_number)
    is_filler = len(set(national)) == 1
    is_short = len(str(number.country_code)) + len(national) < _SHORTEST
    is_nanp_misfit = number.country_code == 1 and not re.fullmatch(r"[2-9]\d\d[2-9]\d{6}", national)
    return None if is_filler or is_short or is_nanp_misfit else number


def _repaired(text: str, region: str, has_right_length: bool) -> PhoneNumber | None:
    """The valid number that a lost leading 0, else a lost +, makes of bare digits; None if neither does."""
    from phonenumbers import is_valid_number

    digits = re.sub(r"[\s().\-]", "", text)
    if not digits.isdecimal() or digits.startswith("0"):
        return None
    # With the right length it may be a number too new for the tables: then no country is guessed.
    candidates = ["0" + digits] if has_right_length else ["0" + digits, "+" + digits]
    for candidate in candidates:
        number = _possible(candidate, region)
        if number is not None and is_valid_number(number):
            return number
    return None
