"""Which way to be quiet is taken where, and what is said where there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lch_desktop.domain.errors import ShieldError
from lch_desktop.domain.shield import State
from lch_desktop.shield.quiet import make_quiet
from tests.fakes import FakeClock
from tests.shield.bus_kit import ORDER, ROOT, environment_in


@pytest.mark.parametrize(
    ("desktop", "first"),
    [
        ("GNOME", "gnome"),
        ("ubuntu:GNOME", "gnome"),
        ("Budgie:GNOME", "gnome"),
        ("gnome", "gnome"),
        ("XFCE", "xfce"),
        ("KDE", "inhibit"),
        ("i3", "inhibit"),
        ("GNOMEish", "inhibit"),
        ("", "inhibit"),
    ],
)
def test_the_desktop_chooses_the_way(desktop: str, first: str) -> None:
    assert make_quiet({"XDG_CURRENT_DESKTOP": desktop}, FakeClock(), "linux")._chosen[0].name == first


@pytest.mark.parametrize(("platform", "word"), [("darwin", "Focus"), ("win32", "Do not disturb")])
def test_where_no_program_may_it_says_what_to_do_and_claims_nothing(platform: str, word: str) -> None:
    quiet = make_quiet({}, FakeClock(), platform)
    standing = quiet.standing(ORDER)
    assert standing.state is State.NOT_AVAILABLE
    assert word in standing.advice
    assert quiet.verify(ORDER).state is State.LEAKING
    assert quiet.held_back() is None
    quiet.lower({})
    with pytest.raises(ShieldError, match="quiet-by-hand"):
        quiet.find(ORDER)


def test_a_way_of_a_newer_version_stays_in_the_journal() -> None:
    with pytest.raises(ShieldError, match="barrier-unknown"):
        make_quiet({}, FakeClock(), "linux").lower({"way": "cosmic"})


def test_without_a_bus_a_lost_journal_is_nothing_to_lower(tmp_path: Path) -> None:
    for desktop in ("GNOME", "XFCE", "KDE"):
        make_quiet({**environment_in(tmp_path), "XDG_CURRENT_DESKTOP": desktop}, FakeClock(), "linux").lower({})


def test_the_name_and_the_limits_are_there() -> None:
    quiet = make_quiet({}, FakeClock(), "linux")
    assert quiet.name == "quiet"
    assert quiet.limits.endswith(".")


def test_the_bus_library_waits_until_it_is_needed() -> None:
    script = (
        "import sys; from lch_desktop.shield.quiet import make_quiet; from tests.fakes import FakeClock;"
        "make_quiet({}, FakeClock(), 'linux'); print('jeepney' in sys.modules)"
    )
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=True)
    assert said.stdout == "False\n"
