"""A notification service on the session bus that does what a test tells it: org.freedesktop.Notifications.

usage: service.py MANNER [ACT ...]
MANNER: buttons; words (no buttons, no markup); refuses (an error for each notice); silent (never answers); mute
(does not describe itself); held (Plasma's do-not-disturb is on); gnome (its name is gnome-shell); odd (answers without
words); strict (an error without words for the closing of what it does not show). Says "ready" once it owns the name.
A test asks it over the bus, interface test.Desk: Seen() -> JSON; Press(id, action), Dismiss(id).
"""

from __future__ import annotations

import itertools
import json
import sys
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
DISMISSED, WITHDRAWN = 2, 3
DESCRIBED = """<node><interface name="org.freedesktop.Notifications">
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
<arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
<arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal></interface></node>"""


class Service:
    """What answers, and what it was told to show."""

    def __init__(self, connection: DBusConnection, manner: str) -> None:
        self._connection, self._manner = connection, manner
        self._numbers = itertools.count(1)
        self._shown: dict[int, dict[str, Any]] = {}
        self._came = 0

    def serve(self) -> None:
        while True:
            message = self._connection.receive()
            if message.header.message_type is not MessageType.method_call or self._manner == "silent":
                continue
            member = message.header.fields[HeaderFields.member]
            answer = getattr(self, f"_{member.lower()}", None)
            if answer is None or (member == "Introspect" and self._manner == "mute"):
                self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
            else:
                answer(message)

    def _introspect(self, message: Message) -> None:
        self._reply(message, "s", DESCRIBED)

    def _getcapabilities(self, message: Message) -> None:
        if self._manner == "odd":
            self._reply(message, "")
            return
        self._reply(message, "as", ["body"] if self._manner == "words" else ["body", "actions", "body-markup"])

    def _getserverinformation(self, message: Message) -> None:
        name = "gnome-shell" if self._manner == "gnome" else "scripted"
        self._reply(message, "ssss", name, "tests", "1", "1.2")

    def _get(self, message: Message) -> None:
        if message.body == (NAME, "Inhibited") and self._manner == "held":
            self._reply(message, "v", ("b", True))
        else:
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.InvalidArgs"))

    def _notify(self, message: Message) -> None:
        if self._manner == "refuses":
            self._connection.send(new_error(message, "test.Refused", "s", ("not today",)))
            return
        app, _, icon, title, body, actions, hints, timeout = message.body
        number = next(self._numbers)
        self._came += 1
        urgency = hints.get("urgency", ("y", 1))[1]
        self._shown[number] = {
            "app": app, "icon": icon, "title": title, "body": body, "actions": actions, "urgency": urgency,
            "timeout": timeout,
        }  # fmt: skip
        self._reply(message, "u", number)

    def _closenotification(self, message: Message) -> None:
        if self._manner == "strict" and message.body[0] not in self._shown:
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.Failed"))
            return
        self._reply(message, "")
        self._close(message.body[0], WITHDRAWN)

    def _seen(self, message: Message) -> None:
        self._reply(message, "s", json.dumps({"came": self._came, "shown": self._shown}))

    def _press(self, message: Message) -> None:
        number, action = message.body
        self._signal("ActionInvoked", "us", number, action)
        self._close(number, DISMISSED)  # as services do
        self._reply(message, "")

    def _dismiss(self, message: Message) -> None:
        self._close(message.body[0], DISMISSED)
        self._reply(message, "")

    def _close(self, number: int, reason: int) -> None:
        if self._shown.pop(number, None) is not None:
            self._signal("NotificationClosed", "uu", number, reason)

    def _signal(self, member: str, signature: str, *values: Any) -> None:
        self._connection.send(new_signal(DBusAddress(PATH, interface=NAME), member, signature, values))

    def _reply(self, message: Message, signature: str, *values: Any) -> None:
        self._connection.send(new_method_return(message, signature or None, values))


def main() -> None:
    connection = open_dbus_connection()
    Proxy(message_bus, connection, timeout=5).RequestName(NAME)
    print("ready", flush=True)
    Service(connection, sys.argv[1]).serve()


if __name__ == "__main__":
    main()
