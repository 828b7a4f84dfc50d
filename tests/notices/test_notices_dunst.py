"""The system's notices where the real dunst shows them, on a private bus and screen."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lch_desktop.domain.notices import DISMISSED, OPENED, Delivery, Way
from lch_desktop.platforms.notices_service import ask_service
from lch_desktop.platforms.notices_text import NotDelivered
from tests.notices.kit import MORNING, QUIET, wired
from tests.shield.bus_kit import needs, private_bus, private_screen, running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="dunst is Linux's")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[dict[str, str]]:
    needs("dunst", "dunstctl")
    with private_screen() as display, private_bus(tmp_path) as environment:
        environment["DISPLAY"] = display
        with running(["dunst"], environment):
            assert soon(lambda: is_there(environment))
            yield environment


def soon(holds: Callable[[], bool]) -> bool:
    pause = threading.Event()
    return any(holds() or pause.wait(0.05) for _ in range(200))


def is_there(environment: dict[str, str]) -> bool:
    try:
        return ask_service(environment).buttons
    except NotDelivered:
        return False


def dunstctl(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(["dunstctl", *words], env=environment, capture_output=True, text=True, check=True, timeout=10)
    return done.stdout.strip()


def displayed(environment: dict[str, str]) -> int:
    return int(dunstctl(environment, "count", "displayed"))


def test_it_is_shown_replaced_pressed_and_gone(desktop: dict[str, str]) -> None:
    with wired(desktop) as made:
        assert made.show(MORNING) == Delivery("morning", MORNING.title, Way.BUTTONS)
        made.show(replace(MORNING, body="First: <img src=x> & co"))
        assert soon(lambda: displayed(desktop) == 1)
        dunstctl(desktop, "action")
        assert made.heard.answer() == ("morning", OPENED)
        assert soon(lambda: displayed(desktop) == 0)
        assert made.heard.answers.empty()


def test_it_is_dismissed_and_withdrawn(desktop: dict[str, str]) -> None:
    with wired(desktop) as made:
        made.show(MORNING)
        assert soon(lambda: displayed(desktop) == 1)
        dunstctl(desktop, "close")
        assert made.heard.answer() == ("morning", DISMISSED)
        made.show(MORNING)
        made.notices.withdraw("morning")
        assert soon(lambda: displayed(desktop) == 0)


def test_while_dunst_is_paused_the_program_has_to_show_it_itself(desktop: dict[str, str]) -> None:
    dunstctl(desktop, "set-paused", "true")
    with wired(desktop) as made:
        assert made.show(MORNING).detail == "do-not-disturb is on"
        assert made.show(QUIET).way is Way.BUTTONS
        dunstctl(desktop, "set-paused", "false")
        assert made.show(MORNING).way is Way.BUTTONS
