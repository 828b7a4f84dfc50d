"""Set-up on Today: the rep's name and the dialer with its test. Nothing has to be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import LchError
from lch_desktop.ui.today.set_up_state import SetUpState, Test, build_set_up, own_number

if TYPE_CHECKING:
    from lch_desktop.domain.settings import Settings
    from lch_desktop.ui.context import UiContext


class SetUp:
    """Carries out what the set-up card asks for; `show` draws the page again."""

    def __init__(self, context: UiContext, show: Callable[[], None]) -> None:
        self._context = context
        self._services = context.services
        self._show = show
        self._test = Test.NONE

    def state(self) -> SetUpState:
        """The card as it stands."""
        return build_set_up(self._services.rep.settings, self._test)

    def save_name(self, name: str) -> None:
        """The rep's name, for the greeting and the drafts."""
        settings = self._services.rep.settings
        if name.strip() != settings.rep_name:
            self._save(replace(settings, rep_name=name.strip()))

    def choose_dialer(self, template: str) -> None:
        """Another way to call: its test is still to come."""
        settings = self._services.rep.settings
        if template != settings.dialer:
            self._test = Test.NONE
            self._save(replace(settings, dialer=template, dialer_tested=False))

    def test(self, typed: str) -> None:
        """Call the rep's own number with the chosen dialer, then ask whether it rang."""
        number = own_number(typed, self._services.rep.settings.region)
        if not number:
            return
        try:
            taken = self._services.calling.test(number)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self._test = Test.ASKED if taken else Test.REFUSED
        self._show()

    def answer(self, rang: bool) -> None:
        """What the rep says about the test."""
        self._test = Test.PASSED if rang else Test.SILENT
        try:
            self._services.calling.keep_test(rang)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self._show()
        self._context.hub.changed.emit()

    def close(self) -> None:
        """Done, or later: the settings page has it all."""
        self._save(replace(self._services.rep.settings, setup_done=True))

    def _save(self, settings: Settings) -> None:
        try:
            self._services.rep.save(settings)
        except LchError as error:
            self._context.hub.failed.emit(error)
            return
        self._show()
        self._context.hub.changed.emit()
