"""Notices under test: a scripted service or none, and what came back, waited for and never slept for."""

from __future__ import annotations

import json
import queue
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, new_method_call
from jeepney.bus import get_bus
from jeepney.io.blocking import DBusConnection, prep_socket
from jeepney.wrappers import unwrap_msg

from lch_desktop.domain.notices import Delivery, Notice, NoticeAction, Notices
from lch_desktop.platforms.notices import make_notices
from tests.shield.bus_kit import talking_to

APP = "Lead Conversion Hour"
PROMISED_S = 10.0
SCRIPT = Path(__file__).with_name("service.py")
NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
ACTIONS = (
    NoticeAction("start", "Start now"),
    NoticeAction("delay", "In 5 minutes"),
    NoticeAction("skip", "Skip today"),
)
MORNING = Notice("morning", "Lead Conversion Hour in 10 minutes", "First: Dana Ruiz. 14 calls, 3 promised.", ACTIONS)
QUIET = Notice("due", "Jun Park, 7:55", "Promised", quiet=True)


@dataclass
class Heard:
    """What the callbacks were told, in order."""

    deliveries: queue.SimpleQueue[Delivery] = field(default_factory=queue.SimpleQueue)
    answers: queue.SimpleQueue[tuple[str, str]] = field(default_factory=queue.SimpleQueue)

    def answered(self, key: str, action: str) -> None:
        self.answers.put((key, action))

    def delivery(self) -> Delivery:
        """The next delivery; fails where none comes in the promised time."""
        return self.deliveries.get(timeout=PROMISED_S)

    def answer(self) -> tuple[str, str]:
        return self.answers.get(timeout=PROMISED_S)


class Wired:
    """The real notices in `environment`."""

    def __init__(self, environment: dict[str, str], platform: str = "linux") -> None:
        self.notices: Notices = make_notices(APP, environment, platform)
        self.heard = Heard()

    def show(self, notice: Notice) -> Delivery:
        self.begin(notice)
        return self.heard.delivery()

    def begin(self, notice: Notice) -> None:
        self.notices.show(notice, self.heard.deliveries.put, self.heard.answered)


@contextmanager
def wired(environment: dict[str, str], platform: str = "linux") -> Iterator[Wired]:
    """Notices that are closed at the end."""
    made = Wired(environment, platform)
    try:
        yield made
    finally:
        made.notices.close()


class Desk:
    """The test's hand on the scripted service."""

    def __init__(self, address: str) -> None:
        self._bus = DBusConnection(prep_socket(get_bus(address)))

    def _ask(self, member: str, signature: str | None = None, *values: Any) -> tuple[Any, ...]:
        address = DBusAddress(PATH, bus_name=NAME, interface="test.Desk")
        message = new_method_call(address, member, signature, values)
        return tuple(unwrap_msg(self._bus.send_and_get_reply(message, timeout=PROMISED_S)))

    def shown(self) -> dict[int, dict[str, Any]]:
        """What is on the screen now, by number."""
        return {int(number): told for number, told in self._seen()["shown"].items()}

    def came(self) -> int:
        return int(self._seen()["came"])

    def press(self, number: int, action: str) -> None:
        self._ask("Press", "us", number, action)

    def dismiss(self, number: int) -> None:
        self._ask("Dismiss", "u", number)

    def close(self) -> None:
        self._bus.close()

    def _seen(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._ask("Seen")[0])
        return told


@contextmanager
def desk(environment: dict[str, str], manner: str) -> Iterator[Desk]:
    """A scripted service on the bus of `environment`."""
    with talking_to([sys.executable, str(SCRIPT), manner], environment):
        hand = Desk(environment["DBUS_SESSION_BUS_ADDRESS"])
        try:
            yield hand
        finally:
            hand.close()
