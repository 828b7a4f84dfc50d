"""Quiet on XFCE, on a private bus with the real xfconf: what was found is put back exactly."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import State
from lch_desktop.shield.quiet import Quiet, make_quiet
from lch_desktop.shield.quiet_xfce import CHANNEL, PROPERTY
from tests.fakes import FakeClock
from tests.shield.bus_kit import ORDER, environment_in, needs, private_bus, program_named

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="XFCE's setting is Linux's")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    needs("xfconf-query")
    with private_bus(tmp_path) as environment:
        environment["XDG_CURRENT_DESKTOP"] = "XFCE"
        yield environment


def xfconf(environment: dict[str, str], *arguments: str) -> str:
    command = ["xfconf-query", "-c", CHANNEL, "-p", PROPERTY, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
    return done.stdout.strip()


def quiet_in(environment: dict[str, str]) -> Quiet:
    return make_quiet(environment, FakeClock(), "linux")


@pytest.mark.parametrize(("before", "while_up"), [("", "true"), ("false", "true"), ("true", "true")])
def test_what_was_set_before_is_set_after_and_nothing_where_nothing_was(
    desktop: dict[str, str], before: str, while_up: str
) -> None:
    if before:
        xfconf(desktop, "-n", "-t", "bool", "-s", before)
    quiet = quiet_in(desktop)
    assert quiet.standing(ORDER).state is State.READY
    found = quiet.find(ORDER)
    quiet.raise_until(ORDER, found)
    assert xfconf(desktop) == while_up
    assert quiet.verify(ORDER).state is State.VERIFIED
    for _ in range(2):
        quiet_in(desktop).lower(found)
        assert xfconf(desktop) == before


def test_with_a_lost_journal_notices_show_again(desktop: dict[str, str]) -> None:
    quiet = quiet_in(desktop)
    quiet.raise_until(ORDER, quiet.find(ORDER))
    quiet.lower({})
    assert xfconf(desktop) == ""


def test_switched_on_by_hand_is_a_leak(desktop: dict[str, str]) -> None:
    quiet = quiet_in(desktop)
    quiet.raise_until(ORDER, quiet.find(ORDER))
    xfconf(desktop, "-s", "false")
    assert quiet.verify(ORDER).state is State.LEAKING


def test_a_bus_that_is_gone_is_said_and_what_is_up_stays_in_the_journal(tmp_path: Path) -> None:
    needs("xfconf-query")
    with private_bus(tmp_path) as environment:
        environment["XDG_CURRENT_DESKTOP"] = "XFCE"
        quiet = quiet_in(environment)
        found = quiet.find(ORDER)
        quiet.raise_until(ORDER, found)
    assert quiet.standing(ORDER).state is State.NOT_AVAILABLE
    with pytest.raises(ShieldError, match="quiet-no-setting"):
        quiet.lower(found)


def test_a_setting_that_does_not_stay_is_said(tmp_path: Path) -> None:
    script = 'echo "Property \\"/do-not-disturb\\" does not exist on channel" >&2; exit 1'
    path = program_named(tmp_path / "bin", "xfconf-query", script)
    environment = {**environment_in(tmp_path), "PATH": path, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    quiet = quiet_in({**environment, "XDG_CURRENT_DESKTOP": "XFCE"})
    with pytest.raises(ShieldError, match="quiet-not-kept"):
        quiet.raise_until(ORDER, quiet.find(ORDER))
