"""Quiet by Inhibit, against real services on a private bus: KDE's manner, none, a deaf one, one that never answers."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import State
from lch_desktop.shield import quiet_bus, quiet_inhibit
from lch_desktop.shield.quiet import Quiet, make_quiet
from lch_desktop.shield.quiet_bus import Bus
from tests.fakes import FakeClock
from tests.shield.bus_kit import ORDER, environment_in, later, notification_service, private_bus, python, talking_to

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the notification bus is Linux's")

RAISES_AND_WAITS = """
import os, sys
from lch_desktop.shield.quiet import make_quiet
from tests.fakes import FakeClock
from tests.shield.bus_kit import ORDER
quiet = make_quiet(os.environ, FakeClock(), "linux")
quiet.raise_until(ORDER, quiet.find(ORDER))
print("ready", flush=True)
for line in sys.stdin:
    print(quiet.verify(ORDER).state.value, flush=True)
"""


@pytest.fixture
def kde(tmp_path: Path) -> Iterator[dict[str, str]]:
    with private_bus(tmp_path) as environment, notification_service(environment, "kde"):
        yield environment


def quiet_in(environment: dict[str, str], clock: FakeClock | None = None) -> Quiet:
    return make_quiet({**environment, "XDG_CURRENT_DESKTOP": "KDE"}, clock or FakeClock(), "linux")


def inhibited(environment: dict[str, str]) -> bool:
    """What the service itself says."""
    bus = Bus(environment["DBUS_SESSION_BUS_ADDRESS"])
    try:
        return bool(bus.service_property("Inhibited"))
    finally:
        bus.close()


def soon(holds: Callable[[], bool]) -> bool:
    """Whether `holds` comes true within some seconds."""
    pause = threading.Event()
    return any(holds() or pause.wait(0.02) for _ in range(500))


def test_raised_the_service_says_inhibited_and_lowered_it_is_over_at_once(kde: dict[str, str]) -> None:
    quiet = quiet_in(kde)
    assert quiet.standing(ORDER).state is State.READY
    found = quiet.find(ORDER)
    assert found == {"way": "inhibit"}
    quiet.raise_until(ORDER, found)
    assert inhibited(kde)
    assert quiet.verify(ORDER).state is State.VERIFIED
    quiet.lower(found)
    assert not inhibited(kde)
    quiet.lower(found)


def test_raised_twice_it_is_one_inhibition(kde: dict[str, str]) -> None:
    quiet = quiet_in(kde)
    found = quiet.find(ORDER)
    quiet.raise_until(ORDER, found)
    quiet.raise_until(later(1), found)
    quiet.lower(found)
    assert not inhibited(kde)


def test_lowered_where_it_was_never_raised_nothing_happens(kde: dict[str, str]) -> None:
    quiet_in(kde).lower({})
    assert not inhibited(kde)


def test_a_killed_program_releases_it(kde: dict[str, str]) -> None:
    with talking_to(python(kde, RAISES_AND_WAITS), kde) as program:
        assert inhibited(kde)
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
    assert soon(lambda: not inhibited(kde))


def test_another_process_can_lower_it_while_the_program_lives(kde: dict[str, str]) -> None:
    with talking_to(python(kde, RAISES_AND_WAITS), kde) as program:
        quiet_in(kde).lower({"way": "inhibit"})
        assert not inhibited(kde)
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write("?\n")
        program.stdin.flush()
        assert program.stdout.readline() == "leaking\n"


@pytest.mark.parametrize("set_back_s", [0.0, -3600.0])
def test_it_lets_go_at_the_deadline_by_itself_however_the_clock_was_set(
    kde: dict[str, str], monkeypatch: pytest.MonkeyPatch, set_back_s: float
) -> None:
    monkeypatch.setattr(quiet_inhibit, "_LOOK_S", 0.02)
    clock = FakeClock()
    quiet = quiet_in(kde, clock)
    quiet.raise_until(ORDER, quiet.find(ORDER))
    clock.jump(set_back_s)
    clock.advance(3599)
    assert quiet.verify(ORDER).state is State.VERIFIED
    clock.advance(2)
    assert soon(lambda: not inhibited(kde))


def test_a_moved_deadline_is_kept(kde: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quiet_inhibit, "_LOOK_S", 0.02)
    clock = FakeClock()
    quiet = quiet_in(kde, clock)
    found = quiet.find(ORDER)
    quiet.raise_until(ORDER, found)
    quiet.raise_until(later(1), found)
    clock.advance(3700)
    assert quiet.verify(ORDER).state is State.VERIFIED
    quiet.lower(found)


def test_a_service_started_anew_is_asked_again(tmp_path: Path) -> None:
    with private_bus(tmp_path) as environment:
        quiet = quiet_in(environment)
        with notification_service(environment, "kde"):
            quiet.raise_until(ORDER, {"way": "inhibit"})
        with notification_service(environment, "kde"):
            assert quiet.verify(ORDER).state is State.LEAKING
            quiet.raise_until(ORDER, {"way": "inhibit"})
            assert quiet.verify(ORDER).state is State.VERIFIED
            quiet.lower({"way": "inhibit"})


@pytest.mark.parametrize(
    ("manner", "detail"),
    [
        ("plain", "what shows notices here cannot be told to wait"),
        ("silent", "the notification service does not answer"),
    ],
)
def test_a_service_that_cannot_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manner: str, detail: str
) -> None:
    monkeypatch.setattr(quiet_bus, "ANSWER_S", 0.3)
    with private_bus(tmp_path) as environment, notification_service(environment, manner):
        standing = quiet_in(environment).standing(ORDER)
    assert (standing.state, standing.detail) == (State.NOT_AVAILABLE, detail)


def test_a_service_that_takes_it_and_does_not_do_it_is_said_and_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiet_inhibit, "ANSWER_S", 0.3)
    with private_bus(tmp_path) as environment, notification_service(environment, "deaf"):
        quiet = quiet_in(environment)
        with pytest.raises(ShieldError, match="quiet-not-kept"):
            quiet.raise_until(ORDER, quiet.find(ORDER))
        bus = Bus(environment["DBUS_SESSION_BUS_ADDRESS"])
        assert bus.owner_of(quiet_inhibit.NAME) == ""
        bus.close()


def test_a_bus_without_any_service_is_said(tmp_path: Path) -> None:
    with private_bus(tmp_path) as environment:
        standing = quiet_in(environment).standing(ORDER)
    assert (standing.state, standing.detail) == (State.NOT_AVAILABLE, "nothing shows notices here")


@pytest.mark.parametrize("address", ["unix:path=/nowhere", "tcp:host=localhost,port=1", "nonsense", "unix:"])
def test_an_address_that_leads_nowhere_is_said_and_lowers_as_nothing(tmp_path: Path, address: str) -> None:
    quiet = quiet_in({**environment_in(tmp_path), "DBUS_SESSION_BUS_ADDRESS": address})
    assert quiet.standing(ORDER).detail == "this desktop has no session bus"
    quiet.lower({"way": "inhibit"})


def test_a_bus_that_never_answers_is_left_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quiet_bus, "ANSWER_S", 0.3)
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(tmp_path / "bus"))
        mute.listen()
        quiet = quiet_in({**environment_in(tmp_path), "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/bus"})
        assert quiet.standing(ORDER).state is State.NOT_AVAILABLE
