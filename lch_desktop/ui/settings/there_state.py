"""What the card "There in the morning" shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lch_desktop.services.there import Entry, Found

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lch_desktop.domain.settings import Settings
    from lch_desktop.services.there import Presence

LOGIN, STARTER, TRAY, AT_ONCE = "login_start", "os_starter", "close_to_tray", "start_at_once"
WORDS = {
    LOGIN: "Start with the computer",
    STARTER: "Let the system start it for the minute",
    TRAY: "Keep it in the tray when the window is closed",
    AT_ONCE: "Start at once, without the Ready page",
}
_MEANS = {
    LOGIN: "It waits in the tray from the moment you log in, so that the morning comes by itself.",
    STARTER: "The system starts it ten minutes before each hour, also when you have quit it. It wakes no computer.",
    TRAY: "Closing the window does not end the program; Quit in the tray's menu does.",
    AT_ONCE: "At its minute the first card opens, and the clock runs. A call or a presentation still holds it back.",
}
NO_TRAY = "This desktop has no tray: closing minimises the window, and Ctrl+Q ends the program."
LOOKING = "Looking …"
_OFF = "Switched off in the system's own settings. Switch it on here to bring it back."
_GONE = "The entry is gone from the system. Switch it on to bring it back."
_ELSEWHERE = "Another copy is there now: {command}. Switch it on to have this one instead."
_LEFT = "The entry is still there. Switch it on and off again to take it away."


@dataclass(frozen=True, slots=True)
class ThereLine:
    """One switch, with the one sentence under it."""

    key: str
    on: bool
    can_switch: bool
    remark: str
    is_wrong: bool = False  # the remark says what is wrong, not what it means


@dataclass(frozen=True, slots=True)
class ThereState:
    """The card."""

    lines: tuple[ThereLine, ...]


def build_there(
    settings: Settings, found: Presence | None, *, has_tray: bool, asked: Mapping[str, bool] | None = None
) -> ThereState:
    """The card for the settings and what the system has (None: not known yet).

    `asked`: what is being switched just now, and to what.
    """
    asked = asked or {}
    tray = ThereLine(TRAY, settings.close_to_tray, True, _MEANS[TRAY] if has_tray else NO_TRAY)
    at_once = ThereLine(AT_ONCE, settings.start_at_once, True, _MEANS[AT_ONCE])
    login = found.login if found is not None else None
    starter = found.starter if found is not None else None
    return ThereState(
        (
            _entry_line(LOGIN, settings.login_start, login, asked.get(LOGIN)),
            _entry_line(STARTER, settings.os_starter, starter, asked.get(STARTER)),
            tray,
            at_once,
        )
    )


def _entry_line(key: str, wanted: bool, entry: Entry | None, asked: bool | None) -> ThereLine:
    """The system's own list is the truth: the switch is on where the entry is there and starts this program."""
    if asked is not None:
        return ThereLine(key, asked, True, _MEANS[key])
    if entry is None:
        return ThereLine(key, wanted, False, LOOKING)
    if entry.why_not:
        return ThereLine(key, False, False, entry.why_not)
    if entry.found is Found.HERE:
        return ThereLine(key, wanted, True, _MEANS[key] if wanted else _LEFT, is_wrong=not wanted)
    wrong = ""
    if entry.found is Found.ELSEWHERE:
        wrong = _ELSEWHERE.format(command=entry.command)
    elif wanted:
        wrong = _OFF if entry.found is Found.OFF else _GONE
    return ThereLine(key, False, True, wrong or _MEANS[key], is_wrong=bool(wrong))
