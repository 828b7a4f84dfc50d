"""What the doctor says of the two entries that start the program."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lch_desktop.app import build_services
from lch_desktop.platforms.autostart import ENTRY_NAME, make_login_start
from lch_desktop.services.doctor import Check, Doctor, ThereFacts
from lch_desktop.services.there import Entry, Found, Presence
from tests.fakes import FakeClock
from tests.integration.cli_runner import CHICAGO, Lch

HERE, NONE, OFF = Entry(Found.HERE), Entry(Found.NONE), Entry(Found.OFF)
OTHER = Entry(Found.ELSEWHERE, command="/elsewhere/lch --tray")
CANNOT = Entry(Found.NONE, why_not="No systemd here.")


@pytest.fixture
def lch(data_dir: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lch:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Lch(data_dir, capsys)


def checks(login: Entry, starter: Entry, *, wanted: bool) -> tuple[Check, Check]:
    """The two checks alone."""
    facts = ThereFacts(Presence(login, starter), wanted, wanted, "the next hour is Mon 23 Nov 8:00")
    unasked: Any = None
    return Doctor(unasked, unasked, unasked, unasked, lambda: facts, unasked)._there()


@pytest.mark.parametrize(
    ("entry", "wanted", "ok", "detail", "fix"),
    [
        (HERE, True, True, "the program starts with the computer", ""),
        (HERE, False, False, "the program starts with the computer, which the settings do not want", "on and off"),
        (NONE, True, False, "the entry is gone", "on again"),
        (NONE, False, True, "off", ""),
        (OFF, True, False, "switched off in the system's own settings", "on again"),
        (OFF, False, True, "off", ""),
        (OTHER, True, False, "the entry starts another copy: /elsewhere/lch --tray", "on again"),
        (OTHER, False, True, "the entry starts another copy: /elsewhere/lch --tray", ""),
        (CANNOT, True, False, "not possible here: No systemd here", "on again"),
        (CANNOT, False, True, "not possible here: No systemd here", ""),
    ],
)
def test_an_entry_against_what_is_wanted(entry: Entry, wanted: bool, ok: bool, detail: str, fix: str) -> None:
    found, _ = checks(entry, NONE, wanted=wanted)
    assert (found.check, found.ok, found.detail) == ("autostart", ok, detail)
    assert fix in found.fix
    assert bool(found.fix) != ok


def test_the_scheduler_says_when_the_next_hour_is() -> None:
    _, found = checks(NONE, HERE, wanted=True)
    said = "the program is started by the system ten minutes before each hour; the next hour is Mon 23 Nov 8:00"
    assert found == Check("scheduler", True, said)


def asked(lch: Lch) -> dict[str, Any]:
    return {each["check"]: each for each in lch.json("doctor")}


def test_the_real_entry_is_found_and_missed(lch: Lch, data_dir: Path, clock: FakeClock, tmp_path: Path) -> None:
    services = build_services(data_dir, clock, CHICAGO)
    services.rep.save(replace(services.rep.settings, login_start=True))
    services.store.close()
    assert asked(lch)["autostart"]["detail"] == "the entry is gone"
    make_login_start(data_dir, os.environ, "linux").install()
    found = asked(lch)
    assert found["autostart"]["ok"]
    assert "the next hour is Tue 24 Nov 8:00" in found["scheduler"]["detail"]
    make_login_start(tmp_path, os.environ, "linux").install()  # another folder's
    assert "another copy" in asked(lch)["autostart"]["detail"]


def test_looking_makes_nothing(lch: Lch, tmp_path: Path) -> None:
    asked(lch)
    assert not (tmp_path / "config").exists()
    assert not (lch.data_dir / "lch.db").exists()
    assert ENTRY_NAME.endswith(".desktop")
