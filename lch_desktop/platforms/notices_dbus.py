"""desktop-notifier's sender for Linux, on a bus that is named to it. Importing this loads that library: 70 ms."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from dbus_fast.aio.message_bus import MessageBus
from dbus_fast.aio.proxy_object import ProxyInterface
from dbus_fast.errors import DBusError
from desktop_notifier.backends.dbus import DBusDesktopNotifier
from desktop_notifier.common import Icon

from lch_desktop.platforms.notices_service import PATH, SERVICE


class BusNotifier(DBusDesktopNotifier):
    """Upstream reads the address from the process's own environment; here it is handed in, as everywhere."""

    def __init__(self, app_name: str, icon: Icon, address: str) -> None:
        super().__init__(app_name, icon)
        self._address = address
        self._session: MessageBus | None = None
        self._closing: set[asyncio.Task[None]] = set()  # the loop itself holds none

    async def connect(self) -> bool:
        """Meet the service; returns whether it tells of pressed buttons. Raises what D-Bus raises."""
        interface = await self._init_dbus()
        return hasattr(interface, "on_action_invoked")

    async def _init_dbus(self) -> ProxyInterface:
        bus = self._session = MessageBus(self._address)
        await bus.connect()
        described = await bus.introspect(SERVICE, PATH)
        met = bus.get_proxy_object(SERVICE, PATH, described).get_interface(SERVICE)
        for signal, handler in (("on_action_invoked", self._on_action), ("on_notification_closed", self._on_closed)):
            listen = getattr(met, signal, None)  # an old service may have no such signal
            if listen is not None:
                listen(handler)
        self.interface = met
        return met

    def _on_action(self, nid: int, action_key: str) -> None:
        """A pressed notice is done with, but dunst leaves it there where it was pressed by a key."""
        super()._on_action(nid, action_key)
        closing = asyncio.get_running_loop().create_task(self._take_away(nid))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)

    async def _take_away(self, nid: int) -> None:
        if self.interface is not None:
            # Gone already, as with most services; dbus_fast 5 raises IndexError for an error without words.
            with suppress(DBusError, OSError, EOFError, IndexError):
                await self.interface.call_close_notification(nid)  # type: ignore[attr-defined]  # made at run time

    async def disconnect(self) -> None:
        """Leave the bus; any number of times."""
        bus, self._session, self.interface = self._session, None, None
        if bus is not None and bus.connected:
            bus.disconnect()
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
