"""One connection to the session bus that never hangs. jeepney is loaded when it is first needed: 20 ms."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from lch_desktop.domain.errors import ShieldError
from lch_desktop.shield.quiet_way import ANSWER_S

_T = TypeVar("_T")

SERVICE, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
_BUS, _BUS_PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
_NO_SERVICE = ("ServiceUnknown", "NameHasNoOwner", "Spawn.")
_REPLACEABLE, _REPLACE, _DO_NOT_QUEUE = 1, 2, 4  # D-Bus specification, org.freedesktop.DBus.RequestName


class Bus:
    """A private connection to the bus at `address`: calls with a limit, every failure a ShieldError."""

    def __init__(self, address: str) -> None:
        self._connection = _guarded(lambda: _connect(address), "quiet-no-bus")

    def call(self, interface: str, method: str, signature: str = "", *values: Any) -> tuple[Any, ...]:
        """What the notification service answers."""
        return self._call((SERVICE, PATH, interface), method, signature, values)

    def service_property(self, name: str) -> Any:
        """A property of the notification service."""
        _, value = self.call("org.freedesktop.DBus.Properties", "Get", "ss", SERVICE, name)[0]
        return value

    def take_name(self, name: str) -> None:
        """Own `name` from now on; whoever has it now is told that it has lost it."""
        self._bus_call("RequestName", "su", name, _REPLACEABLE | _REPLACE | _DO_NOT_QUEUE)

    def owner_of(self, name: str) -> str:
        """The connection that owns `name`; "" where none does."""
        try:
            return str(self._bus_call("GetNameOwner", "s", name)[0])
        except ShieldError as error:
            if error.code == "quiet-no-service":  # NameHasNoOwner
                return ""
            raise

    @property
    def own_name(self) -> str:
        """The unique name of this connection."""
        return str(self._connection.unique_name)

    def fileno(self) -> int:
        """The socket, to wait on."""
        return int(self._connection.sock.fileno())

    def signals(self) -> list[tuple[str, tuple[Any, ...]]]:
        """What has come in unasked: member and values. Raises OSError once the bus is gone."""
        from jeepney import HeaderFields

        came: list[tuple[str, tuple[Any, ...]]] = []
        while True:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return came
            came.append((str(message.header.fields.get(HeaderFields.member, "")), message.body))

    def close(self) -> None:
        """Leave the bus; any number of times."""
        with suppress(OSError):
            self._connection.close()

    def _bus_call(self, method: str, signature: str, *values: Any) -> tuple[Any, ...]:
        return self._call((_BUS, _BUS_PATH, _BUS), method, signature, values)

    def _call(self, to: tuple[str, str, str], method: str, signature: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
        from jeepney import DBusAddress, new_method_call
        from jeepney.wrappers import unwrap_msg

        service, path, interface = to
        address = DBusAddress(path, bus_name=service, interface=interface)
        message = new_method_call(address, method, signature or None, values)

        def asked() -> tuple[Any, ...]:
            return tuple(unwrap_msg(self._connection.send_and_get_reply(message, timeout=ANSWER_S)))

        return _guarded(asked, "quiet-silent")


def _connect(address: str) -> Any:
    """A connection that has said hello. jeepney itself waits for that answer without a limit."""
    from jeepney.bus import get_bus
    from jeepney.io.blocking import DBusConnection, prep_socket

    class Limited(DBusConnection):  # type: ignore[misc]  # jeepney has no types
        def receive(self, *, timeout: float | None = None) -> Any:
            return super().receive(timeout=ANSWER_S if timeout is None else timeout)

    socket = prep_socket(get_bus(address), timeout=ANSWER_S)
    socket.settimeout(ANSWER_S)  # sending, too
    try:
        return Limited(socket)
    except BaseException:
        socket.close()
        raise


def _guarded(work: Callable[[], _T], code: str) -> _T:
    """What `work` returns; what can go wrong on a bus becomes a ShieldError."""
    from jeepney import DBusErrorResponse

    try:
        return work()
    except DBusErrorResponse as error:
        if any(part in error.name for part in _NO_SERVICE):
            raise ShieldError("quiet-no-service") from error
        if error.name.endswith("NoReply"):
            raise ShieldError("quiet-silent", who="the notification service") from error
        raise ShieldError("quiet-service-cannot") from error
    except (OSError, RuntimeError, ValueError, StopIteration) as error:  # the address, the socket, an answer cut off
        raise ShieldError(code, who="the notification service") from error
