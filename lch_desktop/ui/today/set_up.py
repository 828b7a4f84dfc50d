"""Set-up on Today: the rep's name, the dialer with its test, the work list. Nothing has to be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lch_desktop.domain.errors import LchError
from lch_desktop.messages import sentence
from lch_desktop.ui.shield.desk import has_shield
from lch_desktop.ui.shield.work_state import build_work, with_tick
from lch_desktop.ui.today.set_up_state import SetUpState, Test, WorkAnswer, build_set_up, own_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lch_desktop.domain.settings import Settings
    from lch_desktop.ui.context import UiContext
    from lch_desktop.ui.today.set_up_card import SetUpCard


class SetUp:
    """Carries out what the set-up card asks for; `show` draws the page again."""

    def __init__(self, context: UiContext, show: Callable[[], None]) -> None:
        self._context = context
        self._services = context.services
        self._show = show
        self._test = Test.NONE
        self._running: tuple[tuple[str, str], ...] | None = None
        self._asks_work = False
        self._work_problem = ""

    def state(self) -> SetUpState:
        """The card as it stands."""
        return build_set_up(self._services.rep.settings, self._test, self._work())

    def join(self, card: SetUpCard) -> None:
        """Do what `card` asks for."""
        card.name_given.connect(self.save_name)
        card.dialer_chosen.connect(self.choose_dialer)
        card.test_requested.connect(self.test)
        card.answered.connect(self.answer)
        card.close_requested.connect(self.close)
        card.work_asked.connect(self.ask_work)
        card.work_look_requested.connect(self.look_at_programs)
        card.work_ticked.connect(self.tick_work)
        card.work_site_given.connect(self.give_work_site)

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
        if not self._context.hub.tried(lambda: self._services.calling.keep_test(rang)):
            return
        self._show()
        self._context.hub.changed.emit()

    def ask_work(self) -> None:
        """Unfold the third question, or fold it again."""
        self._asks_work = not self._asks_work
        self._work_problem = ""
        if self._asks_work and self._running is None:
            self.look_at_programs()
        self._show()

    def look_at_programs(self) -> None:
        """List what runs now."""
        desk = self._context.shield
        if desk is not None:
            desk.running_programs(self._take_programs)

    def tick_work(self, name: str, entry: str, on: bool) -> None:
        """Something is work, or is not."""
        self._work_problem = ""
        self._save(with_tick(self._services.rep.settings, name, entry, on))

    def give_work_site(self, name: str, text: str) -> None:
        """A site that was typed."""
        desk = self._context.shield
        if desk is None:
            return
        try:
            entry = desk.check_site(text)
        except LchError as error:
            self._work_problem = sentence(error)
            self._show()
            return
        self.tick_work(name, entry, True)

    def close(self) -> None:
        """Done, or later: the settings page has it all."""
        self._save(replace(self._services.rep.settings, setup_done=True))

    def _work(self) -> WorkAnswer | None:
        """The third question; the desk is not made before somebody asks it."""
        if not has_shield(self._context):
            return None
        desk = self._context.shield if self._asks_work else None
        if desk is None:
            return WorkAnswer()
        settings = self._services.rep.settings
        return WorkAnswer(build_work(settings, self._running, desk.screens()), self._work_problem)

    def _take_programs(self, running: Sequence[tuple[str, str]]) -> None:
        self._running = tuple(running)
        self._show()

    def _save(self, settings: Settings) -> None:
        if not self._context.hub.tried(lambda: self._services.rep.save(settings)):
            return
        self._show()
        self._context.hub.changed.emit()
