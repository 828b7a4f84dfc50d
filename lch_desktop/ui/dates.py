"""Dates as the locale writes them."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale

_YEAR = re.compile(r"[\s,./]*('[^']*'\s*)?y+\s*('[^']*')?[年년.]?\s*")


def long_date(locale: QLocale, on: date) -> str:
    """The weekday, day and month as the locale writes them, without the year."""
    pattern = locale.dateFormat(QLocale.FormatType.LongFormat)
    return locale.toString(QDate(on.year, on.month, on.day), _YEAR.sub("", pattern))
