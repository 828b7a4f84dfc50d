"""What the window asks of the shield: slow things on a worker of their own, the answers on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from lch_desktop.domain.clock import SystemClock
from lch_desktop.domain.errors import LchError
from lch_desktop.domain.shield import Order, Standing, State
from lch_desktop.domain.work import typed_site
from lch_desktop.services.shield import Lowered
from lch_desktop.shield_orders import Orders
from lch_desktop.shield_parts import ShieldParts
from lch_desktop.ui import resources
from lch_desktop.ui.hour_shield import MARGIN_S

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings
    from lch_desktop.domain.shield import Raised
    from lch_desktop.domain.watching import FrontWindow, Watched
    from lch_desktop.services.bundle import Services
    from lch_desktop.ui.hub import Hub
    from lch_desktop.ui.tasks import Tasks

T = TypeVar("T")
SETTLES_WITHIN_S = 1.5  # a browser that is slower shows its block page first
RING_S = 120.0  # long enough to fetch a phone and call
LOWERED = "lowered"  # the kind of interruption that taking the shield down early is


@dataclass(frozen=True, slots=True)
class Windows:
    """What only windows can do: how the cover stands, and printing the sign."""

    cover: Callable[[], Standing]
    print_sign: Callable[[], None]


class Desk(QObject):
    """The ShieldDesk and HourDesk of the window."""

    lowered_early = Signal()

    def __init__(
        self, parts: ShieldParts, orders: Orders, services: Services, hub: Hub, tasks: Tasks, data_dir: Path,
        windows: Windows,
    ) -> None:  # fmt: skip
        super().__init__()
        self._parts, self._orders, self._shield = parts, orders, parts.shield
        self._services, self._hub, self._tasks, self._data_dir = services, hub, tasks, data_dir
        self._windows = windows
        self._ends: str | None = None  # of the hour that is on, as the block page is told; None: no hour
        self._hour_sites: tuple[str, ...] = ()  # what the newest hour blocks
        self._rings = False  # quiet alone is up, for the ring test

    # the hour

    def raise_for(self, left_s: float, words: Mapping[str, str], done: Callable[[tuple[Standing, ...]], None]) -> None:
        """See HourDesk."""
        self._rings = False  # its quiet becomes the hour's
        ask = self._asking(left_s, words)

        def work() -> tuple[Standing, ...]:
            order, now = ask(), SystemClock().now()
            self._hour_sites = order.sites
            if self._shield.damaged or not any(each.until > now for each in self._shield.up):
                self._shield.lower()  # what an hour that is past has left, before anything is found anew
            self._parts.quiet.take_waited()  # of that one, or of a ring test
            return self._shield.raise_until(order)  # the same hour going on: what was found first is kept

        self._ask(work, done)

    def renew(self, left_s: float, words: Mapping[str, str]) -> None:
        """See HourDesk."""
        ask = self._asking(left_s, words)
        self._run(lambda: self._shield.renew(ask()), lambda _: None)

    def keep_guarded(self, left_s: float, failed: Callable[[LchError], None]) -> None:
        """See HourDesk."""
        self._tasks.run(lambda _: self._shield.keep_guarded(left_s), lambda _: None, failed)

    def tell_words(self, words: Mapping[str, str]) -> None:
        """See HourDesk."""
        ends = self._ends or ""
        self._run(lambda: self._parts.browser.update_words({**words, "ends": ends}), lambda _: None)

    def take_down(self, done: Callable[[Lowered], None]) -> None:
        """See HourDesk."""
        self._ends = None
        self._run(self._shield.lower, done)

    def take_waited(self) -> int | None:
        """See HourDesk."""
        return self._parts.quiet.take_waited()

    def take_dropped(self) -> bool:
        """See HourDesk."""
        return self._shield.take_dropped()

    def beat(self, window_id: int) -> None:
        """See HourDesk."""
        self._shield.beat(window_id)

    def up(self) -> tuple[Raised, ...]:
        """What may be up."""
        return self._shield.up

    def watch(self, done: Callable[[FrontWindow, Watched], None]) -> None:
        """See HourDesk."""
        settings = self._services.rep.settings

        def work() -> tuple[FrontWindow, Watched]:
            front = self._front_window()
            return front, self._orders.watched(settings)

        self._run(work, lambda found: done(*found))

    def attempts(self, done: Callable[[Mapping[str, int], tuple[str, ...]], None]) -> None:
        """See HourDesk."""
        self._run(lambda: (self._parts.browser.attempts(), self._hour_sites), lambda found: done(*found))

    def asked_front(self) -> bool:
        """Whether a block page asks for the window."""
        return self._parts.browser.asked_front()

    def bring_forward(self, window_id: int) -> None:
        """Ask the desktop, as a task bar would, for our own window to be in front."""
        from lch_desktop.platforms.front_window import bring_forward

        bring_forward(window_id)

    def allow(self, address: str, seconds: float, done: Callable[[], None]) -> None:
        """Let exactly `address` through in the browser for this call, at most so long; `done` in any case."""
        until = SystemClock().now() + timedelta(seconds=seconds)

        def work() -> None:
            self._parts.browser.allow(address, until)
            self._parts.browser.settle(SETTLES_WITHIN_S)

        self._tasks.run(lambda _: work(), lambda _: done(), lambda _: done())

    def close_allowance(self) -> None:
        """The call is over."""
        self._run(self._parts.browser.close_allowance, lambda _: None)

    # the pages

    def preflight(self, done: Callable[[tuple[Standing, ...]], None]) -> None:
        """See ShieldDesk."""
        ask = self._asking(self._services.rep.settings.minutes * 60, {}, is_hour=False)
        self._ask(lambda: self._shield.preflight(ask()), done)

    def verify(self, done: Callable[[tuple[Standing, ...]], None]) -> None:
        """See ShieldDesk."""
        ask = self._asking(0, {}, is_hour=False)
        self._ask(lambda: self._shield.verify(ask()), done)

    def raised(self) -> bool:
        """See ShieldDesk."""
        return bool(self._shield.up)

    def limits(self) -> Mapping[str, str]:
        """See ShieldDesk."""
        return self._shield.limits()

    def running_programs(self, done: Callable[[Sequence[tuple[str, str]]], None]) -> None:
        """See ShieldDesk."""
        from lch_desktop.platforms.programs import running_programs

        self._run(running_programs, lambda found: done([(each.executable, each.name) for each in found]))

    def screens(self) -> Sequence[tuple[str, str]]:
        """See ShieldDesk."""
        return [
            (screen.name(), " ".join(filter(None, (screen.manufacturer(), screen.model()))) or screen.name())
            for screen in QGuiApplication.screens()
        ]

    def lists(self) -> Sequence[tuple[str, str, int]]:
        """See ShieldDesk."""
        return [(one.name, one.title, len(one.sites)) for one in self._orders.lists.lists]

    def conflicts(self, settings: Settings) -> tuple[str, ...]:
        """See ShieldDesk."""
        return self._orders.conflicts(settings)

    def check_site(self, text: str) -> str:
        """See ShieldDesk."""
        return typed_site(text)

    def install_browser(self, done: Callable[[Sequence[tuple[str, str, str]]], None]) -> None:
        """See ShieldDesk."""
        from lch_desktop.shield import install_browser

        def work() -> Sequence[tuple[str, str, str]]:
            prepared = install_browser.install(self._data_dir, resources.root() / "browser_extension")
            return [(one.browser.title, "prepared", "\n".join(one.by_hand)) for one in prepared]

        self._run(work, done)

    def browsers(self, done: Callable[[Sequence[tuple[str, str, str]]], None]) -> None:
        """See ShieldDesk."""
        from lch_desktop.shield.install_browser import title_of

        def work() -> Sequence[tuple[str, str, str]]:
            seen = self._parts.browser.browsers()
            without = self._parts.browser.without_answer(seen)
            return [_browser_words(title_of(each.browser), each.runs, each.browser in without) for each in seen]

        self._run(work, done)

    def system_wide(self, done: Callable[[bool], None]) -> None:
        """See ShieldDesk."""
        self._run(lambda: self._parts.hosts.installed, done)

    def lower(self, reason: str, done: Callable[[Lowered], None]) -> None:
        """See ShieldDesk: in an hour it is written into its ledger."""
        self.lowered_early.emit()
        self._ends, self._rings = None, False
        self._tasks.run(lambda _: self._shield.lower(), done, lambda error: done(Lowered((), (("shield", error),))))
        hour = self._services.hour
        if hour.timer is not None and reason:
            try:
                hour.note_interruption(LOWERED, reason)
            except LchError as error:  # down it goes all the same
                self._hub.failed.emit(error)

    def print_sign(self) -> None:
        """See ShieldDesk."""
        self._windows.print_sign()

    # the ring test

    def begin_ring(self, done: Callable[[bool], None]) -> None:
        """See ShieldDesk: in the hour, quiet is up anyhow."""
        if self._shield.up:
            done(True)
            return
        self._rings = True
        until = SystemClock().now() + timedelta(seconds=RING_S)

        def work() -> bool:
            [quiet, *_] = self._shield.raise_until(Order(until, wanted=frozenset({self._parts.quiet.name})))
            return quiet.state in (State.VERIFIED, State.RAISED)

        self._tasks.run(lambda _: work(), done, lambda _: done(False))

    def end_ring(self) -> None:
        """See ShieldDesk."""
        if self._rings:
            self._rings = False
            self._run(self._shield.lower, lambda _: self._hub.changed.emit())

    # the end

    def restore(self) -> None:
        """At a start without an hour: take down what an earlier one has left."""
        if self._shield.up or self._shield.damaged:
            self._run(self._shield.lower, lambda _: self._hub.changed.emit())

    def close(self) -> None:
        """The program ends: nothing stays up without it. Waits for the barriers."""
        if self._shield.up or self._shield.damaged:
            with suppress(LchError):
                self._shield.lower()

    def _asking(self, left_s: float, words: Mapping[str, str], *, is_hour: bool = True) -> Callable[[], Order]:
        """What works the order out, for the worker, by the choices as they are now.

        `left_s` reaches a little past the hour's end, which the block page is told as well.
        """
        now, settings = SystemClock().now(), self._services.rep.settings
        until, ends = now + timedelta(seconds=left_s), now + timedelta(seconds=max(0.0, left_s - MARGIN_S))
        said = {**words, "ends": str(round(ends.timestamp() / 60) * 60_000)}
        if is_hour:
            self._ends = said["ends"]
        return lambda: self._orders.order(settings, until, said)

    def _ask(self, work: Callable[[], tuple[Standing, ...]], done: Callable[[tuple[Standing, ...]], None]) -> None:
        """`work`, with the barriers that are no change of anything outside: the cover first, Watch after Quiet."""
        is_wanted, is_up = "watch" in self._services.rep.settings.barriers, self._ends is not None

        def asked() -> tuple[Standing, ...]:
            quiet, *others = work()
            return (quiet, self._watch_standing(is_wanted, is_up), *others)

        self._run(asked, lambda standings: done((self._windows.cover(), *standings)))

    def _watch_standing(self, is_wanted: bool, is_up: bool) -> Standing:
        """How Watch stands. It opens the display, so it belongs on the worker."""
        if not is_wanted:
            return Standing("watch", State.OFF)
        front = self._front_window()
        reason = front.reason
        front.close()
        if reason:
            return Standing("watch", State.NOT_AVAILABLE, reason)
        return Standing("watch", State.RAISED if is_up else State.READY)

    def _front_window(self) -> FrontWindow:
        from lch_desktop.platforms.front_window import make_front_window

        return make_front_window()

    def _run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self._tasks.run(lambda _: work(), done, self._hub.failed.emit)


def _browser_words(title: str, runs: bool, is_without: bool) -> tuple[str, str, str]:
    """See ShieldDesk.browsers."""
    if is_without:
        return title, "open, but the extension does not answer", "It was removed or switched off. Set it up again."
    return title, "connected" if runs else "not open", ""
