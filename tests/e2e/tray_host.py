"""A tray on the session bus, for scenarios: owns org.kde.StatusNotifierWatcher and prints each icon that comes.

Says "ready" once it owns the name, then "item NAME" for each icon.
"""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.kde.StatusNotifierWatcher"
PROPERTIES: dict[str, tuple[str, Any]] = {
    "IsStatusNotifierHostRegistered": ("b", True),
    "ProtocolVersion": ("i", 0),
    "RegisteredStatusNotifierItems": ("as", []),
}


def main() -> None:
    connection = open_dbus_connection()
    Proxy(message_bus, connection, timeout=5).RequestName(NAME)
    print("ready", flush=True)
    here = DBusAddress("/StatusNotifierWatcher", NAME, NAME)
    while True:
        message = connection.receive()
        if message.header.message_type is not MessageType.method_call:
            continue
        member = message.header.fields[HeaderFields.member]
        if member == "RegisterStatusNotifierItem":
            print("item", message.header.fields[HeaderFields.sender], flush=True)
            connection.send(new_method_return(message))
            connection.send(new_signal(here, "StatusNotifierItemRegistered", "s", message.body))
        elif member == "Get" and message.body[1] in PROPERTIES:
            connection.send(new_method_return(message, "v", (PROPERTIES[message.body[1]],)))
        else:
            connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))


if __name__ == "__main__":
    main()
