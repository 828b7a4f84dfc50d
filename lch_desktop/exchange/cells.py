"""Single cells: text, e-mail, flags, dates, money, zones. Phones and names have modules of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from lch_desktop.domain.zones import is_zone
from lch_desktop.exchange.headers import squash

_EDGE = " \t\r\n\xa0\u200b\ufeff"
_GAPS = re.compile(r"[ \t\r\n\xa0]+")
_NEEDS_GAPS = re.compile(r"[\t\r\n\xa0]|  ")
# Bounded as addresses are (RFC 5321, 4.5.3.1), so that a long cell costs no more than its length.
_EMAIL = re.compile(r"[^\s<>,;:|\"'()@]{1,64}@[^\s<>,;:|\"'()@]{1,253}\.[^\s<>,;:|\"'().@]{1,63}")
_MOST_READ = 200  # characters of a cell that should hold one short thing

NOTHING = frozenset({"", "-", "--", "n/a", "na", "none", "null", "(none)", "#n/a", "unknown", "?"})
_FALSE = frozenset(
    "0|0.0|false|no|n|f|off|nein|non|falsch|faux|falso|never|unchecked|subscribed|opted in|opt in|opt-in"
    "|active|ok|call ok|allowed".split("|")
)


_PROTECTED = re.compile(r"'+[=+\-@\t\r]")


def unprotected(cell: str) -> str:
    """The cell without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return cell[1:] if cell[:1] == "'" and _PROTECTED.match(cell) else cell


def one_line(cell: str) -> str:
    """The cell on one line, without blanks at its edges. Any other character stays what it is."""
    text = cell.strip(_EDGE)
    if text[:1] == "'":
        text = unprotected(text).strip(_EDGE)
    return _GAPS.sub(" ", text) if _NEEDS_GAPS.search(text) else text


def long_text(cell: str) -> str:
    """The cell whole, its line ends as \\n."""
    return unprotected(cell).replace("\r\n", "\n").replace("\r", "\n").strip(_EDGE)


def email_of(cell: str) -> str:
    """The first e-mail address in the cell, "" if there is none."""
    found = _EMAIL.search(cell) if "@" in cell else None
    return found[0].removeprefix("mailto:").rstrip(".") if found else ""


def is_set(cell: str) -> bool:
    """Whether an opt-out cell forbids: anything that is not plainly a no, a date for example, does."""
    word = cell.strip(_EDGE).casefold()
    return word not in NOTHING and word not in _FALSE


# Dates

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan janv ene gen", "feb fevr fev", "mar marz mrz mars maar mrt", "apr avr abr", "may mai mag mei",
         "jun juin giu", "jul juil lug", "aug aout ago", "sep sept set", "oct okt out ott", "nov", "dec dez dic"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[ -]+(?:de )?([^\W\d_]{3,})\.?,?[ -]+(?:de )?(\d{4}|\d{2})\b"
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})\b")
_WEEKDAY = re.compile(r"\A[^\W\d_]+(?:\.?,\s+(?=\d|[^\W\d_])|\s+(?=[^\W\d_]+\.?\s+\d{1,2}\b))")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH_MS = re.compile(r"1\d{12}")
MONTH_FIRST_REGIONS = frozenset({"US", "PH", "PR", "GU", "VI", "FM", "MH", "PW"})
_EXCEL_ZERO = date(1899, 12, 30)  # Excel's day 0, its 29 February 1900 counted in


def day_first(cells: Iterable[str], region: str) -> bool:
    """Whether a column of dates writes the day first: by its own cells, else by what `region` does."""
    for cell in cells:
        found = _SLASHED.match(cell.strip(_EDGE)) if cell else None
        if found:
            if found[2] == "." or int(found[1]) > 12:
                return True
            if int(found[3]) > 12:
                return False
    return region not in MONTH_FIRST_REGIONS


def date_of(cell: str, *, day_is_first: bool = False) -> date | None:
    """The day a cell names, its time of day left off; None if it names none."""
    text = cell.strip(_EDGE)[:_MOST_READ]
    try:
        iso = _ISO.match(text)
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        slashed = _SLASHED.match(text)
        if slashed:
            one, two = int(slashed[1]), int(slashed[3])
            day, month = (one, two) if (day_is_first and two <= 12) or one > 12 else (two, one)
            return date(_full_year(slashed[4]), month, day)
        return _date_in_words(text) or _date_in_digits(text)
    except (ValueError, OverflowError):
        return None


def _date_in_words(text: str) -> date | None:
    text = _WEEKDAY.sub("", text, count=1)
    found = _DAY_MONTH.match(text)
    if found:
        day, word, year = found.groups()
    else:
        found = _MONTH_DAY.match(text)
        if not found:
            return None
        word, day, year = found.groups()
    month = _month(word)
    return date(_full_year(year), month, int(day)) if month else None


def _date_in_digits(text: str) -> date | None:
    if _SERIAL.fullmatch(text):
        return _EXCEL_ZERO + timedelta(days=int(float(text)))
    if _EPOCH_MS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC).date()
    if len(text) == 8 and text.isdecimal():
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return None


def _month(word: str) -> int:
    key = squash(word)
    return _MONTHS.get(key) or _MONTHS.get(key[:4]) or _MONTHS.get(key[:3]) or 0


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


# Money

_AMOUNT = re.compile(r"(\d[\d.,'’\s\xa0\u202f]*)\s*(k|m|mm|mio|tsd)?\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–—]\s*\d")  # "10-20k" is no amount
_TIMES = {"k": 1_000, "tsd": 1_000, "m": 1_000_000, "mm": 1_000_000, "mio": 1_000_000}


def money_of(cell: str) -> float | None:
    """The first amount in a cell, whatever its currency; None without one or below zero."""
    text = cell.strip(_EDGE)[:_MOST_READ]
    found = _AMOUNT.search(text)
    if found is None or any(mark in text[: found.start()] for mark in "-(\u2212") or _RANGE.match(text, found.end()):
        return None
    digits = re.sub(r"[\s\xa0\u202f'’]", "", found[1]).rstrip(".,")
    amount = float(_with_point(digits)) * _TIMES.get((found[2] or "").lower(), 1)
    return amount if amount < 1e15 else None


def _with_point(digits: str) -> str:
    """Digits with a decimal point and no thousands: the last of two marks is the point, one mark before
    three digits is not, for money has two decimals."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    mark = digits[last]
    both = "." in digits and "," in digits
    is_point = both or (digits.count(mark) == 1 and len(digits) - last - 1 != 3)
    whole = re.sub(r"[.,]", "", digits[:last])
    return f"{whole}.{digits[last + 1 :]}" if is_point else whole + digits[last + 1 :]


# Time zones

_ZONE_WORDS = {
    "eastern": "America/New_York", "est": "America/New_York", "edt": "America/New_York",
    "et": "America/New_York",
    "central": "America/Chicago", "cst": "America/Chicago", "cdt": "America/Chicago", "ct": "America/Chicago",
    "mountain": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "mt": "America/Denver",
    "pacific": "America/Los_Angeles", "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu", "utc": "UTC",
}  # fmt: skip


@lru_cache(maxsize=256)
def zone_of(cell: str) -> str:
    """The IANA zone that a cell names ("America/Chicago", "Eastern Time"), "" if none."""
    text = cell.strip(_EDGE)
    if len(text) > _MOST_READ:
        return ""
    if "/" in text:
        return text if is_zone(text) else ""
    words = [squash(word) for word in re.split(r"[\s()_-]+", text)]
    return next((_ZONE_WORDS[word] for word in words if word in _ZONE_WORDS), "")
