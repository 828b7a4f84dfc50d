"""A notification service on the session bus, for tests: org.freedesktop.Notifications in one of four manners.

usage: notification_service.py MANNER
kde: Inhibit as Plasma has it, each released when its connection ends; plain: knows no Inhibit; deaf: takes an
Inhibit and does not do it; silent: never answers. Says "ready" once it owns the name.
"""

from __future__ import annotations

import itertools
import sys
from typing import Any

from jeepney import HeaderFields, MatchRule, Message, MessageType, message_bus, new_error, new_method_return
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"


class Service:
    """What answers."""

    def __init__(self, connection: DBusConnection, manner: str) -> None:
        self._connection = connection
        self._manner = manner
        self._cookies = itertools.count(1)
        self._inhibitions: dict[int, str] = {}  # cookie -> connection

    def serve(self) -> None:
        while True:
            message = self._connection.receive()
            kind, fields = message.header.message_type, message.header.fields
            if kind is MessageType.method_call and self._manner != "silent":
                self._connection.send(self._answer(fields[HeaderFields.member], message))
            elif kind is MessageType.signal and fields.get(HeaderFields.member) == "NameOwnerChanged":
                name, _, new_owner = message.body
                if not new_owner:
                    self._inhibitions = {key: who for key, who in self._inhibitions.items() if who != name}

    def _answer(self, member: str, message: Message) -> Message:
        if member == "GetCapabilities":
            return new_method_return(message, "as", (["body", *self._more_capabilities()],))
        known = self._manner != "plain"
        if known and member == "Inhibit":
            cookie = next(self._cookies)
            if self._manner == "kde":
                self._inhibitions[cookie] = message.header.fields[HeaderFields.sender]
            return new_method_return(message, "u", (cookie,))
        if known and member == "UnInhibit":
            self._inhibitions.pop(message.body[0], None)
            return new_method_return(message)
        if known and member == "Get" and message.body == (NAME, "Inhibited"):
            value: Any = ("b", bool(self._inhibitions))
            return new_method_return(message, "v", (value,))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    def _more_capabilities(self) -> list[str]:
        return ["inhibitions"] if self._manner == "kde" else []


def main() -> None:
    connection = open_dbus_connection()
    bus = Proxy(message_bus, connection, timeout=5)
    bus.AddMatch(MatchRule(type="signal", interface="org.freedesktop.DBus", member="NameOwnerChanged"))
    bus.RequestName(NAME)
    print("ready", flush=True)
    Service(connection, sys.argv[1]).serve()


if __name__ == "__main__":
    main()
