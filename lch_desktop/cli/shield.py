"""`lch shield`: how the shield stands, and everything down again, also where the database is gone or broken."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from lch_desktop.cli.invocation import Invocation, print_json
from lch_desktop.cli.text import say
from lch_desktop.domain.errors import LchError
from lch_desktop.messages import sentence
from lch_desktop.words import Style, clock

if TYPE_CHECKING:
    from lch_desktop.domain.shield import Order, Raised, Standing
    from lch_desktop.services.shield import Lowered, Shield

STATE_WORDS = {
    "ready": "ready to raise",
    "verified": "up, verified",
    "raised": "up",
    "leaking": "leaking",
    "not-available": "not available",
    "off": "switched off",
}


def run_shield(call: Invocation) -> int:
    """Do what the verb asks for."""
    match call.given.verb:
        case "restore":
            return _restore(call)
        case "install" | "uninstall":
            from lch_desktop.shield_parts import change_helper

            return _told(call, change_helper(install=call.given.verb == "install"))
        case "install-browser" | "uninstall-browser":
            from lch_desktop.shield_parts import change_browsers

            return _told(call, change_browsers(call.data_dir, install=call.given.verb == "install-browser"))
        case _:
            return _status(call)


def _restore(call: Invocation) -> int:
    """Take everything down. It needs no database, and a window that is open hears of it."""
    lowered = _shield(call).lower()
    call.tell_window("shield-lowered")
    if call.as_json:
        print_json({"down": list(lowered.down), "leftovers": _left(lowered)})
    else:
        say(*_lowered_words(lowered))
    return 1 if lowered.leftovers else 0


def _status(call: Invocation) -> int:
    shield = _shield(call)
    order, note = _order(call)
    standings = shield.verify(order) if shield.up else shield.preflight(order)
    if call.as_json:
        raised, leftovers = [_entry(each) for each in shield.up], [_entry(each) for each in shield.leftovers()]
        barriers = [
            {
                "barrier": each.barrier,
                "state": each.state.value,
                "detail": sentence(each.problem) if each.problem is not None else each.detail,
                "advice": each.advice,
            }
            for each in standings
        ]
        print_json({"raised": raised, "leftovers": leftovers, "barriers": barriers})
        return 0
    say(*_status_words(call, shield.up, shield.leftovers(), standings), *([note] if note else []))
    return 0


def _order(call: Invocation) -> tuple[Order, str]:
    """What the next hour would be shielded from, and a remark where the settings cannot be read."""
    from lch_desktop.domain.block_lists import order_of
    from lch_desktop.domain.clock import SystemClock
    from lch_desktop.domain.settings import Settings
    from lch_desktop.shield_parts import lists

    settings, note = Settings(), ""
    try:
        with call.services() as services:
            settings = services.rep.settings
    except LchError:
        note = "The settings cannot be read, so this is how it stands by the defaults."
    return order_of(settings, lists(), SystemClock().now() + timedelta(hours=1), system=sys.platform)[0], note


def _status_words(
    call: Invocation, up: Sequence[Raised], leftovers: Sequence[Raised], standings: Sequence[Standing]
) -> list[str]:
    lines = ["The shield is down." if not up else "The shield is up."]
    if leftovers:
        names = ", ".join(each.barrier for each in leftovers)
        lines = [f"Left over from an hour that is past: {names}. lch shield restore takes it down."]
    zone = call.local_now().tzinfo
    lines += [f"{each.barrier}: until {clock(each.until.astimezone(zone), Style())} at the latest" for each in up]
    for standing in standings:
        detail = sentence(standing.problem) if standing.problem is not None else standing.detail
        detail = f", {detail}" if detail else ""
        lines.append(f"{standing.barrier}: {STATE_WORDS[standing.state.value]}{detail}")
        if standing.advice:
            lines.append(f"    {standing.advice}")
    return lines


def _lowered_words(lowered: Lowered) -> list[str]:
    lines = [f"{name}: down." for name in lowered.down]
    lines += [f"{name}: {_why(error)}" for name, error in lowered.leftovers]
    return lines or ["Nothing was up."]


def _told(call: Invocation, lines: Sequence[str]) -> int:
    if call.as_json:
        print_json({"done": list(lines)})
    else:
        say(*lines)
    return 0


def _left(lowered: Lowered) -> list[dict[str, str]]:
    return [{"barrier": name, "why": _why(error)} for name, error in lowered.leftovers]


def _why(error: LchError) -> str:
    return sentence(error)


def _entry(raised: Raised) -> dict[str, str]:
    return {"barrier": raised.barrier, "until": raised.until.isoformat()}


def _shield(call: Invocation) -> Shield:
    from lch_desktop.shield_parts import build_shield

    return build_shield(call.data_dir)
