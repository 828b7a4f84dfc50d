"""Quiet where dunst shows the notices: its own pause, which also counts what it holds back.

Properties of org.dunstproject.cmd0, see https://dunst-project.org/documentation/dunstctl/ and dunst's source,
src/dbus.c. The pause lasts until it is ended or dunst ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found
from lch_desktop.shield.quiet_bus import Bus
from lch_desktop.shield.quiet_way import bus_address

_PROPERTIES, _CONTROL = "org.freedesktop.DBus.Properties", "org.dunstproject.cmd0"


class DunstQuiet:
    """The property `paused`, read and written over the bus."""

    name = "dunst"
    limits = "Every notice waits until the hour ends, urgent ones too."

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def check(self) -> None:
        """See Way."""
        self.holds()

    def find(self) -> Found:
        """See Way. What shows now will wait as well, and is not counted; a user's own pause counts nothing."""
        if self.holds():
            return {"paused": "yes"}
        known = self._length("waitingLength") or 0
        return {"paused": "no", "waiting": str(known + (self._length("displayedLength") or 0))}

    def raise_until(self, until: datetime) -> None:
        """See Way."""
        del until  # the guard and the journal end it
        if not self.holds():
            self._set_paused(True)
            if not self.holds():
                raise ShieldError("quiet-not-kept")

    def lower(self, found: Found) -> None:
        """See Way. A dunst that is not there any more has no pause either."""
        if found.get("paused") == "yes":
            return
        try:
            paused = self.holds()
        except ShieldError as error:
            if error.code in ("quiet-no-service", "quiet-service-cannot"):
                return
            raise
        if paused:
            self._set_paused(False)
            if self.holds():
                raise ShieldError("quiet-not-lowered")

    def holds(self) -> bool:
        """See Way."""
        return bool(self._ask("Get", "ss", "paused") == ("b", True))

    def held_back(self) -> int | None:
        """See Way. Equal notices are one to dunst."""
        return self._length("waitingLength")

    def _length(self, name: str) -> int | None:
        kind, value = self._ask("Get", "ss", name)
        return int(value) if kind == "u" else None

    def _set_paused(self, paused: bool) -> None:
        self._ask("Set", "ssv", "paused", ("b", paused))

    def _ask(self, method: str, signature: str, *values: Any) -> Any:
        bus = Bus(bus_address(self._environment))
        try:
            answer = bus.call(_PROPERTIES, method, signature, _CONTROL, *values)
        finally:
            bus.close()
        return answer[0] if answer else None
