"""The desk between the window and the shield: what takes long is never done on the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

import lch_desktop.shield_orders as orders_module
from lch_desktop.domain.shield import Order, Raised, Standing, State
from lch_desktop.services.bundle import Services
from lch_desktop.services.shield import Lowered, Shield
from lch_desktop.shield.browser import BrowserBarrier
from lch_desktop.shield.hosts import HostsBarrier
from lch_desktop.shield.quiet import Quiet
from lch_desktop.shield_desk import Desk, Windows
from lch_desktop.shield_orders import Orders
from lch_desktop.shield_parts import ShieldParts, lists
from lch_desktop.ui.hub import Hub
from lch_desktop.ui.tasks import ThreadTasks
from tests.fakes import FakeClock
from tests.ui.pages_kit import make_services

NAMES = ("quiet", "sites-browser", "sites-hosts", "apps")


@dataclass
class FakeShield:
    """Remembers its orders; every barrier is as `state` says."""

    orders: list[Order] = field(default_factory=list)
    lowered: int = 0
    raised: tuple[Raised, ...] = ()
    state: State = State.VERIFIED
    damaged = False

    @property
    def up(self) -> tuple[Raised, ...]:
        return self.raised

    def raise_until(self, order: Order) -> tuple[Standing, ...]:
        self.orders.append(order)
        self.raised = (Raised("quiet", {}, order.until),)
        return self.preflight(order)

    def renew(self, order: Order) -> None:
        self.orders.append(order)

    def preflight(self, order: Order) -> tuple[Standing, ...]:
        return tuple(Standing(name, self.state) for name in NAMES)

    def lower(self) -> Lowered:
        self.lowered += 1
        self.raised = ()
        return Lowered()


class FakeQuiet:
    """Holds nothing back."""

    name = "quiet"

    def take_waited(self) -> int | None:
        return None


@dataclass
class FakeHosts:
    installed: bool = True


@pytest.fixture
def services(data_dir: Path, clock: FakeClock) -> Iterator[Services]:
    made = make_services(data_dir, clock)
    made.rep.save(replace(made.rep.settings, work_sites=("app.hubspot.com",), barriers=NAMES))
    yield made
    made.store.close()


@pytest.fixture
def shield() -> FakeShield:
    return FakeShield()


@pytest.fixture
def hosts() -> FakeHosts:
    return FakeHosts()


@pytest.fixture
def desk(
    qtbot: QtBot, services: Services, shield: FakeShield, hosts: FakeHosts, data_dir: Path, clock: FakeClock
) -> Iterator[Desk]:
    tasks = ThreadTasks(None)
    parts = ShieldParts(
        cast("Shield", shield), BrowserBarrier(data_dir, clock.now), cast("Quiet", FakeQuiet()),
        cast("HostsBarrier", hosts),
    )  # fmt: skip
    windows = Windows(lambda: Standing("cover", State.READY), lambda: None)
    yield Desk(parts, Orders(lists), services, Hub(), tasks, data_dir, windows)
    tasks.close()


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What was worked out, and whether on the GUI thread."""
    seen: list[tuple[str, bool]] = []
    for name in ("order_of", "watched_of"):
        real = getattr(orders_module, name)

        def noted(*args: object, real: Callable[..., object] = real, name: str = name, **named: object) -> object:
            seen.append((name, threading.current_thread() is threading.main_thread()))
            return real(*args, **named)

        monkeypatch.setattr(orders_module, name, noted)
    return seen


def answer(qtbot: QtBot, ask: Callable[[Callable[..., None]], object]) -> list[object]:
    """What `ask` is told."""
    told: list[object] = []
    ask(lambda *values: told.extend(values))
    qtbot.waitUntil(lambda: bool(told))
    return told


def test_an_hour_works_its_order_out_once_and_never_on_the_gui_thread(
    qtbot: QtBot, desk: Desk, shield: FakeShield, services: Services, places: list[tuple[str, bool]]
) -> None:
    answer(qtbot, lambda done: desk.raise_for(3720, {"back_to": "Dana"}, done))
    front, watched = answer(qtbot, desk.watch)
    desk.renew(3000, {})
    _, sites = answer(qtbot, desk.attempts)
    assert desk.conflicts(services.rep.settings) == ()
    assert places == [("order_of", False), ("watched_of", False)]
    order, later = shield.orders
    assert order.words["back_to"] == "Dana"
    assert later.until < order.until
    assert "youtube.com" in order.sites
    assert sites == order.sites
    assert watched.sites  # type: ignore[attr-defined]
    front.close()  # type: ignore[attr-defined]


def test_other_choices_are_another_order(services: Services, places: list[tuple[str, bool]]) -> None:
    orders, until = Orders(lists), datetime(2026, 11, 23, tzinfo=UTC)
    settings = services.rep.settings
    assert "youtube.com" in orders.order(settings, until, {}).sites
    assert "youtube.com" not in orders.order(replace(settings, block_lists=()), until, {}).sites
    assert orders.order(replace(settings, minutes=30, rep_name="Sam"), until, {}).until == until
    assert [name for name, _ in places] == ["order_of"] * 3
    named = replace(settings, block_sites=("app.hubspot.com",))
    assert orders.conflicts(named)[0].startswith("app.hubspot.com")


@pytest.mark.parametrize("installed", [True, False])
def test_whether_the_helper_is_there_is_asked_of_this_systems_way(
    qtbot: QtBot, desk: Desk, hosts: FakeHosts, installed: bool
) -> None:
    hosts.installed = installed
    assert answer(qtbot, desk.system_wide) == [installed]


# the ring test


def test_for_the_ring_test_quiet_alone_goes_up_and_comes_down(qtbot: QtBot, desk: Desk, shield: FakeShield) -> None:
    assert answer(qtbot, desk.begin_ring) == [True]
    [order] = shield.orders
    assert order.wanted == {"quiet"}
    assert not order.sites
    desk.end_ring()
    qtbot.waitUntil(lambda: shield.lowered == 1)
    desk.end_ring()
    assert not shield.raised


def test_where_quiet_cannot_be_had_the_ring_test_says_so(qtbot: QtBot, desk: Desk, shield: FakeShield) -> None:
    shield.state = State.NOT_AVAILABLE
    assert answer(qtbot, desk.begin_ring) == [False]


def test_an_hour_that_begins_meanwhile_keeps_its_quiet(qtbot: QtBot, desk: Desk, shield: FakeShield) -> None:
    answer(qtbot, desk.begin_ring)
    answer(qtbot, lambda done: desk.raise_for(3720, {}, done))
    lowered = shield.lowered
    desk.end_ring()
    answer(qtbot, desk.attempts)  # the worker has done all that was asked
    assert shield.lowered == lowered
    assert shield.raised


def test_in_the_hour_nothing_is_raised_for_the_ring_test(qtbot: QtBot, desk: Desk, shield: FakeShield) -> None:
    answer(qtbot, lambda done: desk.raise_for(3720, {}, done))
    assert answer(qtbot, desk.begin_ring) == [True]
    desk.end_ring()
    answer(qtbot, desk.attempts)
    assert len(shield.orders) == 1
    assert shield.raised
