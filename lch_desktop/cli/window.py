"""`lch` and `lch start`: the window."""

from __future__ import annotations

from lch_desktop.cli.invocation import Invocation
from lch_desktop.domain.errors import InputError, RuleError, StoreError
from lch_desktop.domain.settings import RANGES


def run_window(call: Invocation) -> int:
    """Open the window; with `start` straight into the hour. Returns when it is closed.

    Qt ends the whole process where it finds no display, so that is asked first.
    """
    from lch_desktop.platforms.checks import display

    minutes = _start_minutes(call)
    if not display():
        raise RuleError("no-display")
    from lch_desktop.app import run_window as run

    try:
        return run(call.data_dir, call.clock, call.zone, start_minutes=minutes, in_tray=call.given.tray)
    except StoreError as error:
        raise call.advised(error) from error


def _start_minutes(call: Invocation) -> int | None:
    """None: just open; 0: start with the default length; else the minutes, within their range."""
    if call.command != "start":
        return None
    minutes: int | None = call.given.minutes
    low, high = RANGES["minutes"]
    if minutes is not None and not low <= minutes <= high:
        raise InputError("bad-minutes", minutes=minutes)
    return minutes or 0
