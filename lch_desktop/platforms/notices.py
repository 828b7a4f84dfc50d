"""The system's notices: with buttons where it can, plain elsewhere, and an honest "not delivered" where there is none.

On Linux the notification service is asked first (`notices_service`): a notice that nobody can show, or that
do-not-disturb would keep until noon, is not delivered, and the program shows its own window.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from lch_desktop.domain.notices import Delivery, Notices, Way
from lch_desktop.platforms.notices_text import CannotShow, NotDelivered
from lch_desktop.services.notice_words import HELD_BACK, SILENT

if TYPE_CHECKING:
    import asyncio

    from lch_desktop.domain.notices import Answered, Delivered, Notice
    from lch_desktop.platforms.notices_buttons import ButtonNotices
    from lch_desktop.platforms.notices_service import Service

T = TypeVar("T")

PROMISED_S = 10.0  # by the port, from `show` to `delivered`
LIMIT_S = 8.0
WITHDRAW_S = 2.0
CLOSE_S = 0.8  # a second is promised
_log = logging.getLogger(__name__)


def make_notices(app_name: str, environment: Mapping[str, str], platform: str = sys.platform) -> Notices:
    """The notices of this system. Nothing is loaded, asked or started before the first one is shown."""
    return SystemNotices(app_name, environment, platform)


def show_and_wait(notices: Notices, notice: Notice) -> Delivery:
    """What becomes of one notice, for the command line: blocks for at most ten seconds, and ends `notices`."""
    came = threading.Event()
    told: list[Delivery] = []

    def take(delivery: Delivery) -> None:
        told.append(delivery)
        came.set()

    notices.show(notice, take, lambda *_: None)
    came.wait(PROMISED_S)
    notices.close()
    return told[0] if told else Delivery(notice.key, notice.title, Way.NONE, SILENT)


@dataclass(frozen=True, slots=True)
class _Order:
    """One notice to be shown. `by_s`: until when, on the monotonic clock."""

    notice: Notice
    delivered: Delivered
    answered: Answered
    by_s: float


class SystemNotices:
    """The Notices port. All work is done in one thread, in the order in which it came.

    Both callbacks come from that thread; after `close` there are none.
    """

    def __init__(self, app_name: str, environment: Mapping[str, str], platform: str) -> None:
        self._app_name, self._environment, self._platform = app_name, dict(environment), platform
        self._lock = threading.Lock()
        self._orders: deque[_Order | str] = deque()  # a str: the key of a notice to be withdrawn
        self._thread: threading.Thread | None = None
        self._wake: Callable[[], object] | None = None  # may be called from any thread; set while it can be heard
        self._stop: Callable[[], object] | None = None
        self._closed = False
        self._may_begin = threading.Event()

    def show(self, notice: Notice, delivered: Delivered, answered: Answered) -> None:
        """See Notices."""
        self._add(_Order(notice, delivered, answered, time.monotonic() + LIMIT_S))

    def withdraw(self, key: str) -> None:
        """See Notices."""
        if self._thread is not None:
            self._add(key)

    def close(self) -> None:
        """See Notices. Those with buttons are taken away: nobody would hear them."""
        with self._lock:
            self._closed = True
            self._orders.clear()
            if self._stop is not None:
                self._stop()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(CLOSE_S)

    def _add(self, order: _Order | str) -> None:
        with self._lock:
            if self._closed:
                return
            self._orders.append(order)
            if self._thread is None:
                # A daemon: whatever hangs in there must not keep the program from ending.
                self._may_begin.clear()
                self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
                self._thread.start()
                self._may_begin.set()
            elif self._wake is not None:
                self._wake()

    # in the thread

    def _run(self) -> None:
        self._may_begin.wait()  # not before the caller is out of `start`: it would wait for the first imports
        detail = SILENT
        try:
            self._run_loop()
        except Exception as error:  # noqa: BLE001  our bug, or a library's
            _log.exception("the thread of the notices ended")
            detail = str(error) or type(error).__name__
        finally:
            self._leave(detail)

    def _run_loop(self) -> None:
        import asyncio

        from lch_desktop.platforms.notices_buttons import ButtonNotices

        with suppress(asyncio.CancelledError):
            asyncio.run(self._serve(ButtonNotices(self._app_name, self._platform)))

    def _leave(self, detail: str) -> None:
        """The next order begins another thread; what still waits in this one is answered, not forgotten."""
        with self._lock:
            self._thread = None
            left = tuple(order for order in self._orders if isinstance(order, _Order))
            self._orders.clear()
        for order in left:
            self._answer(order, Way.NONE, detail)

    async def _serve(self, buttons: ButtonNotices) -> None:
        import asyncio

        loop, came = asyncio.get_running_loop(), asyncio.Event()
        task = asyncio.current_task()
        assert task is not None
        with self._lock:
            if self._closed:
                return
            self._wake = lambda: loop.call_soon_threadsafe(came.set)
            self._stop = lambda: loop.call_soon_threadsafe(task.cancel)
        try:
            while True:
                while self._orders:
                    await self._do(buttons, self._orders.popleft())
                came.clear()
                if not self._orders:
                    await came.wait()
        finally:
            with self._lock:
                self._wake = self._stop = None
            await buttons.close()

    async def _do(self, buttons: ButtonNotices, order: _Order | str) -> None:
        """Whatever fails here is this order's own failure: the next one must still come."""
        if isinstance(order, _Order):
            self._answer(order, *await self._deliver(buttons, order))
        else:
            await self._withdraw(buttons, order)

    def _answer(self, order: _Order, way: Way, detail: str) -> None:
        delivery = Delivery(order.notice.key, order.notice.title, way, detail)
        if not self._closed:
            self._tell(lambda: order.delivered(delivery))

    async def _withdraw(self, buttons: ButtonNotices, key: str) -> None:
        import asyncio

        try:
            async with asyncio.timeout(WITHDRAW_S):
                await buttons.withdraw(key)
        except TimeoutError:
            pass  # nobody waits for it
        except Exception:  # noqa: BLE001  our bug, or the library's
            _log.exception("a notice was not withdrawn")

    async def _deliver(self, buttons: ButtonNotices, order: _Order) -> tuple[Way, str]:
        import asyncio

        way, detail = Way.NONE, ""
        try:
            async with asyncio.timeout_at(order.by_s):
                way = await self._through(buttons, order)
        except TimeoutError:
            detail = SILENT
        except NotDelivered as error:
            detail = str(error)
        except Exception as error:  # noqa: BLE001  our bug, or the library's: the window wakes the rep
            _log.exception("a notice failed")
            detail = str(error) or type(error).__name__
        return way, detail

    async def _through(self, buttons: ButtonNotices, order: _Order) -> Way:
        """Show it in the best way that there is; raises NotDelivered."""
        service = None
        if self._platform.startswith("linux"):
            service = await _in_thread(self._ask)
            if service.held_back and not order.notice.quiet:
                raise NotDelivered(HELD_BACK)  # a quiet one may wait
        try:
            return await buttons.show(order.notice, service, self._heard(order.answered))
        except CannotShow as error:
            await self._show_plain(order.notice, service, error)
            return Way.PLAIN

    def _ask(self) -> Service:
        from lch_desktop.platforms.notices_service import ask_service

        return ask_service(self._environment)

    async def _show_plain(self, notice: Notice, service: Service | None, error: CannotShow) -> None:
        from lch_desktop.platforms.notices_plain import show_plain

        markup = service is not None and service.markup
        try:
            await _in_thread(lambda: show_plain(self._app_name, notice, markup=markup, platform=self._platform))
        except NotDelivered as second:
            raise NotDelivered(f"{error}; {second}") from second

    def _heard(self, answered: Answered) -> Answered:
        def tell(key: str, action: str) -> None:
            if not self._closed:
                self._tell(lambda: answered(key, action))

        return tell

    def _tell(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception:  # noqa: BLE001  whose it is, the log tells
            _log.exception("what was told of a notice failed")  # the next notice must still come


async def _in_thread(work: Callable[[], T]) -> T:
    """The result of `work`, done in a thread that nobody waits for once the time is up."""
    import asyncio

    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: Exception | None) -> None:
        if future.done():  # cancelled: the time was up
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]  # a T, where there is no error

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as caught:  # noqa: BLE001  raised where it is awaited
            error = caught
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, name="notices-ask", daemon=True).start()
    return await future
