"""What may be chosen: from what was typed to new Settings, or one sentence why not. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from lch_desktop.domain.errors import InputError, LchError
from lch_desktop.domain.settings import RANGES, Settings
from lch_desktop.messages import sentence
from lch_desktop.services.calling import check_template
from lch_desktop.ui.hotkeys import ACTIONS, KeyMap

LABELS: dict[str, str] = {
    "calls": "Calls",
    "people": "People to reach",
    "asks": "Asks",
    "appointments": "Appointments",
    "prep_s": "Reading time",
    "rollover_h": "The day begins at",
    "list_size": "Calls in the list",
    "new_share": "First calls, at most one in",
    "voicemail_limit": "Voicemails",
}
NUMBERS = frozenset(LABELS)
GAPS = 5
LONGEST_GAP, LONGEST_NURTURE = 60, 730
NAME_LENGTH = 80
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?$")


class RefusedError(Exception):
    """One sentence for the field: why this cannot be chosen."""


def changed(settings: Settings, name: str, value: object) -> Settings:
    """`settings` with `name` set to what was chosen or typed; raises RefusedError."""
    if name in NUMBERS:
        return replace(settings, **{name: _number(name, str(value))})  # type: ignore[arg-type]
    reader = _READERS.get(name)
    kept: object = value
    if reader is not None:
        try:
            kept = reader(str(value).strip())
        except LchError as error:
            raise RefusedError(sentence(error)) from error
    new = replace(settings, **{name: kept})  # type: ignore[arg-type]
    if name == "dialer" and new.dialer != settings.dialer:
        return replace(new, dialer_tested=False)
    if name in ("calling_from", "calling_until") and new.calling_from >= new.calling_until:
        raise RefusedError(f"Calling hours must end after they begin ({new.calling_from}).")
    return new


def with_key(settings: Settings, action: str, key: str) -> Settings:
    """`settings` in which `key` does `action`; "" switches it off. Raises RefusedError for a taken key."""
    keys = KeyMap(settings.keys)
    holder = keys.action(key) if key else ""
    if holder and holder != action:
        label = next(one.label for one in ACTIONS if one.name == holder)
        raise RefusedError(f"{key} is “{label}” already; give that another key first.")
    default = next(one.key for one in ACTIONS if one.name == action)
    others = tuple(pair for pair in settings.keys if pair[0] != action)
    return replace(settings, keys=others if key == default else (*others, (action, key)))


def _number(name: str, text: str) -> int:
    low, high = RANGES[name]
    digits = text.strip()
    if not digits.isdecimal() or not low <= int(digits) <= high:
        raise RefusedError(sentence(InputError("settings-range", field=LABELS[name], low=low, high=high)))
    return int(digits)


def _region(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise RefusedError("Write the country as its two letters, such as US or DE.")
    return text.upper()


def _time(text: str) -> str:
    """ "8", "8:00" and "08.00" as "08:00"."""
    found = _TIME.match(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise RefusedError(f"“{text}” is no time of day; write it as 8:00.")
    return f"{hour:02d}:{minute:02d}"


def _days(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.split(r"[\s,;]+", text) if part.isdecimal())


def _gaps(text: str) -> tuple[int, ...]:
    gaps = _days(text)
    if len(gaps) != GAPS or not all(1 <= gap <= LONGEST_GAP for gap in gaps):
        raise RefusedError("Write five numbers of workdays, such as 1, 2, 3, 3, 5.")
    return gaps


def _nurture(text: str) -> tuple[int, ...]:
    days = _days(text)
    if not days or list(days) != sorted(set(days)) or not 1 <= days[0] <= days[-1] <= LONGEST_NURTURE:
        raise RefusedError("Write rising numbers of days, such as 30, 90.")
    return days


def _dialer(text: str) -> str:
    check_template(text)
    return text


_READERS: dict[str, Callable[[str], object]] = {
    "rep_name": lambda text: " ".join(text.split())[:NAME_LENGTH],
    "region": _region,
    "calling_from": _time,
    "calling_until": _time,
    "cadence_gaps": _gaps,
    "nurture_days": _nurture,
    "dialer": _dialer,
}
