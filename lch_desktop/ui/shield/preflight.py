"""Behind the pre-flight card: asks the desk once for each showing, keeps the ticks for the day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.ui.shield.names import HAND
from lch_desktop.ui.shield.preflight_state import Act, PreflightState, build_preflight, ticks_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lch_desktop.domain.settings import Settings
    from lch_desktop.domain.shield import Standing
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.shield.desk import ShieldDesk


class PreflightPresenter:
    """Nothing of it ever blocks the start."""

    def __init__(self, context: UiContext, desk: ShieldDesk, show: Callable[[PreflightState], None]) -> None:
        self._context = context
        self._desk = desk
        self._show_state = show
        self._standings: tuple[Standing, ...] | None = None
        self._asked_for: tuple[object, ...] | None = None
        self._asked = 0
        self._show_all = False

    def refresh(self) -> None:
        """Show what is known, and ask again where the page was left since, or the shield's settings changed."""
        wanted = _wishes(self._settings)
        if wanted != self._asked_for:
            self._asked_for = wanted
            self._ask()
        self.show()

    def left(self) -> None:
        """The page was left: next time everything is asked anew, and folded."""
        self._asked_for, self._show_all = None, False

    def test_again(self) -> None:
        """Ask anew at once."""
        self._standings = None
        self._ask()
        self.show()

    def show(self) -> None:
        """Build the state and hand it to the card."""
        rep = self._context.services.rep
        conflicts = self._desk.conflicts(rep.settings)
        self._show_state(
            build_preflight(self._standings, conflicts, rep.settings, rep.today(), show_all=self._show_all)
        )

    def toggle_all(self) -> None:
        """Show what is as yesterday too, or fold it again."""
        self._show_all = not self._show_all
        self.show()

    def tick(self, key: str, on: bool) -> None:
        """Keep a tick for today."""
        rep = self._context.services.rep
        ticked = {*ticks_of(rep.settings, rep.today())} - {key} | ({key} if on else set())
        kept = tuple(each for each in HAND if each in ticked)
        settings = replace(rep.settings, hand_ticks=kept, hand_ticked_on=rep.today().isoformat())
        self._context.hub.tried(lambda: rep.save(settings))
        self.show()

    def act(self, act: str) -> None:
        """Do what the button of a row says."""
        if act == Act.TEST_AGAIN:
            self.test_again()
        elif act in (Act.SET_UP, Act.RING):
            self._context.hub.page_requested.emit("Settings")

    def print_sign(self) -> None:
        """The sign for the door."""
        self._desk.print_sign()

    @property
    def _settings(self) -> Settings:
        return self._context.services.rep.settings

    def _ask(self) -> None:
        """Only the newest answer counts: an older one is of other settings."""
        self._asked += 1
        asked = self._asked

        def done(standings: tuple[Standing, ...]) -> None:
            if asked == self._asked:
                self._standings = standings
                self.show()

        (self._desk.verify if self._desk.raised() else self._desk.preflight)(done)


def _wishes(settings: Settings) -> tuple[object, ...]:
    """What of the settings the barriers are told."""
    return (
        settings.barriers,
        settings.block_lists,
        settings.block_sites,
        settings.block_apps,
        settings.work_programs,
        settings.work_sites,
        settings.work_screens,
        settings.cover_all,
    )
