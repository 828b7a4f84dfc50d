"""Behind the card "Goals that are proposed"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lch_desktop.ui.settings.goals_state import build_goals, with_goal

if TYPE_CHECKING:
    from lch_desktop.ui.context import UiContext


class GoalsPart(QObject):
    """Part of the settings' presenter."""

    shown = Signal(object)  # a GoalsState

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._put_away: tuple[tuple[str, str], ...] = ()

    def refresh(self) -> None:
        """Show what is stored."""
        settings = self._context.services.rep.settings
        self.shown.emit(build_goals(settings, can_take_back=bool(self._put_away) and not settings.goals))

    def left(self) -> None:
        """The page was left: what was put away stays away."""
        self._put_away = ()

    def change(self, key: str, text: str) -> None:
        """The rep's goal for one stage or outcome; "" goes back to ours."""
        self._save(with_goal(self._context.services.rep.settings, key, text).goals)

    def back_to_ours(self) -> None:
        """Put all of the rep's own away."""
        self._put_away = self._context.services.rep.settings.goals
        self._save(())

    def take_back(self) -> None:
        """The rep's own again."""
        kept, self._put_away = self._put_away, ()
        self._save(kept)

    def _save(self, goals: tuple[tuple[str, str], ...]) -> None:
        rep = self._context.services.rep
        if goals != rep.settings.goals:
            rep.save(replace(rep.settings, goals=goals))
            self._context.hub.changed.emit()
        self.refresh()
