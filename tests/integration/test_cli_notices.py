"""The check "notifications" of `lch doctor`: a test notice is sent, and what became of it is said and kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lch_desktop.app import build_services
from lch_desktop.domain.notices import Delivery, Way
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch
from tests.notices.kit import desk
from tests.shield.bus_kit import private_bus

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> Lch:
    return Lch(data_dir, capsys)


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    folder = tmp_path / "session"
    folder.mkdir()
    with private_bus(folder) as environment:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environment["DBUS_SESSION_BUS_ADDRESS"])
        yield environment


def notifications(lch: Lch) -> dict[str, object]:
    (found,) = [answer for answer in lch.json("doctor") if answer["check"] == "notifications"]
    return dict(found)


def kept(lch: Lch) -> list[Delivery]:
    services = build_services(lch.data_dir, FakeClock(), CHICAGO)
    try:
        return [each.delivery for each in services.store.mornings.deliveries(10)]
    finally:
        services.store.close()


def test_a_notice_that_came_is_said_and_kept(lch: Lch, bus: dict[str, str], tmp_path: Path) -> None:
    lch.brings_in(tmp_path)
    with desk(bus, "buttons") as service:
        found = notifications(lch)
        (shown,) = service.shown().values()
    assert shown["title"] == "Lead Conversion Hour"
    assert shown["actions"] == ["default", ""]  # no button that nobody would hear
    assert (found["ok"], found["detail"]) == (True, "a test notice was shown by the system, with buttons")
    assert kept(lch) == [Delivery("test", "Lead Conversion Hour", Way.BUTTONS)]
    without = notifications(lch)
    assert without["detail"] == (
        "a test notice was not shown: no notification service is running; "
        "before that: today 10:30 am, shown by the system, with buttons"
    )
    assert [each.way for each in kept(lch)] == [Way.NONE, Way.BUTTONS]


@pytest.mark.parametrize(
    ("manner", "detail", "fix"),
    [
        ("words", "a test notice was shown by the system, without buttons", ""),
        (
            "held",
            "a test notice was not shown: do-not-disturb is on",
            "Turn do-not-disturb off before the hour. Until then the program shows a small window of its own.",
        ),
        (
            "refuses",
            "a test notice was not shown: the notification service refused it (not today)",
            "Allow notices of this program in the system's settings. "
            "Until then the program shows a small window of its own.",
        ),
    ],
)
def test_what_became_of_it_and_what_to_do(lch: Lch, bus: dict[str, str], manner: str, detail: str, fix: str) -> None:
    with desk(bus, manner):
        found = notifications(lch)
    assert (found["detail"], found["fix"]) == (detail, fix)
    assert not lch.data_dir.joinpath("lch.db").exists()  # looking makes no database


def test_without_a_session_bus(lch: Lch) -> None:
    found = notifications(lch)
    assert found["detail"] == "a test notice was not shown: there is no session bus"
    assert str(found["fix"]).startswith("Start the program from the desktop")
