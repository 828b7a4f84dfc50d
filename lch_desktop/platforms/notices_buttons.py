"""Notices with buttons, by desktop-notifier. Everything here runs on one event loop, in a thread of its own.

The library is asyncio and the window is Qt, whose event loop for asyncio is not part of what is installed. It is
loaded when the first notice is shown.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from lch_desktop.domain.notices import DISMISSED, OPENED, Way
from lch_desktop.platforms.notices_text import CannotShow, NotDelivered, body_text, plain_text
from lch_desktop.services.notice_words import DEAD_BUS, REFUSED

if TYPE_CHECKING:
    from desktop_notifier.backends.base import DesktopNotifierBackend
    from desktop_notifier.common import Notification

    from lch_desktop.domain.notices import Answered, Notice
    from lch_desktop.platforms.notices_service import Service

_log = logging.getLogger(__name__)
ICON = "lch-desktop"  # the name under which a package installs it
GOODBYE_S = 0.4
_FOR_EVER, _AS_THE_SERVICE_LIKES = 0, -1  # seconds that a notice stays, as the library has it


class ButtonNotices:
    """Shows, replaces and withdraws; what is pressed comes back."""

    def __init__(self, app_name: str, platform: str = sys.platform) -> None:
        self._app_name, self._platform = app_name, platform
        self._backend: DesktopNotifierBackend | None = None
        self._can_press = False
        self._address = ""
        self._shown: dict[str, str] = {}  # a notice's key -> the library's identifier
        self._pressable: set[str] = set()  # keys of those with buttons
        self._failure = _Failure()

    async def show(self, notice: Notice, service: Service | None, answered: Answered) -> Way:
        """Show `notice`; returns how. `service`: what the Linux desktop has, None elsewhere.

        Raises CannotShow where this library is of no use here, NotDelivered where the notice was refused.
        """
        was_there = self._backend is not None
        backend = await self._open(service)
        await self.withdraw(notice.key)
        made = self._make(notice, service, answered)
        error = await self._send(backend, made)
        if error is not None and was_there and not _is_answer(error):  # that bus has gone since
            backend = await self._open(service)
            error = await self._send(backend, made)
        if error is not None:
            raise NotDelivered(REFUSED.format(why=_why(error))) from error
        self._shown[notice.key] = made.identifier
        if made.buttons:
            self._pressable.add(notice.key)
        return Way.BUTTONS if self._can_press else Way.PLAIN

    async def withdraw(self, key: str) -> None:
        """Take the notice away; nothing happens where it is gone already."""
        identifier = self._shown.pop(key, "")
        self._pressable.discard(key)
        if identifier and self._backend is not None:
            try:
                await self._backend.clear(identifier)
            except (KeyError, OSError, EOFError):
                pass  # KeyError: closed by whoever read it
            except Exception:  # noqa: BLE001  a service that was started again knows it no more, and says so in its way
                _log.debug("a notice was not closed", exc_info=True)

    async def close(self) -> None:
        """Take away what has buttons that nobody would hear, and leave."""
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                for key in tuple(self._pressable):
                    await self.withdraw(key)
        await self._drop()

    async def _open(self, service: Service | None) -> DesktopNotifierBackend:
        if self._backend is not None and service is not None and service.address != self._address:
            await self._drop()
        if self._backend is None:
            try:
                self._backend, self._can_press = await self._connect(service)
            except NotDelivered:
                raise
            except Exception as error:  # a library of the system that is not there, or not as it should be
                raise CannotShow(f"desktop-notifier cannot be used here ({error})") from error
            self._address = service.address if service is not None else ""
            self._failure.listen()
        return self._backend

    async def _connect(self, service: Service | None) -> tuple[DesktopNotifierBackend, bool]:
        """A backend, and whether buttons can be pressed."""
        from desktop_notifier.common import Capability, Icon

        icon = Icon(name=ICON)
        if service is not None:
            return await self._connect_bus(icon, service)
        from desktop_notifier.main import get_backend_class

        backend = get_backend_class()(self._app_name, icon)
        able = await backend.get_capabilities()
        if Capability.TITLE not in able:  # the library's stand-in: an unsigned macOS program, an old Windows
            raise CannotShow("this system takes no notices from an unsigned program")
        if not await backend.request_authorisation():
            raise NotDelivered("the system's settings do not allow notices of this program")
        return backend, Capability.BUTTONS in able

    async def _connect_bus(self, icon: object, service: Service) -> tuple[DesktopNotifierBackend, bool]:
        from desktop_notifier.common import Icon

        from lch_desktop.platforms.notices_dbus import BusNotifier

        assert isinstance(icon, Icon)
        backend = BusNotifier(self._app_name, icon, service.address)
        try:
            tells = await backend.connect()
        except BaseException as error:
            await backend.disconnect()
            if isinstance(error, (OSError, EOFError)):
                raise NotDelivered(DEAD_BUS) from error
            # A service that does not describe itself. Not only a DBusError: dbus_fast 5 raises IndexError for an
            # error without words.
            if isinstance(error, Exception):
                raise CannotShow(REFUSED.format(why=_why(error))) from error
            raise  # cancelled: the time was up
        return backend, tells and service.buttons

    def _make(self, notice: Notice, service: Service | None, answered: Answered) -> Notification:
        from desktop_notifier.common import Button, Notification, Urgency

        def answer(action: str) -> None:
            self._shown.pop(notice.key, None)
            self._pressable.discard(notice.key)
            answered(notice.key, action)

        actions = notice.actions if self._can_press else ()
        stays = not notice.quiet
        urgent = stays and service is not None and service.needs_urgency
        return Notification(
            title=plain_text(notice.title),
            message=body_text(notice.body, markup=service is not None and service.markup),
            urgency=Urgency.Critical if urgent else Urgency.Normal,
            buttons=tuple(Button(action.label, partial(answer, action.key), action.key) for action in actions),
            on_clicked=partial(answer, OPENED),
            on_dismissed=partial(answer, DISMISSED),
            on_dispatched=self._failure.forget,
            timeout=_FOR_EVER if stays else _AS_THE_SERVICE_LIKES,
        )

    async def _send(self, backend: DesktopNotifierBackend, made: Notification) -> BaseException | None:
        """None, or why it was not sent; then the backend is dropped: a new one meets whatever is there next."""
        self._failure.expect()
        await backend.send(made)
        error = self._failure.error
        if error is not None:
            await self._drop()
        return error

    async def _drop(self) -> None:
        backend, self._backend = self._backend, None
        self._shown.clear()
        self._pressable.clear()
        self._failure.leave()
        disconnect = getattr(backend, "disconnect", None)  # the other systems' have no connection
        if disconnect is not None:
            try:
                async with asyncio.timeout(GOODBYE_S):
                    await disconnect()
            except Exception:  # noqa: BLE001  a bus that has gone: it is left either way
                _log.debug("the bus was not left in order", exc_info=True)


def _is_answer(error: BaseException) -> bool:
    """Whether the service itself said no."""
    from dbus_fast.errors import DBusError

    return isinstance(error, DBusError)


def _why(error: BaseException) -> str:
    """What the service said, or the kind of failure where it said nothing."""
    return str(error) if _is_answer(error) and str(error) else type(error).__name__


class _Failure(logging.Filter):
    """Why a notice was not sent. The library writes that to its log, with a traceback, and forgets it: this takes it
    from there, and keeps it from the rep's terminal."""

    _LOGGER = "desktop_notifier.backends.base"

    def __init__(self) -> None:
        super().__init__()
        self.error: BaseException | None = None

    def expect(self) -> None:
        """Until told otherwise, it was not sent."""
        self.error = RuntimeError("not sent")

    def forget(self) -> None:
        """It was sent."""
        self.error = None

    def listen(self) -> None:
        logging.getLogger(self._LOGGER).addFilter(self)

    def leave(self) -> None:
        logging.getLogger(self._LOGGER).removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.exc_info:
            return True
        self.error = record.exc_info[1]
        return False
