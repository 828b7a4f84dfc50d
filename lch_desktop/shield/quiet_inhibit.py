"""Quiet on KDE and wherever else the notification service knows `Inhibit`: it lasts as long as our connection.

Inhibit, UnInhibit and the property Inhibited are Plasma's additions to the freedesktop interface
(https://invent.kde.org/plasma/plasma-workspace, libnotificationmanager/dbus/org.freedesktop.Notifications.xml).
The service releases us when the connection ends, so a killed program leaves nothing behind.
"""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from lch_desktop.domain.clock import Clock
from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import Found
from lch_desktop.shield.quiet_bus import SERVICE, Bus
from lch_desktop.shield.quiet_way import ANSWER_S, bus_address

# The holder owns this name, so that `lch shield restore` can find it in another process and take it away.
NAME = "org.lead_conversion_hour.Quiet"
REASON = "Lead Conversion Hour"
_DESKTOP_ENTRY = "lch-desktop"
_LOOK_S = 15.0  # how late a deadline is seen after the machine slept: a wait does not count sleep
_SHORT_S = 0.05


class InhibitQuiet:
    """The inhibition, held by a thread of its own that lets go at the deadline though the window be stuck."""

    name = "inhibit"
    limits = "What the desktop lets through in its own do-not-disturb mode still shows."

    def __init__(self, environment: Mapping[str, str], clock: Clock) -> None:
        self._environment = environment
        self._clock = clock
        self._hold: _Hold | None = None

    def check(self) -> None:
        """See Way. A service without the property Inhibited cannot be believed to hold anything back."""
        self._inhibited()

    def find(self) -> Found:
        """See Way: the service keeps what was before by itself."""
        return {}

    def raise_until(self, until: datetime) -> None:
        """See Way. A service that was started anew has forgotten us: then it is asked again."""
        if self._hold is not None and self._hold.living and self._inhibited():
            self._hold.until = until
            return
        self._let_go()
        self._hold = _Hold(bus_address(self._environment), self._clock, until)
        if not self._told_within(ANSWER_S):
            self._let_go()
            raise ShieldError("quiet-not-kept")

    def lower(self, found: Found) -> None:
        """See Way. Takes it from another process of ours, too: the loser of NAME lets go."""
        del found
        self._let_go()
        try:
            bus = Bus(bus_address(self._environment))
        except ShieldError:
            return  # without a bus there is no connection that could hold anything
        try:
            holder = bus.owner_of(NAME)
            if holder:
                bus.take_name(NAME)
                self._wait_gone(bus, holder)
        finally:
            bus.close()

    def holds(self) -> bool:
        """See Way: ours is there, and the service says that it holds back."""
        bus = Bus(bus_address(self._environment))
        try:
            return bool(bus.owner_of(NAME)) and bus.service_property("Inhibited") is True
        finally:
            bus.close()

    def held_back(self) -> int | None:
        """See Way: this desktop does not say."""
        return None

    def _inhibited(self) -> bool:
        bus = Bus(bus_address(self._environment))
        try:
            value = bus.service_property("Inhibited")
        finally:
            bus.close()
        if not isinstance(value, bool):
            raise ShieldError("quiet-service-cannot")
        return value

    def _told_within(self, seconds: float) -> bool:
        """Whether the service says Inhibited in time: Plasma sets it a moment after it has answered."""
        pause = threading.Event()
        end = self._clock.elapsed_s() + seconds
        for _ in range(int(seconds / _SHORT_S)):
            if self._inhibited():
                return True
            if self._clock.elapsed_s() >= end:
                break
            pause.wait(_SHORT_S)
        return False

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.end()
            self._hold = None

    def _wait_gone(self, bus: Bus, holder: str) -> None:
        pause = threading.Event()
        for _ in range(int(ANSWER_S / _SHORT_S)):
            if not bus.owner_of(holder):
                return
            pause.wait(_SHORT_S)
        raise ShieldError("quiet-not-lowered")  # another program of ours holds it, and is stuck


class _Hold:
    """A connection with one inhibition on it, and the thread that ends both."""

    def __init__(self, address: str, clock: Clock, until: datetime) -> None:
        self.until = until
        self._clock = clock
        self._bus = Bus(address)
        try:
            self._cookie = self._inhibit()
        except BaseException:
            self._bus.close()
            raise
        self._stop_seen, self._stop = os.pipe()
        self._thread = threading.Thread(target=self._keep, name="quiet", daemon=True)
        self._thread.start()

    @property
    def living(self) -> bool:
        """Whether the connection is still held."""
        return self._thread.is_alive()

    def end(self) -> None:
        """Let go, and return when the service has been told."""
        with suppress(OSError):
            os.write(self._stop, b".")
        self._thread.join(2 * ANSWER_S)
        os.close(self._stop)

    def _inhibit(self) -> int:
        self._bus.take_name(NAME)
        return int(self._bus.call(SERVICE, "Inhibit", "ssa{sv}", _DESKTOP_ENTRY, REASON, {})[0])

    def _keep(self) -> None:
        """Until told to stop, the deadline, the loss of NAME, or the end of the bus."""
        ends_s = self._clock.elapsed_s() + self._left_s()
        seen = self.until
        try:
            while not self._lost():
                if self.until != seen:
                    seen, ends_s = self.until, self._clock.elapsed_s() + self._left_s()
                left_s = min(self._left_s(), ends_s - self._clock.elapsed_s())  # a clock set back prolongs nothing
                if left_s <= 0 or self._told_to_stop(min(left_s, _LOOK_S)):
                    break
            self._bus.call(SERVICE, "UnInhibit", "u", self._cookie)
        except (OSError, ShieldError):
            pass  # the end of the connection releases it as well
        finally:
            self._bus.close()
            os.close(self._stop_seen)

    def _told_to_stop(self, seconds: float) -> bool:
        """Wait for a word, or for something from the bus."""
        ready, _, _ = select.select([self._stop_seen, self._bus.fileno()], [], [], seconds)
        return self._stop_seen in ready

    def _lost(self) -> bool:
        return any(member == "NameLost" and values == (NAME,) for member, values in self._bus.signals())

    def _left_s(self) -> float:
        return (self.until - self._clock.now()).total_seconds()
