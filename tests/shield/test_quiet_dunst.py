"""Quiet where the real dunst shows the notices, on a private bus and screen: paused, counted, shown afterwards."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import State
from lch_desktop.shield.quiet import Quiet, make_quiet
from lch_desktop.shield.quiet_bus import SERVICE, Bus
from tests.fakes import FakeClock
from tests.shield.bus_kit import ORDER, needs, private_bus, private_screen, running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="dunst is Linux's")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    needs("dunst")
    with private_screen() as display, private_bus(tmp_path) as environment:
        environment["DISPLAY"] = display
        with running(["dunst"], environment):
            assert soon(lambda: quiet_in(environment).standing(ORDER).state is State.READY)
            yield environment


def quiet_in(environment: dict[str, str]) -> Quiet:
    return make_quiet(environment, FakeClock(), "linux")


def soon(holds: Callable[[], bool]) -> bool:
    pause = threading.Event()
    return any(holds() or pause.wait(0.05) for _ in range(300))


def notify(environment: dict[str, str], summary: str) -> None:
    bus = Bus(environment["DBUS_SESSION_BUS_ADDRESS"])
    bus.call(SERVICE, "Notify", "susssasa{sv}i", "test", 0, "", summary, "Read me", [], {}, 0)
    bus.close()


def test_notices_wait_are_counted_and_come_when_it_is_over(desktop: dict[str, str]) -> None:
    quiet = quiet_in(desktop)
    found = quiet.find(ORDER)
    assert found == {"way": "dunst", "paused": "no", "waiting": "0"}
    quiet.raise_until(ORDER, found)
    assert quiet.verify(ORDER).state is State.VERIFIED
    for summary in ("A memo", "A meme", "A match"):  # dunst shows equal ones once, and counts them so
        notify(desktop, summary)
    assert quiet.held_back() == 3
    for _ in range(2):
        quiet_in(desktop).lower(found)
        assert quiet.verify(ORDER).state is State.LEAKING
    assert soon(lambda: quiet.held_back() == 0)


def test_lowered_it_tells_once_how_many_waited_without_those_that_were_there_before(desktop: dict[str, str]) -> None:
    quiet = quiet_in(desktop)
    notify(desktop, "Before the hour")  # shows now, and will wait with the others
    assert soon(lambda: quiet.find(ORDER)["waiting"] == "1")
    found = quiet.find(ORDER)
    quiet.raise_until(ORDER, found)
    for summary in ("A memo", "A match"):
        notify(desktop, summary)
    assert soon(lambda: quiet.held_back() == 3)
    quiet.lower(found)
    quiet.lower(found)
    assert [quiet.take_waited(), quiet.take_waited()] == [2, None]


def test_a_pause_of_the_users_own_counts_nothing(desktop: dict[str, str]) -> None:
    quiet = quiet_in(desktop)
    quiet.raise_until(ORDER, quiet.find(ORDER))
    notify(desktop, "A memo")
    quiet.lower(quiet.find(ORDER))
    assert quiet.take_waited() is None


def test_who_has_paused_it_keeps_it_paused(desktop: dict[str, str]) -> None:
    quiet = quiet_in(desktop)
    quiet.raise_until(ORDER, quiet.find(ORDER))
    found = quiet.find(ORDER)  # as a user's own pause would be found
    assert found["paused"] == "yes"
    quiet.raise_until(ORDER, found)
    quiet.lower(found)
    assert quiet.verify(ORDER).state is State.VERIFIED


def test_with_a_lost_journal_notices_show_again(desktop: dict[str, str]) -> None:
    quiet = quiet_in(desktop)
    quiet.raise_until(ORDER, quiet.find(ORDER))
    quiet.lower({})
    assert quiet.verify(ORDER).state is State.LEAKING


def test_a_dunst_that_is_gone_has_nothing_to_lower(tmp_path: Path) -> None:
    with private_bus(tmp_path) as environment:
        quiet = quiet_in(environment)
        quiet.lower({"way": "dunst", "paused": "no"})
        with pytest.raises(ShieldError, match="quiet-no-service"):
            quiet.raise_until(ORDER, {"way": "dunst", "paused": "no"})
