"""Quiet on GNOME, on a private bus with the real gsettings and dconf: what was found is put back exactly."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import State
from lch_desktop.shield import quiet_way
from lch_desktop.shield.quiet import Quiet, make_quiet
from lch_desktop.shield.quiet_gnome import KEY, SCHEMA, is_set_by_user
from tests.fakes import FakeClock
from tests.shield.bus_kit import ORDER, environment_in, needs, private_bus, program_named, python, talking_to

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="GNOME's setting is Linux's")

RAISES_AND_WAITS = """
import os, sys
from pathlib import Path
from lch_desktop.shield.journal import FileJournal
from lch_desktop.shield.quiet import make_quiet
from lch_desktop.domain.shield import Raised
from tests.fakes import FakeClock
from tests.shield.bus_kit import ORDER
quiet = make_quiet(os.environ, FakeClock(), "linux")
found = quiet.find(ORDER)
FileJournal(Path(sys.argv[1])).add(Raised(quiet.name, found, ORDER.until))
quiet.raise_until(ORDER, found)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    needs("gsettings")
    with private_bus(tmp_path) as environment:
        environment["XDG_CURRENT_DESKTOP"] = "ubuntu:GNOME"
        if gsettings(environment, "writable") != "true":
            pytest.skip("GNOME's schemas or dconf are not installed here")
        yield environment


def gsettings(environment: dict[str, str], verb: str, *value: str) -> str:
    command = ["gsettings", verb, SCHEMA, KEY, *value]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
    return done.stdout.strip()


def quiet_in(environment: dict[str, str]) -> Quiet:
    return make_quiet(environment, FakeClock(), "linux")


def raised(environment: dict[str, str]) -> tuple[Quiet, dict[str, str]]:
    quiet = quiet_in(environment)
    found = dict(quiet.find(ORDER))
    quiet.raise_until(ORDER, found)
    return quiet, found


def test_raised_it_is_read_back_and_lowered_the_default_is_no_value_of_the_user(desktop: dict[str, str]) -> None:
    assert quiet_in(desktop).standing(ORDER).state is State.READY
    quiet, found = raised(desktop)
    assert found == {"way": "gnome", "value": "true", "set": "no"}
    assert gsettings(desktop, "get") == "false"
    assert quiet.verify(ORDER).state is State.VERIFIED
    quiet.lower(found)
    assert gsettings(desktop, "get") == "true"
    assert not is_set_by_user(desktop)


def test_a_value_that_the_user_had_set_is_set_again(desktop: dict[str, str]) -> None:
    gsettings(desktop, "set", "true")
    quiet, found = raised(desktop)
    quiet.lower(found)
    assert gsettings(desktop, "get") == "true"
    assert is_set_by_user(desktop)


def test_who_has_notices_off_keeps_them_off(desktop: dict[str, str]) -> None:
    gsettings(desktop, "set", "false")
    quiet, found = raised(desktop)
    assert found["value"] == "false"
    quiet.lower(found)
    assert gsettings(desktop, "get") == "false"


def test_lowering_twice_or_without_raising_changes_nothing(desktop: dict[str, str]) -> None:
    gsettings(desktop, "set", "true")
    quiet = quiet_in(desktop)
    found = quiet.find(ORDER)
    quiet.lower(found)
    quiet.lower(found)
    assert gsettings(desktop, "get") == "true"
    assert is_set_by_user(desktop)


def test_raising_again_keeps_what_was_found_first(desktop: dict[str, str]) -> None:
    quiet, found = raised(desktop)
    quiet.raise_until(ORDER, found)
    quiet.lower(found)
    assert gsettings(desktop, "get") == "true"


def test_notices_switched_on_by_hand_are_a_leak_and_stay_on(desktop: dict[str, str]) -> None:
    quiet, found = raised(desktop)
    gsettings(desktop, "set", "true")
    assert quiet.verify(ORDER).state is State.LEAKING
    quiet.lower(found)
    assert gsettings(desktop, "get") == "true"


