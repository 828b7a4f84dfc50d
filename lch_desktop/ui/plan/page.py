"""The page Plan: its view and its presenter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication

from lch_desktop.ui.context import UiContext
from lch_desktop.ui.plan.presenter import PlanPresenter
from lch_desktop.ui.plan.view import PlanView

if TYPE_CHECKING:
    from lch_desktop.domain.leads import Lead
    from lch_desktop.services.run_session import PlannedHour
    from lch_desktop.ui.shield.desk import ShieldDesk
    from lch_desktop.ui.shield.preflight import PreflightPresenter


class PlanPage(PlanView):
    """Filled in already, so that a good morning needs only Ctrl+Enter."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context.look)
        presenter = PlanPresenter(context, self.show_state)
        self._presenter = presenter
        self._was_away = True  # another page was in front since the keyboard was taken
        self.start_requested.connect(presenter.start)
        self.back_requested.connect(presenter.go_back)
        self.move_requested.connect(presenter.move_by)
        self.list.star_toggled.connect(presenter.star)
        self.list.goal_given.connect(presenter.set_goal)
        self.list.moved.connect(presenter.move)
        self.numbers.length_chosen.connect(presenter.choose_length)
        self.numbers.minutes_changed.connect(presenter.set_minutes)
        self.numbers.number_changed.connect(presenter.set_number)
        self.if_then.lines_changed.connect(presenter.set_lines)
        self.if_then.line_added.connect(presenter.add_line)
        self.if_then.read_aloud_changed.connect(presenter.set_read_aloud)
        desk = context.shield
        self._preflight = self._make_preflight(context, desk) if desk is not None else None

    def on_shown(self) -> None:
        """The page came to the front, or something changed while it was there."""
        self._presenter.refresh()
        if self._preflight is not None:
            self._preflight.refresh()
        focused = QApplication.focusWidget()
        # Qt hands the focus of a page that comes back to any child of it; only a refresh leaves it where it is.
        if self._was_away or focused is None or not self.isAncestorOf(focused):
            self.take_keyboard()
        self._was_away = False

    def hand_over(self) -> tuple[Lead | None, PlannedHour]:
        """Ready takes the page's place, with its first call and its plan; the page keeps them as well."""
        return self._presenter.hand_over()

    def forget_order(self) -> None:
        """The hour that was planned here was begun, or will not be."""
        self._presenter.forget_order()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._was_away = self._was_away or self.isHidden()  # not where only the window went
        self._presenter.forget_order()
        if self._preflight is not None:
            self._preflight.left()

    def _make_preflight(self, context: UiContext, desk: ShieldDesk) -> PreflightPresenter:
        from lch_desktop.ui.shield.card import PreflightCard
        from lch_desktop.ui.shield.preflight import PreflightPresenter

        card = PreflightCard(context.look)
        preflight = PreflightPresenter(context, desk, card.show_state)
        card.hand_ticked.connect(preflight.tick)
        card.act_requested.connect(preflight.act)
        card.print_requested.connect(preflight.print_sign)
        card.fold_toggled.connect(preflight.toggle_all)
        self.add_shield(card)
        return preflight
