"""A shield's desk that only remembers, and a context that has one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from lch_desktop.domain.errors import InputError
from lch_desktop.domain.settings import Settings
from lch_desktop.domain.shield import Standing, State
from lch_desktop.services.bundle import Services
from lch_desktop.services.shield import Lowered
from lch_desktop.ui.context import UiContext
from lch_desktop.ui.shield.desk import ShieldDesk
from tests.ui.pages_kit import make_context

READY = (
    Standing("cover", State.READY),
    Standing("quiet", State.READY),
    Standing("watch", State.READY),
    Standing("sites-browser", State.READY, "23 sites"),
    Standing("sites-hosts", State.OFF),
    Standing("apps", State.READY),
)
LIMITS = {
    "cover": "It covers one monitor; windows on others stay where they are.",
    "quiet": "Phone calls still ring.",
    "watch": "It sees the window in front, not what is behind it.",
    "sites-browser": "Only browsers that have the extension.",
    "apps": "An app with unsaved work may stay.",
}


@dataclass
class FakeDesk:
    """Answers at once; what it was asked is kept. With `slow` the answers wait in `waiting`."""

    standings: tuple[Standing, ...] = READY
    verified: tuple[Standing, ...] = ()
    up: bool = False
    programs: Sequence[tuple[str, str]] = (("zoom", "Zoom Workplace"), ("slack", "Slack"), ("chromium", "Chromium"))
    monitors: Sequence[tuple[str, str]] = (("HDMI-1", "Dell, 27 inches"), ("eDP-1", "Built-in"))
    said: tuple[str, ...] = ()
    found: Sequence[tuple[str, str, str]] = ()
    prepared: Sequence[tuple[str, str, str]] = (("Chromium", "prepared", "Load it.\nTurn the extension on."),)
    installed: bool = False
    rings_quietly: bool = True
    lowered: Lowered = field(default_factory=Lowered)
    slow: bool = False
    asked: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def preflight(self, done: Callable[[tuple[Standing, ...]], None]) -> None:
        standings = self.standings
        self._answer("preflight", lambda: done(standings))

    def verify(self, done: Callable[[tuple[Standing, ...]], None]) -> None:
        self._answer("verify", lambda: done(self.verified))

    def raised(self) -> bool:
        return self.up

    def limits(self) -> dict[str, str]:
        return LIMITS

    def running_programs(self, done: Callable[[Sequence[tuple[str, str]]], None]) -> None:
        self._answer("programs", lambda: done(self.programs))

    def screens(self) -> Sequence[tuple[str, str]]:
        return self.monitors

    def lists(self) -> Sequence[tuple[str, str, int]]:
        return (("social", "Social", 14), ("video", "Video", 9), ("chat", "Chat", 1))

    def conflicts(self, settings: Settings) -> tuple[str, ...]:
        return self.said

    def check_site(self, text: str) -> str:
        if " " in text.strip():
            raise InputError("unknown-region", region=text)
        return text.strip().lower().removeprefix("https://")

    def install_browser(self, done: Callable[[Sequence[tuple[str, str, str]]], None]) -> None:
        self._answer("install", lambda: done(self.prepared))

    def browsers(self, done: Callable[[Sequence[tuple[str, str, str]]], None]) -> None:
        self._answer("browsers", lambda: done(self.found))

    def system_wide(self, done: Callable[[bool], None]) -> None:
        self._answer("system-wide", lambda: done(self.installed))

    def begin_ring(self, done: Callable[[bool], None]) -> None:
        self._answer("begin-ring", lambda: done(self.rings_quietly))

    def end_ring(self) -> None:
        self.asked.append("end-ring")

    def lower(self, reason: str, done: Callable[[Lowered], None]) -> None:
        self.reasons.append(reason)
        self.up = bool(self.lowered.leftovers)
        self._answer("lower", lambda: done(self.lowered))

    def print_sign(self) -> None:
        self.asked.append("sign")

    def _answer(self, name: str, answer: Callable[[], None]) -> None:
        self.asked.append(name)
        if self.slow:
            self.waiting.append(answer)
        else:
            answer()


def shielded(services: Services, desk: ShieldDesk | None, palette: str = "dark", scale: int = 100) -> UiContext:
    """The window's context around `services`, with `desk`."""
    make = None if desk is None else lambda: desk
    return replace(make_context(services, palette, scale), make_shield=make)


# what a page shows, and the hands on it


def shown(page: QWidget) -> list[str]:
    """Every word that is to be read."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page) and label.text()]


def buttons(page: QWidget, name: str) -> list[QAbstractButton]:
    """The buttons called `name` that are to be seen."""
    found = [one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name]
    return [one for one in found if one.isVisibleTo(page)]


def press(page: QWidget, name: str, place: int = 0) -> None:
    """Click one of them."""
    buttons(page, name)[place].click()