def test_after_a_kill_another_process_puts_it_back_from_the_journal(desktop: dict[str, str], tmp_path: Path) -> None:
    journal = tmp_path / "shield.json"
    with talking_to(python(desktop, RAISES_AND_WAITS, str(journal)), desktop) as program:
        program.kill()
        program.wait()
    assert gsettings(desktop, "get") == "false"
    from lch_desktop.shield.journal import FileJournal

    (entry,) = FileJournal(journal).entries()
    elsewhere = {name: value for name, value in desktop.items() if name != "XDG_CURRENT_DESKTOP"}
    quiet_in(elsewhere).lower(entry.found)  # the journal says which way, not the desktop
    assert gsettings(desktop, "get") == "true"
    assert not is_set_by_user(desktop)


def test_with_a_lost_journal_notices_show_again(desktop: dict[str, str]) -> None:
    quiet, _ = raised(desktop)
    quiet.lower({})
    assert gsettings(desktop, "get") == "true"


def test_without_a_bus_it_stays_in_the_journal(desktop: dict[str, str]) -> None:
    _, found = raised(desktop)
    cut_off = {name: value for name, value in desktop.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    with pytest.raises(ShieldError, match="quiet-no-bus"):
        quiet_in(cut_off).lower(found)
    assert gsettings(desktop, "get") == "false"


def test_a_dconf_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    needs("gsettings")
    with private_bus(tmp_path) as environment:
        environment["XDG_CURRENT_DESKTOP"] = "GNOME"
        Path(environment["XDG_CONFIG_HOME"], "dconf").write_bytes(b"in the way")
        quiet = quiet_in(environment)
        with pytest.raises(ShieldError, match="quiet-not-kept"):
            quiet.raise_until(ORDER, quiet.find(ORDER))


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("echo 'No such schema' >&2; exit 1", "GNOME has no such setting here"),
        ("echo false", "the setting is locked on this computer"),
        ("exec sleep 60", "gsettings does not answer"),
    ],
)
def test_what_cannot_be_had_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, code: str) -> None:
    monkeypatch.setattr(quiet_way, "ANSWER_S", 0.3)
    environment = {**environment_in(tmp_path), "PATH": program_named(tmp_path / "bin", "gsettings", script)}
    environment |= {"XDG_CURRENT_DESKTOP": "GNOME", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    standing = quiet_in(environment).standing(ORDER)
    assert (standing.state, standing.detail) == (State.NOT_AVAILABLE, code)
    assert standing.advice


def test_a_missing_schema_is_said(desktop: dict[str, str]) -> None:
    standing = quiet_in({**desktop, "XDG_DATA_DIRS": "/nowhere"}).standing(ORDER)
    assert standing.detail == "GNOME has no such setting here"


def test_without_gsettings_it_is_said_and_a_lost_journal_is_nothing_to_lower(tmp_path: Path) -> None:
    environment = {**environment_in(tmp_path), "PATH": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    quiet = quiet_in({**environment, "XDG_CURRENT_DESKTOP": "GNOME"})
    assert quiet.standing(ORDER).detail == "gsettings is missing here"
    quiet.lower({})
    with pytest.raises(ShieldError, match="quiet-no-tool"):
        quiet.lower({"way": "gnome", "value": "true", "set": "no"})


def test_without_a_bus_it_is_said(tmp_path: Path) -> None:
    quiet = quiet_in({**environment_in(tmp_path), "XDG_CURRENT_DESKTOP": "GNOME"})
    assert quiet.standing(ORDER).detail == "this desktop has no session bus"


@pytest.mark.parametrize("content", [b"", b"GVariant", b"GVariant" + bytes(16), b"x" * 400, b"GVariant" + b"\xff" * 99])
def test_a_broken_database_means_no_value_of_the_user(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "dconf").mkdir()
    (tmp_path / "dconf" / "user").write_bytes(content)
    assert not is_set_by_user({"XDG_CONFIG_HOME": str(tmp_path)})
